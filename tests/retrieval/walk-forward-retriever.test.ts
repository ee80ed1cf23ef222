import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LookAheadError, UsageError } from "../../data/errors.ts";
import type { RetrievedCase } from "../../data/vocabulary.ts";
import type { CaseMemory } from "../../retrieval/case-memory.ts";
import type { Embedder } from "../../retrieval/embedder.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";
import { ExactCaseMemory } from "../../retrieval/exact-case-memory.ts";
import { HnswCaseMemory } from "../../retrieval/hnsw-case-memory.ts";
import { TurnQueue } from "../../retrieval/turn-queue.ts";
import {
  makeWalkForwardRetriever,
  type WalkForwardOptions,
} from "../../retrieval/walk-forward-retriever.ts";
import { featuresOf, historyOf, type RowSketch } from "./market-fixture.ts";

const embedder = makeHashEmbedder();
const makeMemory = (dimensions: number): CaseMemory => new HnswCaseMemory(dimensions);
const parts = { embedder, makeMemory, featuresOf };

const words = ["rally", "crash", "tariff", "halving", "miedo", "récord", "ETF"];

const sketch = fc.record({
  close: fc.double({ min: 90, max: 110, noNaN: true }),
  mvrvMomentum: fc.option(fc.double({ min: -4, max: 4, noNaN: true })),
  summary: fc.option(
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((w) => w.join(" ")),
  ),
  keyFactors: fc.option(fc.constantFrom(...words)),
  label: fc.constantFrom(-1, 1, null),
});
const sketches = fc.array(sketch, { minLength: 1, maxLength: 40 });
const bars = fc.integer({ min: 1, max: 4 });
const gaps = fc.integer({ min: 0, max: 8 });

/** Row-by-row retrieval of a whole history, in order. */
async function walk(
  rows: readonly RowSketch[],
  maturity: { horizonBars: number; labelLagBars: number },
  options: WalkForwardOptions,
): Promise<(readonly RetrievedCase[])[]> {
  const history = historyOf(rows, maturity);
  const retriever = makeWalkForwardRetriever(options);
  const found: (readonly RetrievedCase[])[] = [];
  for (let row = 0; row < history.length; row++) {
    found.push(await retriever.retrieve(history.asOf(row)));
  }
  return found;
}

describe("what comes back", () => {
  const momenta = [1, 0, -1, 1, 5, 1];
  const closes = [100, 110, 99, 99, 198, 99];
  const rows = momenta.map((mvrvMomentum, i): RowSketch => ({
    close: closes[i] ?? NaN,
    mvrvMomentum,
    label: i === 1 ? null : -1,
  }));
  const options: WalkForwardOptions = {
    ...parts,
    featuresOf: (view) => ({
      row: view.asOf,
      features: [],
      scaled: [view.current().mvrvMomentum],
    }),
    weights: { features: 1, text: 0 },
    k: 2,
  };

  it("is the most similar matured rows with what followed them", async () => {
    const found = await walk(rows, { horizonBars: 2, labelLagBars: 1 }, { ...options, gapBars: 1 });
    // As of row 5 rows 0 to 3 have matured. unit([1, 1]) meets itself in rows 0 and 3.
    expect(found[5]).toEqual([
      { row: 0, similarity: 1, barsAgo: 5, outcome: 99 / 100 - 1, label: -1 },
      { row: 3, similarity: 1, barsAgo: 2, outcome: 0, label: -1 },
    ]);
    // As of row 3 rows 0 and 1: unit([0, 1]) · unit([1, 1]) = 1/√2.
    expect(found[3]).toEqual([
      { row: 0, similarity: 1, barsAgo: 3, outcome: 99 / 100 - 1, label: -1 },
      {
        row: 1,
        similarity: Number(Math.SQRT1_2.toFixed(6)),
        barsAgo: 2,
        outcome: 99 / 110 - 1,
        label: null,
      },
    ]);
    expect(found[1]).toEqual([]);
  });

  it("lies the gap apart, and by default that is twice the horizon", async () => {
    const spaced = await walk(rows, { horizonBars: 2, labelLagBars: 1 }, options);
    expect(spaced.map((cases) => cases.map(({ row }) => row))).toEqual([[], [], [], [], [0], [0]]);
    const byLag = await walk(rows, { horizonBars: 1, labelLagBars: 5 }, { ...options, gapBars: 0 });
    expect(byLag.map((cases) => cases.map(({ row }) => row))).toEqual([[], [], [], [], [], [0]]);
  });

  it("keeps every promise of spacing on any history", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        bars,
        bars,
        gaps,
        async (any, horizonBars, labelLagBars, gapBars) => {
          const maturity = { horizonBars, labelLagBars };
          const found = await walk(any, maturity, { ...parts, gapBars, k: 3 });
          for (const [row, cases] of found.entries()) {
            expect(cases.length).toBeLessThanOrEqual(3);
            for (const { row: past, barsAgo } of cases) {
              expect(barsAgo).toBe(row - past);
              expect(barsAgo).toBeGreaterThanOrEqual(Math.max(horizonBars, labelLagBars, gapBars));
              const near = cases.filter(
                (other) => other.row !== past && Math.abs(other.row - past) < gapBars,
              );
              expect(near).toEqual([]);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("what the memory holds", () => {
  it("is at every search all rows that have matured, and no other", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        bars,
        bars,
        gaps,
        async (any, horizonBars, labelLagBars, gapBars) => {
          const delayBars = Math.max(horizonBars, labelLagBars, gapBars);
          const history = historyOf(any, { horizonBars, labelLagBars });
          let asOf = -1;
          const entered: number[] = [];
          const retriever = makeWalkForwardRetriever({
            ...parts,
            gapBars,
            makeMemory: (dimensions) =>
              watched(new ExactCaseMemory(dimensions), (row) => {
                expect(row + delayBars).toBeLessThanOrEqual(asOf);
                entered.push(row);
              }),
          });
          for (asOf = 0; asOf < history.length; asOf++) {
            await retriever.retrieve(history.asOf(asOf));
            const matured = Math.max(0, asOf - delayBars + 1);
            expect(entered).toEqual(Array.from({ length: matured }, (_, row) => row));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("changes nothing at a row, byte for byte, however the rows after it are altered or cut off", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        sketches,
        bars,
        bars,
        gaps,
        fc.nat(),
        async (rows, others, horizonBars, labelLagBars, gapBars, at) => {
          const last = at % rows.length;
          const maturity = { horizonBars, labelLagBars };
          // A label within its lag is as unknown as a later row.
          const known = rows
            .slice(0, last + 1)
            .map((row, i) => (i + labelLagBars <= last ? row : relabelled(row, others[0])));
          const full = await walk(rows, maturity, { ...parts, gapBars });
          const altered = await walk([...known, ...others], maturity, { ...parts, gapBars });
          const cut = await walk(known, maturity, { ...parts, gapBars });
          const answer = JSON.stringify(full[last]);
          expect(JSON.stringify(altered[last])).toBe(answer);
          expect(JSON.stringify(cut[last])).toBe(answer);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    [
      "comes filled with the future",
      (dimensions: number) => {
        const memory = new ExactCaseMemory(dimensions);
        void memory.add({ row: 9, vector: new Float32Array(dimensions) });
        return memory;
      },
    ],
    [
      "returns a row within the gap, though its outcome is known",
      (dimensions: number): CaseMemory => {
        const memory = new ExactCaseMemory(dimensions);
        return { ...watched(memory, () => {}), search: findRow2 };
      },
    ],
  ])("is an error when it %s", async (_what, faulty) => {
    const rows = Array.from({ length: 6 }, () => ({ close: 1 }));
    const history = historyOf(rows, { horizonBars: 2, labelLagBars: 2 });
    const retriever = makeWalkForwardRetriever({ ...parts, makeMemory: faulty });
    await expect(retriever.retrieve(history.asOf(5))).rejects.toThrow(LookAheadError);
  });

  it("is built anew for an earlier row, with the same answer as in the walk", async () => {
    const rows = fc.sample(sketch, { numRuns: 80, seed: 5 });
    const maturity = { horizonBars: 2, labelLagBars: 3 };
    const walked = await walk(rows, maturity, parts);
    const history = historyOf(rows, maturity);
    let built = 0;
    const retriever = makeWalkForwardRetriever({
      ...parts,
      makeMemory: (dimensions) => {
        built++;
        return makeMemory(dimensions);
      },
    });
    for (const row of [79, 40, 41, 2, 79, 79]) {
      expect(await retriever.retrieve(history.asOf(row))).toEqual(walked[row]);
    }
    expect(built).toBe(3);
  });
});

describe("rows side by side", () => {
  it("get the answers of a walk in order, whatever the delays", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sketch, { minLength: 2, maxLength: 25 }),
        fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        async (rows, delays, ordered) => {
          const maturity = { horizonBars: 1, labelLagBars: 2 };
          const walked = await walk(rows, maturity, parts);
          const history = historyOf(rows, maturity);
          const turns = new TurnQueue();
          let built = 0;
          const retriever = makeWalkForwardRetriever({
            ...parts,
            embedder: delayed(delays),
            makeMemory: (dimensions) => {
              built++;
              return makeMemory(dimensions);
            },
            turns: ordered ? turns : undefined,
          });
          for (const row of rows.keys()) turns.expect(row);
          const answers = await Promise.all(
            rows.map((_, row) => retriever.retrieve(history.asOf(row))),
          );
          expect(answers).toEqual(walked);
          expect(built).toBeLessThanOrEqual(ordered ? 1 : rows.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("are not held up by a row whose embedding failed, and it still enters the memory", async () => {
    const rows = Array.from({ length: 8 }, (_, row) => ({
      close: 100 + row,
      summary: `news ${row}`,
    }));
    const maturity = { horizonBars: 1, labelLagBars: 1 };
    const walked = await walk(rows, maturity, parts);
    const history = historyOf(rows, maturity);
    const turns = new TurnQueue();
    let failures = 1;
    const flaky: Embedder = {
      ...embedder,
      async embed(texts) {
        if (texts.includes("news 3") && failures-- > 0) throw new Error("service down");
        return embedder.embed(texts);
      },
    };
    const retriever = makeWalkForwardRetriever({ ...parts, embedder: flaky, turns });
    for (const row of rows.keys()) turns.expect(row);
    const answers = await Promise.allSettled(
      rows.map((_, row) => retriever.retrieve(history.asOf(row))),
    );
    for (const [row, answer] of answers.entries()) {
      expect(answer).toEqual(
        row === 3
          ? { status: "rejected", reason: new Error("service down") }
          : { status: "fulfilled", value: walked[row] },
      );
    }
    expect(await retriever.retrieve(history.asOf(3))).toEqual(walked[3]);
  });
});

describe("work", () => {
  it("is done once a row: each text is embedded once in a walk, and in few calls when catching up", async () => {
    const rows = Array.from({ length: 150 }, (_, row) => ({ close: 1, summary: `news ${row}` }));
    const maturity = { horizonBars: 1, labelLagBars: 1 };
    const calls: number[] = [];
    const counting: Embedder = {
      ...embedder,
      embed: (texts) => {
        calls.push(texts.length);
        return embedder.embed(texts);
      },
    };
    await walk(rows, maturity, { ...parts, embedder: counting });
    expect(calls).toEqual(Array.from({ length: 150 }, () => 1));
    calls.length = 0;
    const late = makeWalkForwardRetriever({ ...parts, embedder: counting });
    await late.retrieve(historyOf(rows, maturity).asOf(149));
    expect(calls).toEqual([1, 64, 64, 20]);
    // Entered rows are forgotten: going back costs their texts again (rows 0 to 8; row 10 as the query).
    calls.length = 0;
    await late.retrieve(historyOf(rows, maturity).asOf(10));
    expect(calls).toEqual([1, 9]);
  });
});

describe("options and features out of range", () => {
  it.each([
    [{ k: 0 }, RangeError],
    [{ k: 1.5 }, RangeError],
    [{ gapBars: -1 }, RangeError],
    [{ weights: { features: 1, text: 1 } }, UsageError],
  ])("%j is refused", (bad, error) => {
    expect(() => makeWalkForwardRetriever({ ...parts, ...bad })).toThrow(error);
  });

  it("a feature that is not finite is refused", async () => {
    const history = historyOf([{ close: 1 }], { horizonBars: 1, labelLagBars: 1 });
    const retriever = makeWalkForwardRetriever({
      ...parts,
      featuresOf: ({ asOf }) => ({ row: asOf, features: [], scaled: [NaN] }),
    });
    await expect(retriever.retrieve(history.asOf(0))).rejects.toThrow(
      "scaled features: expected finite components, was NaN at 0",
    );
  });

  it("features of another row are refused", async () => {
    const history = historyOf([{ close: 1 }], { horizonBars: 1, labelLagBars: 1 });
    const retriever = makeWalkForwardRetriever({
      ...parts,
      featuresOf: () => ({ row: 1, features: [], scaled: [0] }),
    });
    await expect(retriever.retrieve(history.asOf(0))).rejects.toThrow("expected row 0, was 1");
  });
});

function relabelled(row: RowSketch, like: RowSketch | undefined): RowSketch {
  return { ...row, label: like?.label ?? null };
}

async function findRow2() {
  return [{ row: 2, similarity: 1 }];
}

/** A memory that tells of each row entering it. */
function watched(memory: CaseMemory, onAdd: (row: number) => void): CaseMemory {
  return {
    get size() {
      return memory.size;
    },
    get lastRow() {
      return memory.lastRow;
    },
    add: (entry) => {
      onAdd(entry.row);
      return memory.add(entry);
    },
    search: (query, k) => memory.search(query, k),
  };
}

/** The embedder with each call held back by so many turns of the event loop, in rotation. */
function delayed(delays: readonly number[]): Embedder {
  let call = 0;
  return {
    ...embedder,
    async embed(texts) {
      const turns = delays[call++ % delays.length] ?? 0;
      for (let i = 0; i < turns; i++) await new Promise(setImmediate);
      return embedder.embed(texts);
    },
  };
}
