/** What every case memory promises, run against each one. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LookAheadError, OrderError } from "../../data/errors.ts";
import type { CaseMemory } from "../../retrieval/case-memory.ts";
import { ExactCaseMemory } from "../../retrieval/exact-case-memory.ts";
import { faultOf } from "../support/fault.ts";

const v = (...components: number[]) => Float32Array.from(components);
/** A row as of which every case is known. */
const LATE = 1e6;

async function holding(memory: CaseMemory, cases: readonly (readonly [number, Float32Array])[]) {
  for (const [row, vector] of cases) await memory.add({ row, knownFrom: row + 1, vector });
  return memory;
}

/** Small whole components, so that ties, opposite and zero vectors are common. */
const vectors = fc.array(
  fc.tuple(
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -2, max: 2 }),
  ),
  { minLength: 1, maxLength: 40 },
);

/** Declares the suite for one kind of memory. */
export function testCaseMemory(makeMemory: (dimensions: number) => CaseMemory): void {
  describe("the case memory contract", () => {
    it("is empty at first", async () => {
      const memory = makeMemory(2);
      expect([memory.size, memory.lastRow]).toEqual([0, -1]);
      expect(await memory.search(v(1, 0), 3, LATE)).toEqual([]);
    });

    it("ranks by cosine similarity, whatever the lengths of the vectors", async () => {
      const memory = await holding(makeMemory(2), [
        [0, v(0, 5)],
        [3, v(3, 4)],
        [4, v(-2, 0)],
        [9, v(1, 1)],
      ]);
      expect([memory.size, memory.lastRow]).toEqual([4, 9]);
      expect(await memory.search(v(7, 0), 3, LATE)).toEqual([
        { row: 9, similarity: Number(Math.SQRT1_2.toFixed(6)) },
        { row: 3, similarity: 0.6 },
        { row: 0, similarity: 0 },
      ]);
      expect((await memory.search(v(7, 0), 4, LATE)).at(-1)).toEqual({ row: 4, similarity: -1 });
    });

    it("finds a case itself with similarity 1", async () => {
      const vector = v(0.1, 0.7, -0.3);
      const memory = await holding(makeMemory(3), [
        [0, v(1, 0, 0)],
        [1, vector],
      ]);
      expect(await memory.search(vector, 1, LATE)).toEqual([{ row: 1, similarity: 1 }]);
    });

    it("returns equal similarities in row order, also where k cuts through them", async () => {
      const memory = makeMemory(2);
      for (let row = 0; row < 50; row++)
        await memory.add({ row, knownFrom: row + 1, vector: v(1, 1) });
      const hits = await memory.search(v(1, 1), 5, LATE);
      expect(hits.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4]);
    });

    it("returns everything when k exceeds the size", async () => {
      const memory = await holding(makeMemory(1), [
        [2, v(1)],
        [5, v(-1)],
      ]);
      expect((await memory.search(v(1), 100, LATE)).map(({ row }) => row)).toEqual([2, 5]);
    });

    it("gives a vector of zeros similarity 0 to everything", async () => {
      const memory = await holding(makeMemory(2), [
        [0, v(0, 0)],
        [1, v(1, 0)],
      ]);
      expect(await memory.search(v(1, 0), 2, LATE)).toEqual([
        { row: 1, similarity: 1 },
        { row: 0, similarity: 0 },
      ]);
      expect(await memory.search(v(0, 0), 2, LATE)).toEqual([
        { row: 0, similarity: 0 },
        { row: 1, similarity: 0 },
      ]);
    });

    it.each([5, 4, 0])("refuses row %i after row 5", async (row) => {
      const memory = await holding(makeMemory(1), [[5, v(1)]]);
      await expect(memory.add({ row, knownFrom: row + 1, vector: v(1) })).rejects.toThrow(
        OrderError,
      );
      expect([memory.size, memory.lastRow]).toEqual([1, 5]);
    });

    it.each([-1, 0.5, NaN])("refuses %d as a row", async (row) => {
      await expect(makeMemory(1).add({ row, knownFrom: row + 1, vector: v(1) })).rejects.toThrow(
        RangeError,
      );
    });

    it.each([
      ["too short", v(1), "expected 2 components, was 1"],
      ["too long", v(1, 2, 3), "expected 2 components, was 3"],
      ["not a number", v(1, NaN), "expected finite components, was NaN at 1"],
      ["infinite", v(-Infinity, 1), "expected finite components, was -Infinity at 0"],
    ])("refuses a vector that is %s, as case and as query", async (_what, bad, message) => {
      const memory = await holding(makeMemory(2), [[0, v(1, 0)]]);
      await expect(memory.add({ row: 1, knownFrom: 2, vector: bad })).rejects.toThrow(message);
      await expect(memory.search(bad, 1, LATE)).rejects.toThrow(message);
      expect([memory.size, memory.lastRow]).toEqual([1, 0]);
      await memory.add({ row: 1, knownFrom: 2, vector: v(0, 1) });
      expect(await memory.search(v(0, 1), 1, LATE)).toEqual([{ row: 1, similarity: 1 }]);
    });

    it("refuses to be asked while it holds a case that is not known yet, found or not", async () => {
      const memory = makeMemory(1);
      await memory.add({ row: 0, knownFrom: 6, vector: v(1) });
      await memory.add({ row: 1, knownFrom: 9, vector: v(-1) });
      await memory.add({ row: 2, knownFrom: 8, vector: v(1) });
      const refusal = await faultOf(memory.search(v(1), 1, 8));
      expect(refusal).toBeInstanceOf(LookAheadError);
      expect(refusal).toMatchObject({ fields: { asOf: 8, row: 1, knownFrom: 9 } });
      await expect(memory.search(v(1), 1, NaN)).rejects.toThrow(LookAheadError);
      expect(await memory.search(v(1), 1, 9)).toEqual([{ row: 0, similarity: 1 }]);
    });

    it.each([0, -1, 0.5, NaN])(
      "refuses a case of row 0 that is known from %d",
      async (knownFrom) => {
        const memory = makeMemory(1);
        const entry = { row: 0, knownFrom, vector: v(1) };
        await expect(memory.add(entry)).rejects.toThrow(
          "knownFrom: expected an integer above row 0",
        );
        expect(memory.size).toBe(0);
      },
    );

    it.each([0, -1, 1.5, NaN])("refuses k = %d", async (k) => {
      await expect(makeMemory(1).search(v(1), k, LATE)).rejects.toThrow("k: expected an integer");
    });

    it.each([0, 1.5, NaN])("refuses %d dimensions", (dimensions) => {
      expect(() => makeMemory(dimensions)).toThrow("dimensions: expected an integer");
    });

    it("keeps what was entered when the caller reuses the array", async () => {
      const vector = v(1, 0);
      const memory = await holding(makeMemory(2), [[0, vector]]);
      vector.set([0, 1]);
      expect(await memory.search(v(1, 0), 1, LATE)).toEqual([{ row: 0, similarity: 1 }]);
    });

    it("takes calls that were not awaited in the order they were made", async () => {
      const memory = makeMemory(2);
      const first = memory.add({ row: 0, knownFrom: 1, vector: v(0, 1) });
      const early = memory.search(v(1, 0), 9, LATE);
      const second = memory.add({ row: 1, knownFrom: 2, vector: v(1, 0) });
      await Promise.all([first, second]);
      expect(await early).toEqual([{ row: 0, similarity: 0 }]);
      expect(memory.size).toBe(2);
    });

    it("agrees with the exact reference on any small set of cases", async () => {
      await fc.assert(
        fc.asyncProperty(vectors, fc.integer({ min: 1, max: 45 }), async (cases, k) => {
          const memory = makeMemory(3);
          const reference = new ExactCaseMemory(3);
          for (const [row, components] of cases.entries()) {
            await memory.add({ row, knownFrom: row + 1, vector: v(...components) });
            await reference.add({ row, knownFrom: row + 1, vector: v(...components) });
          }
          const query = v(...(cases[0] ?? []));
          expect(await memory.search(query, k, LATE)).toEqual(
            await reference.search(query, k, LATE),
          );
        }),
        { numRuns: 60 },
      );
    });
  });
}
