/** Rows that LangSmith was sent by one process, and is told the outcome of by the next. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { StoppedError } from "../../../data/errors.ts";
import { writeRows } from "../../../data/write-rows.ts";
import { runPipeline } from "../../../graphs/run.ts";
import type { DeliveryReport } from "../../../graphs/tracing/langsmith-tracing.ts";
import type { RunTracing } from "../../../graphs/tracing/run-tracing.ts";
import { followFile } from "../../support/followed.ts";
import { type LangSmithServer, accessTo, serveLangSmith } from "../../support/langsmith-server.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { linesIn, newDirectory, readIn } from "../../support/run-directory.ts";

const ROWS = 12;
const rows = worldRows(ROWS);

interface Stint {
  /** Rows after which it is stopped. @default none */
  readonly until?: number;
  readonly langsmith?: Omit<RunTracing, "access" | "onDelivery">;
  readonly isTraced?: boolean;
}

/** Decides some rows in a directory, and then ends. */
async function work(out: string, server: LangSmithServer, stint: Stint = {}) {
  const { until = ROWS, langsmith, isTraced = true } = stint;
  const reports: DeliveryReport[] = [];
  const stop = new AbortController();
  const working = runPipeline(pipelineOf({ rows }), {
    out,
    concurrency: 1,
    signal: stop.signal,
    onProgress: (done) => void (done >= until && done < ROWS && stop.abort()),
    langsmith: {
      ...langsmith,
      access: accessTo(server.endpoint, { tracing: isTraced }),
      onDelivery: (report) => void reports.push(report),
    },
  });
  await working.catch((error: unknown) => {
    if (!(error instanceof StoppedError)) throw error;
  });
  return reports;
}

/** As a kill leaves it: what is on its way arrives, and nothing is said of it. */
const killed: Stint["langsmith"] = { handOver: () => {} };

const lineSchema = z.object({ row: z.int(), traceId: z.string() });

/** What was said of each row of a directory, by key. */
function saidIn(out: string, server: LangSmithServer): readonly Record<string, number>[] {
  const traceIds = new Map(
    linesIn(out, "trace.jsonl")
      .map((line) => lineSchema.parse(JSON.parse(line)))
      .map(({ row, traceId }) => [row, traceId]),
  );
  const all = [...server.feedback.values()];
  return rows.map((_, row) =>
    Object.fromEntries(
      all
        .filter(({ run_id }) => run_id === traceIds.get(row))
        .map(({ key, score }) => [key, score]),
    ),
  );
}

const keptIn = (out: string): unknown => JSON.parse(readIn(out, "langsmith.json"));

/** What is said where nothing came between. */
async function saidAtOnce(): Promise<readonly Record<string, number>[]> {
  await using server = await serveLangSmith();
  const out = newDirectory();
  await work(out, server);
  return saidIn(out, server);
}

describe("a run that is killed and taken up again", () => {
  it("tells of all rows what they came to, and of none twice", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    await work(out, server, { until: 5, langsmith: killed });
    await expect.poll(() => server.runs.size).toBeGreaterThanOrEqual(5 * 6);
    expect(server.feedback.size).toBe(0);
    expect(keptIn(out)).toEqual({ project: "testing", url: null, undelivered: [], told: [] });

    const [report] = await work(out, server);
    const said = await saidAtOnce();
    expect(saidIn(out, server)).toEqual(said);
    expect(said.map((keys) => Object.keys(keys).length)).not.toContain(0);
    expect(report).toMatchObject({ lostRows: 0, feedback: server.feedback.size, lostFeedback: 0 });
    // What follows the last two rows is not in the data.
    expect(keptIn(out)).toMatchObject({ undelivered: [], told: [{ from: 0, to: ROWS - 2 }] });

    const before = server.requests.length;
    expect([await work(out, server), server.requests.length]).toEqual([[], before]);
  });

  it("tells of what it could not tell before, once the server takes it", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    await work(out, server, { until: 5, langsmith: killed });
    await expect.poll(() => server.runs.size).toBeGreaterThanOrEqual(5 * 6);
    server.behave(500);
    const options = { budgetMs: 300, transport: { waitsMs: [20] } };
    const [report] = await work(out, server, { langsmith: options });
    expect(report).toMatchObject({ rows: 0, feedback: 0 });
    expect(report?.lostFeedback).toBeGreaterThan(0);
    server.behave("good");
    const [again] = await work(out, server);
    expect(again).toMatchObject({ rows: 0, lostRows: 0, feedback: server.feedback.size });
    const said = saidIn(out, server).map((keys) => Object.keys(keys).length > 0);
    expect(said).toEqual(rows.map((_, row) => row < 5));
  });
});

describe("a run whose langsmith.json cannot be used", () => {
  it("ends as any other, and says so", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    await work(out, server, { until: 5, langsmith: killed });
    rmSync(join(out, "langsmith.json"));
    mkdirSync(join(out, "langsmith.json"));
    const [report] = await work(out, server);
    expect(report).toMatchObject({ lostRows: 0, lostFeedback: 0, unkept: "EISDIR" });
    expect(linesIn(out, "records.jsonl")).toHaveLength(ROWS);
  });
});

describe("rows that were decided while nothing was traced", () => {
  it("are known to be missing, and are told nothing", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    await work(out, server, { until: 4, isTraced: false });
    const [report] = await work(out, server);
    expect(report).toMatchObject({ lostRows: 0 });
    expect(keptIn(out)).toMatchObject({
      undelivered: [{ from: 0, to: ROWS - (report?.rows ?? 0) }],
    });
    const sent = new Set(server.runs.keys());
    expect([...server.feedback.values()].every(({ run_id }) => sent.has(run_id))).toBe(true);
  });
});

describe("rows that were decided while nothing was traced, after others were", () => {
  it("are known to be missing too, and are told nothing", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    const [first] = await work(out, server, { until: 4 });
    const from = first?.rows ?? 0;
    expect(from).toBeGreaterThan(0);
    await work(out, server, { until: 8, isTraced: false });
    const to = linesIn(out, "records.jsonl").length;
    expect(to).toBeGreaterThan(from);
    expect(keptIn(out)).toMatchObject({ rows: from, undelivered: [{ from, to }] });
    await work(out, server);
    expect(keptIn(out)).toMatchObject({ undelivered: [{ from, to }] });
    const sent = new Set(server.runs.keys());
    expect([...server.feedback.values()].every(({ run_id }) => sent.has(run_id))).toBe(true);
  });
});

describe("a followed file", () => {
  it("is told the outcome of a session's last rows by the next session", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    const file = join(out, "bars.csv");
    await writeRows(file, rows);
    const langsmith = { access: accessTo(server.endpoint) };
    const session = (untilRows: number) =>
      followFile(file, { out: join(out, "run"), untilRows, idleMs: null, langsmith });
    const realised = () =>
      saidIn(join(out, "run"), server).map((keys) => keys["realised_return"] !== undefined);
    await session(8);
    expect(realised()).toEqual(rows.map((_, row) => row < 6));
    await session(ROWS);
    expect(realised()).toEqual(rows.map((_, row) => row < ROWS - 2));
  });
});
