import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LookAheadError } from "../../data/errors.ts";
import type { CaseMemory } from "../../retrieval/case-memory.ts";
import { ExactCaseMemory } from "../../retrieval/exact-case-memory.ts";
import {
  makeWalkForwardRetriever,
  type WalkForwardOptions,
} from "../../retrieval/walk-forward-retriever.ts";
import { historyOf, type RowSketch } from "./market-fixture.ts";
import { bars, gaps, makeMemory, parts, sketch, sketches, walk, watched } from "./walk-fixture.ts";

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
        void memory.add({ row: 9, knownFrom: 11, vector: new Float32Array(dimensions) });
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

function relabelled(row: RowSketch, like: RowSketch | undefined): RowSketch {
  return { ...row, label: like?.label ?? null };
}

async function findRow2() {
  return [{ row: 2, similarity: 1 }];
}
