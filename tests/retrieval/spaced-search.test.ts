import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExactCaseMemory } from "../../retrieval/exact-case-memory.ts";
import { searchApart } from "../../retrieval/spaced-search.ts";

const north = Float32Array.from([1, 0]);
/** A row as of which every case is known. */
const LATE = 1e6;

/** One case a row, at these angles from the query in degrees. */
async function memoryOf(angles: readonly number[]): Promise<ExactCaseMemory> {
  const memory = new ExactCaseMemory(2);
  for (const [row, angle] of angles.entries()) {
    const radians = (angle * Math.PI) / 180;
    await memory.add({
      row,
      knownFrom: row + 1,
      vector: Float32Array.from([Math.cos(radians), Math.sin(radians)]),
    });
  }
  return memory;
}

describe("searchApart", () => {
  it("takes the best first and skips what lies too near to one taken", async () => {
    const memory = await memoryOf([40, 10, 5, 20, 30, 60, 50]);
    const hits = await searchApart(memory, north, 3, 3, LATE);
    expect(hits.map(({ row }) => row)).toEqual([2, 6]);
    expect((await searchApart(memory, north, 3, 2, LATE)).map(({ row }) => row)).toEqual([2, 4, 0]);
  });

  it("fetches on until k are found behind a long block of neighbours", async () => {
    const memory = await memoryOf([...Array.from({ length: 100 }, () => 1), 80]);
    expect((await searchApart(memory, north, 2, 100, LATE)).map(({ row }) => row)).toEqual([
      0, 100,
    ]);
  });

  it.each([0, 1])("spaces nothing out with a gap of %i", async (gapBars) => {
    const memory = await memoryOf([3, 1, 2]);
    expect((await searchApart(memory, north, 2, gapBars, LATE)).map(({ row }) => row)).toEqual([
      1, 2,
    ]);
  });

  it("is greedy over the whole ranking, however it fetches", async () => {
    const angles = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        angles,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 12 }),
        async (cases, k, gapBars) => {
          const memory = await memoryOf(cases);
          const expected: number[] = [];
          for (const { row } of await memory.search(north, cases.length, LATE)) {
            const apart = expected.every((taken) => Math.abs(taken - row) >= gapBars);
            if (apart && expected.length < k) expected.push(row);
          }
          const hits = await searchApart(memory, north, k, gapBars, LATE);
          expect(hits.map(({ row }) => row)).toEqual(expected);
        },
      ),
    );
  });
});
