import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError, UsageError } from "../../data/errors.ts";
import { NODE_NAMES } from "../../data/vocabulary.ts";
import type { RunConfigInput } from "../../graphs/run-config.ts";
import { runPipeline } from "../../graphs/run.ts";
import { countingModel } from "../support/models.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  nodeLinesIn,
  readIn,
  removeDirectory,
  stableFiles,
} from "../support/run-directory.ts";

const rows = worldRows(16);
const whole = makeDirectory();
afterAll(() => removeDirectory(whole));

const runIn = (out: string, config: RunConfigInput = {}) =>
  runPipeline(pipelineOf({ rows, config }), { out });

/** A directory that a kill left: a manifest of a run under way, and what had reached the two journals. */
function cutDirectory(records: string, trace: string | null): string {
  const out = newDirectory();
  const manifest = readIn(whole, "manifest.json").replace('"finished"', '"under way"');
  writeFileSync(join(out, "manifest.json"), manifest);
  writeFileSync(join(out, "records.jsonl"), records);
  if (trace !== null) writeFileSync(join(out, "trace.jsonl"), trace);
  return out;
}

const records = (): readonly string[] => linesIn(whole, "records.jsonl");
const trace = (): readonly string[] => linesIn(whole, "trace.jsonl");
const traceOf = (count: number) => trace().filter((line) => rowOf(line) < count);
const half = (line: string | undefined): string => (line ?? "").slice(0, (line ?? "").length / 2);
const firstRecord = (): string => records()[0] ?? "";

/** A directory with every row done, one of its files spoiled. */
function spoil(name: string, content: string): string {
  const out = cutDirectory(readIn(whole, "records.jsonl"), "");
  writeFileSync(join(out, name), content);
  return out;
}

const ended = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

function tracedNodes(out: string): readonly string[] {
  return nodeLinesIn(out)
    .map((line) => /^\{"row":(\d+),"node":"(\w+)"/.exec(line))
    .map((match) => `${match?.[1]?.padStart(2, "0")} ${match?.[2]}`)
    .toSorted();
}

const everyNode = rows
  .flatMap((_, row) => NODE_NAMES.map((node) => `${String(row).padStart(2, "0")} ${node}`))
  .toSorted();

beforeAll(async () => {
  await runIn(whole);
});

describe("resuming after a cut", () => {
  const cuts: readonly (readonly [string, number, () => string])[] = [
    ["before the first row", 0, () => cutDirectory("", "")],
    ["between rows", 7, () => cutDirectory(ended(records().slice(0, 7)), ended(traceOf(7)))],
    [
      "half-way through a record",
      7,
      () => cutDirectory(ended(records().slice(0, 7)) + half(records()[7]), ended(traceOf(8))),
    ],
    [
      "before a record's newline",
      7,
      () => cutDirectory(ended(records().slice(0, 7)) + (records()[7] ?? ""), ended(traceOf(8))),
    ],
    [
      "between a trace and its record",
      7,
      () => cutDirectory(ended(records().slice(0, 7)), ended(traceOf(8))),
    ],
    [
      "half-way through a trace line",
      7,
      () =>
        cutDirectory(
          ended(records().slice(0, 7)),
          ended(traceOf(7)) + half(trace()[traceOf(7).length]),
        ),
    ],
    ["after the last row", 16, () => cutDirectory(ended(records()), ended(trace()))],
    [
      "in a run whose rows ended out of order",
      5,
      () => cutDirectory(ended(records().slice(3, 8).toReversed()), ended(traceOf(8))),
    ],
  ];

  it.each(cuts)("%s gives the same bytes, and a whole trace", async (_where, resumed, cut) => {
    const out = cut();
    const result = await runIn(out);
    expect(result.resumed).toBe(resumed);
    expect(stableFiles(out)).toEqual(stableFiles(whole));
    expect(tracedNodes(out)).toEqual(everyNode);
  });

  it("gives the same bytes without a trace, which then begins where the rows do", async () => {
    const out = cutDirectory(ended(records().slice(0, 15)), null);
    await runIn(out);
    expect(stableFiles(out)).toEqual(stableFiles(whole));
    expect(tracedNodes(out)).toEqual(everyNode.slice(75));
  });

  it("gives the same bytes wherever both files were cut", async () => {
    const lengths = [readIn(whole, "records.jsonl"), readIn(whole, "trace.jsonl")];
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(share, share, async (a, b) => {
        const [journal = "", traces = ""] = [a, b].map((part, i) =>
          (lengths[i] ?? "").slice(0, Math.floor(part * (lengths[i] ?? "").length)),
        );
        const out = cutDirectory(journal, traces);
        await runIn(out);
        expect(stableFiles(out)).toEqual(stableFiles(whole));
        removeDirectory(out);
      }),
      { numRuns: 12 },
    );
  });

  it("resumes twice", async () => {
    const out = cutDirectory(ended(records().slice(0, 4)), ended(traceOf(4)));
    const stop = new AbortController();
    await runPipeline(pipelineOf({ rows }), {
      out,
      concurrency: 2,
      signal: stop.signal,
      onProgress: (done) => (done === 9 ? stop.abort() : null),
    }).catch(() => null);
    await runIn(out);
    expect(stableFiles(out)).toEqual(stableFiles(whole));
    expect(tracedNodes(out)).toEqual(everyNode);
  });
});

describe("a finished run", () => {
  it("decides nothing again, and repeats its files", async () => {
    const before = stableFiles(whole);
    const traced = readIn(whole, "trace.jsonl");
    const model = countingModel();
    const {
      resumed,
      records: all,
      metrics,
    } = await runPipeline(pipelineOf({ rows, model }), {
      out: whole,
    });
    expect([model.calls(), resumed, all.length]).toEqual([0, 16, 16]);
    expect(metrics.rows).toBe(16);
    expect(stableFiles(whole)).toEqual(before);
    expect(readIn(whole, "trace.jsonl")).toBe(traced);
  });

  it("gets back files that were removed", async () => {
    const out = newDirectory();
    for (const name of ["records.jsonl", "manifest.json"]) {
      copyFileSync(join(whole, name), join(out, name));
    }
    const model = countingModel();
    await runPipeline(pipelineOf({ rows, model }), { out });
    expect(model.calls()).toBe(0);
    expect(stableFiles(out)).toEqual(stableFiles(whole));
  });
});

describe("a directory that holds something else", () => {
  it("is refused when it is another run's, and both are named", async () => {
    const before = stableFiles(whole);
    const { run } = pipelineOf({ rows });
    const other = pipelineOf({ rows, config: { seed: 2 } });
    const attempt = runPipeline(other, { out: whole });
    await expect(attempt).rejects.toThrow(UsageError);
    await expect(attempt).rejects.toThrow(new RegExp(`${run}.*${other.run}`));
    expect(stableFiles(whole)).toEqual(before);
  });

  it("is refused when only the data differ", async () => {
    const other = pipelineOf({ rows: worldRows(16, 8) });
    await expect(runPipeline(other, { out: whole })).rejects.toThrow(UsageError);
  });

  it.each([
    ["a manifest that is no JSON", "manifest.json", (): string => "run: 1"],
    ["a manifest of something else", "manifest.json", (): string => '{"name": "other"}'],
    [
      "a whole line that is no JSON",
      "records.jsonl",
      (): string => `${firstRecord()}\n{"row":1,"dec\n`,
    ],
    ["a line that is no record", "records.jsonl", () => `${firstRecord()}\n{"row":1}\n`],
    [
      "a record with an impossible score",
      "records.jsonl",
      () => `${firstRecord().replace(/"score":[^,]+/, '"score":3')}\n`,
    ],
  ] as const)("is refused for %s, by file and in one line", async (_what, name, content) => {
    const out = spoil(name, content());
    const attempt = runIn(out);
    await expect(attempt).rejects.toThrow(InputError);
    await expect(attempt).rejects.toThrow(new RegExp(`^[^\\n]*${name}[^\\n]*$`));
    expect(readIn(out, name)).toBe(content());
  });

  it.each(["records.jsonl", "ledger.jsonl"])(
    "is refused with the line of %s that is no JSON named",
    async (name) => {
      const [first = ""] = linesIn(whole, name);
      const out = spoil(name, `${first}\nx\n`);
      await expect(runIn(out)).rejects.toThrow(`${name}, row 1: expected JSON`);
    },
  );

  it("is refused when it has records and no manifest to say whose they are", async () => {
    const out = cutDirectory(readIn(whole, "records.jsonl"), "");
    rmSync(join(out, "manifest.json"));
    await expect(runIn(out)).rejects.toThrow(InputError);
  });
});

function rowOf(line: string): number {
  return Number(/^\{"row":(\d+),/.exec(line)?.[1]);
}
