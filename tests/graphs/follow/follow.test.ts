import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { InputError, StoppedError, UsageError } from "../../../data/errors.ts";
import { GrowingRows } from "../../../data/growing/growing-rows.ts";
import { loadRows } from "../../../data/load-rows.ts";
import { makeRandom } from "../../../data/random.ts";
import { writeRows } from "../../../data/write-rows.ts";
import { followPipeline } from "../../../graphs/follow/follow.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { type FollowSketch, followFile, stepClock } from "../../support/followed.ts";
import { breaksOn, unevenModel } from "../../support/models.ts";
import { pipelineOf, withFields, worldRows } from "../../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
  stableFiles,
} from "../../support/run-directory.ts";

const COUNT = 18;
const rows = withFields(worldRows(COUNT), {
  4: { summary: 'two lines,\n"quoted"\r\nand a préçis of € 🚀' },
  9: { summary: "BREAK prices fell" },
}).map(({ observation, label }, i) => ({ observation, label: i === 5 ? null : label }));

/** The world's file, and where each row's line ends in it. */
let content = Buffer.alloc(0);
let ends: readonly number[] = [];
const upTo = (count: number) => content.subarray(0, ends[count]);

beforeAll(async () => {
  const directory = makeDirectory();
  await writeRows(join(directory, "world.csv"), rows);
  content = readFileSync(join(directory, "world.csv"));
  removeDirectory(directory);
  const text = content.toString();
  const starts = rows.map((_, i) => text.indexOf(`\n${i},`) + 1);
  ends = [...starts, text.length].map((at) => Buffer.byteLength(text.slice(0, at)));
});

function worldFile(bytes: string | Uint8Array): string {
  const file = join(newDirectory(), "world.csv");
  writeFileSync(file, bytes);
  return file;
}

/** What a run over these bytes writes; any directory that it goes on from is left as it is. */
async function ran(bytes: Uint8Array, sketch: FollowSketch = {}) {
  const out = newDirectory();
  const data = await loadRows(worldFile(bytes));
  await runPipeline(pipelineOf({ ...sketch, rows: data.rows, data }), { out });
  return stableFiles(out);
}

/** Appends the bytes in pieces of random size, so that lines, quotes and characters are cut anywhere. */
function* inPieces(file: string, bytes: Uint8Array) {
  const random = makeRandom(3, "pieces");
  for (let at = 0; at < bytes.length;) {
    const piece = bytes.subarray(at, (at += 1 + random.below(700)));
    yield () => appendFileSync(file, piece);
  }
}

describe("a file that grows", () => {
  it("comes to the bytes of a run over it when it is finished, in whatever pieces it came", async () => {
    const [file, out] = [worldFile(""), newDirectory()];
    const seen: number[] = [];
    const result = await followFile(
      file,
      {
        out,
        clock: stepClock(inPieces(file, content)),
        onDecided: (record, row) => seen.push(record.row, row.observation.row),
      },
      { model: unevenModel() },
    );
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(stableFiles(out)).toEqual(await ran(content));
    expect(result).toMatchObject({ end: "idle", resumed: 0 });
    expect(result.pipeline.data.rows).toHaveLength(COUNT);
    expect(seen.toSorted((a, b) => a - b)).toEqual(rows.flatMap((_, i) => [i, i]));
  });

  it("is decided as far as was asked, and further in the same directory", async () => {
    const [file, out] = [worldFile(content), newDirectory()];
    const { end } = await followFile(file, { out, untilRows: 11, idleMs: null });
    expect(end).toBe("rows");
    expect(stableFiles(out)).toEqual(await ran(upTo(11)));
    const { resumed } = await followFile(file, { out });
    expect(resumed).toBe(11);
    expect(stableFiles(out)).toEqual(await ran(content));
    await expect(followFile(file, { out, untilRows: 11 })).rejects.toThrow(
      /holds 18 rows: expected as many at least, was 11/,
    );
  });

  it("stopped amid its rows is a run over those decided, and goes on", async () => {
    const [file, out, stop] = [worldFile(upTo(8)), newDirectory(), new AbortController()];
    const clock = stepClock([() => null, () => appendFileSync(file, content.subarray(ends[8]))]);
    const onDecided = () => (linesIn(out, "records.jsonl").length === 10 ? stop.abort() : null);
    const options = { out, clock, concurrency: 2, onDecided, signal: stop.signal };
    await expect(followFile(file, options)).rejects.toThrow(StoppedError);
    const kept = linesIn(out, "records.jsonl").length;
    expect(kept).toBeGreaterThanOrEqual(10);
    expect(kept).toBeLessThanOrEqual(11);
    expect(stableFiles(out)).toEqual(await ran(upTo(kept)));
    const { resumed } = await followFile(file, { out });
    expect(resumed).toBe(kept);
    expect(stableFiles(out)).toEqual(await ran(content));
  });

  it("ends where deciding cannot go on, though nothing more arrives, and goes on later", async () => {
    const [file, out] = [worldFile(upTo(10)), newDirectory()];
    const model = breaksOn("BREAK", () => new StoppedError("the account is empty"));
    const halted = followFile(file, { out, idleMs: null, concurrency: 2 }, { model });
    await expect(halted).rejects.toThrow("the account is empty");
    expect(JSON.parse(readIn(out, "manifest.json"))).toMatchObject({
      state: "under way",
      data: { rows: 10 },
    });
    appendFileSync(file, content.subarray(ends[10]));
    const kept = linesIn(out, "records.jsonl").length;
    expect((await followFile(file, { out })).resumed).toBe(kept);
    expect(stableFiles(out)).toEqual(await ran(content));
  });

  it("ends at a bad row with what came before decided", async () => {
    const [file, out] = [worldFile(upTo(7)), newDirectory()];
    const bad = content.toString().slice(0, ends[1]).split("\n")[1];
    const clock = stepClock([() => appendFileSync(file, `${bad}\n`)]);
    const followed = followFile(file, { out, clock, idleMs: null });
    await expect(followed).rejects.toThrow(/row 7, column datetime: expected a time after/);
    expect(stableFiles(out)).toEqual(await ran(upTo(7)));
  });

  it("that is cut ends in one error, with its rows under way", async () => {
    const [file, out] = [worldFile(upTo(4)), newDirectory()];
    const append = () => appendFileSync(file, content.subarray(ends[4], ends[7]));
    const clock = stepClock([() => null, append, () => null, () => writeFileSync(file, upTo(3))]);
    const followed = followFile(file, { out, clock, idleMs: null });
    await expect(followed).rejects.toThrow(/expected a file that grows from the \d+ bytes/);
    expect(linesIn(out, "records.jsonl")).toHaveLength(7);
    // It names the rows before any of them is decided: what a kill leaves can be told from another file's.
    expect(JSON.parse(readIn(out, "manifest.json"))).toMatchObject({
      state: "under way",
      data: { rows: 7 },
    });
  });

  it("whose last line has not ended is scored without it, as work left", async () => {
    const [file, out] = [worldFile(content.subarray(0, (ends[9] ?? 0) - 4)), newDirectory()];
    await expect(followFile(file, { out })).rejects.toThrow(/row 8 of .* has no line end yet/);
    expect(stableFiles(out)).toEqual(await ran(upTo(8)));
  });

  it.each([
    ["", /expected a header line and data rows, was an empty file/],
    ["datetime,close\n", /expected at least one data row, was a header only/],
  ])("but never holds a row is refused like a whole one: %j", async (bytes, message) => {
    const out = newDirectory();
    await expect(followFile(worldFile(bytes), { out })).rejects.toThrow(message);
    expect(linesIn(out, "records.jsonl")).toEqual([]);
  });
});

describe("rows ahead", () => {
  it("are out of reach of a node that keeps the data, though the file has them already", async () => {
    const out = newDirectory();
    const ahead: number[] = [];
    const nodes: FollowSketch["nodes"] = ({ data }) => ({
      retrieveCases: (_input, view) => {
        if (data.rows.length !== view.asOf + 1) ahead.push(view.asOf);
        return { cases: [] };
      },
    });
    await followFile(worldFile(content), { out, concurrency: 1 }, { nodes });
    expect(ahead).toEqual([]);
    expect(linesIn(out, "records.jsonl")).toHaveLength(COUNT);
  });
});

describe("a directory", () => {
  it("of a finished run is gone on with when the file has grown", async () => {
    const [file, out] = [worldFile(upTo(6)), newDirectory()];
    const data = await loadRows(file);
    await runPipeline(pipelineOf({ rows: data.rows, data }), { out });
    appendFileSync(file, content.subarray(ends[6]));
    expect((await followFile(file, { out })).resumed).toBe(6);
    expect(stableFiles(out)).toEqual(await ran(content));
  });

  it("of other rows, fewer rows or another configuration is refused and left as it is", async () => {
    const [file, out] = [worldFile(upTo(6)), newDirectory()];
    await followFile(file, { out });
    const before = stableFiles(out);
    const changed = Buffer.from(
      upTo(6)
        .toString()
        .replace(/,-1,|,1,/, ",,"),
    );
    for (const [bytes, message] of [
      [changed, /holds the first 6 rows of a file: expected .* to begin with them, was others/],
      [upTo(5), /was 5 rows\. Give another --out/],
    ] as const) {
      await expect(followFile(worldFile(bytes), { out })).rejects.toThrow(message);
    }
    const other = followFile(file, { out }, { config: { seed: 2 } });
    await expect(other).rejects.toThrow(/holds run .* but this command makes run/);
    expect(stableFiles(out)).toEqual(before);
  });
});

describe("what makes no sense", () => {
  it.each([
    [{ concurrency: 0 }, {}, /concurrency: expected an integer of at least 1, was 0/],
    [{ pollMs: 0 }, {}, /pollMs: expected a number above 0, was 0/],
    [{ untilRows: 2.5 }, {}, /untilRows: expected an integer of at least 1, was 2.5/],
    [{}, { config: { rows: { from: 0, to: 2 } } }, /rows: expected/],
  ])("is refused: %j %j", async (options, sketch, message) => {
    const out = join(newDirectory(), "none");
    const followed = async () => followFile(worldFile(content), { out, ...options }, sketch);
    await expect(followed()).rejects.toThrow(UsageError);
    await expect(followed()).rejects.toThrow(message);
  });

  it("is a pipeline over rows that do not grow, or no file", async () => {
    const file = worldFile(content);
    const options = { out: join(newDirectory(), "none") };
    const followed = followPipeline(pipelineOf({ rows }), new GrowingRows(file), options);
    await expect(followed).rejects.toThrow(/expected a new pipeline over the growing rows/);
    rmSync(file);
    await expect(followFile(file, options)).rejects.toThrow(InputError);
  });
});
