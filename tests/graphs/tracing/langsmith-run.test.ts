import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { NODE_NAMES } from "../../../data/vocabulary.ts";
import { MODEL_NODES } from "../../../nodes/models/chat-model.ts";
import {
  type LangSmithServer,
  type ServedRun,
  accessTo,
  serveLangSmith,
} from "../../support/langsmith-server.ts";
import { breaksOn } from "../../support/models.ts";
import { withFields } from "../../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../../support/run-directory.ts";
import { type Traced, rows, traced } from "./traced-runs.ts";

const lineSchema = z.looseObject({
  row: z.int(),
  node: z.string(),
  kind: z.enum(["node", "model"]),
  id: z.string(),
  parentId: z.string(),
  traceId: z.string(),
});
const tracedLines = (out: string) =>
  linesIn(out, "trace.jsonl").map((line) => lineSchema.parse(JSON.parse(line)));

describe("a traced run", () => {
  let server: LangSmithServer;
  let out: string;
  let run: Traced;
  const children = (parent: ServedRun | undefined): readonly ServedRun[] =>
    [...server.runs.values()].filter(({ parent_run_id }) => parent_run_id === parent?.id);
  const roots = (): readonly ServedRun[] =>
    [...server.runs.values()].filter(({ parent_run_id }) => parent_run_id === undefined);
  const rootOf = (row: number): ServedRun | undefined =>
    roots().find(({ inputs }) => inputs?.["row"] === row);

  const said = (row: number, key: string): number | undefined =>
    [...server.feedback.values()].find((one) => one.run_id === rootOf(row)?.id && one.key === key)
      ?.score;

  beforeAll(async () => {
    server = await serveLangSmith();
    out = makeDirectory();
    run = await traced(
      out,
      accessTo(server.endpoint),
      { config: { hysteresis: 0.1, without: ["analyzeQuant"] } },
      { variant: "slim" },
    );
  });
  afterAll(async () => {
    removeDirectory(out);
    await server[Symbol.asyncDispose]();
  });

  it("is one root a row, named by run and row, with the five nodes below it", () => {
    // Rows under way at once arrive in any order.
    expect(
      roots()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(rows.map((_, row) => `${run.result.run} row ${row}`).toSorted());
    for (const root of roots()) {
      expect(children(root).map(({ name }) => name)).toEqual(
        expect.arrayContaining([...NODE_NAMES]),
      );
      expect(children(root)).toHaveLength(NODE_NAMES.length);
    }
  });

  it("has model calls under the nodes that asked, and nowhere else", () => {
    for (const node of children(rootOf(9))) {
      const calls = children(node);
      const asks = MODEL_NODES.some((name) => name === node.name) && node.name !== "analyzeQuant";
      expect([node.name, calls.map(({ run_type }) => run_type)]).toEqual([
        node.name,
        asks ? ["llm"] : [],
      ]);
    }
  });

  it("orders runs as LangSmith does: each below its parent's place", () => {
    for (const child of server.runs.values()) {
      const parent = server.runs.get(child.parent_run_id ?? "");
      expect(child.dotted_order).toMatch(/^(?:\d{8}T\d{12}Z[\da-f-]{36}(?:\.|$))+/);
      expect(child.dotted_order.startsWith(parent?.dotted_order ?? "")).toBe(true);
      expect(child.dotted_order.endsWith(child.id)).toBe(true);
      expect(child.start_time <= child.end_time).toBe(true);
    }
  });

  it("tags variant, toggles and status, and says row, time, configuration and cases", () => {
    const root = rootOf(9);
    expect(root?.tags).toEqual([
      "variant:slim",
      "toggle:without analyzeQuant",
      "toggle:hysteresis 0.1",
      `status:${run.result.records[9]?.decision.status}`,
    ]);
    expect(root?.extra?.metadata).toEqual({
      row: 9,
      datetime: new Date(rows[9]?.observation.timeMs ?? 0).toISOString().replace(".000Z", "Z"),
      run: run.result.run,
      config_hash: expect.stringMatching(/^[\da-f]{16}$/),
      case_rows: run.result.records[9]?.cases.map(({ row }) => row),
    });
  });

  it("has the ids of trace.jsonl, and no others", () => {
    const lines = tracedLines(out);
    const ids = new Set([...lines.map(({ id }) => id), ...lines.map(({ traceId }) => traceId)]);
    expect([...ids].toSorted()).toEqual([...server.runs.keys()].toSorted());
    for (const { id, parentId, traceId } of lines) {
      expect(server.runs.get(id)).toMatchObject({ parent_run_id: parentId, trace_id: traceId });
    }
  });

  it("is given what each row came to", () => {
    for (const { row, decision } of run.result.records) {
      const [now, then] = [rows[row], rows[row + 2]].map((bar) => bar?.observation.close ?? NaN);
      const earned = (decision.action ?? NaN) * ((then ?? NaN) / (now ?? NaN) - 1);
      const isKnown = Number.isFinite(earned);
      expect(said(row, "realised_return")).toBe(isKnown ? Number(earned.toFixed(4)) : undefined);
      expect(said(row, "right")).toBe(isKnown ? Number(earned > 0) : undefined);
      expect([0, 1]).toContain(said(row, "grounded"));
    }
    for (const one of server.feedback.values()) {
      expect(one.session_id).toBe(server.projects.get("testing"));
    }
  });

  it("says what arrived, and where it can be looked at, in the directory too", () => {
    expect(run.report).toEqual({
      project: "testing",
      url: `http://localhost:3000/o/tenant/projects/p/${server.projects.get("testing")}`,
      rows: 12,
      lostRows: 0,
      feedback: server.feedback.size,
      lostFeedback: 0,
      reason: null,
      unkept: null,
    });
    const { unkept: _unkept, ...kept } = run.report ?? { unkept: null };
    expect(JSON.parse(readIn(out, "langsmith.json"))).toEqual({
      ...kept,
      undelivered: [],
      told: [{ from: 0, to: rows.length - 2 }],
    });
  });
});

describe("what is sent", () => {
  it("is nothing where the access asks for no tracing", async () => {
    await using server = await serveLangSmith();
    await traced(newDirectory(), accessTo(server.endpoint, { tracing: false }));
    expect(server.requests).toEqual([]);
  });

  it("holds no secret: not in keys, headers, errors, prompts or a model's words", async () => {
    await using server = await serveLangSmith();
    const secrets = ["openai-marker-1", "lsv2-test-marker", 'quoted "marker" 3', "header-marker-4"];
    const leak =
      `503 key ${secrets[0]}, ${JSON.stringify(secrets[2])}, authorization: Bearer unknown-marker-5, ` +
      `{"x-api-key":"unknown-marker-6"}, https://user:unknown-marker-7@host/v1`;
    const marked = withFields(rows, {
      5: { summary: `breakdown ${secrets[3]} said` },
      7: { summary: `the news of ${secrets[3]} and ${secrets[1]}` },
    });
    const out = newDirectory();
    const { report } = await traced(
      out,
      accessTo(server.endpoint, { apiKey: "lsv2-test-marker", secrets }),
      { rows: marked, model: breaksOn("breakdown", () => new Error(leak)) },
    );
    expect(report).toMatchObject({ rows: 12, lostRows: 0 });
    expect(server.bytes()).toContain("[redacted]");
    expect(server.bytes()).toContain("503 key [redacted]");
    expect(server.bytes().match(/[^ ]*marker[^ ]*/g)).toBeNull();
    for (const word of ["runtime", "LANGSMITH", "langchain-js", process.version]) {
      expect(server.bytes()).not.toContain(word);
    }
  });

  it("is told of no outcome that lies behind its rows, such as those kept apart for a test", async () => {
    await using server = await serveLangSmith();
    const config = { rows: { from: 2, to: 8 } };
    const { report } = await traced(newDirectory(), accessTo(server.endpoint), { config });
    const earned = [...server.feedback.values()].filter(({ key }) => key === "realised_return");
    // The horizon is 2 bars: rows 6 and 7 end behind row 7.
    expect([report?.rows, earned.length]).toEqual([6, 4]);
  });

  it("goes in one batch of JSON, and feedback one by one, where the server takes no parts", async () => {
    await using server = await serveLangSmith(false);
    const { report } = await traced(newDirectory(), accessTo(server.endpoint));
    expect(report).toMatchObject({ rows: 12, lostRows: 0, lostFeedback: 0 });
    expect(server.requests).toContain("POST /runs/batch");
    expect(server.requests).not.toContain("POST /runs/multipart");
    expect(server.requests.filter((request) => request === "POST /feedback")).toHaveLength(
      server.feedback.size,
    );
  });

  it("leaves inputs out where that is asked for", async () => {
    await using server = await serveLangSmith();
    await traced(newDirectory(), accessTo(server.endpoint, { hideInputs: true }));
    expect(
      [...server.runs.values()].every(({ inputs }) => Object.keys(inputs ?? {}).length === 0),
    ).toBe(true);
  });
});
