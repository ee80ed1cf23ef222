import { describe, expect, it, vi } from "vitest";
import { makeRandom } from "../../data/random.ts";
import { ExactCaseMemory } from "../../retrieval/exact-case-memory.ts";
import { HnswCaseMemory } from "../../retrieval/hnsw-case-memory.ts";
import { recallOf } from "../../retrieval/recall.ts";
import { testCaseMemory } from "./case-memory.contract.ts";

testCaseMemory((dimensions) => new HnswCaseMemory(dimensions));

const DIMENSIONS = 24;
/** A row as of which every case is known. */
const LATE = 1e6;

function clustered(count: number, seed: number): Float32Array[] {
  const random = makeRandom(seed);
  const point = () => Float32Array.from({ length: DIMENSIONS }, () => random.normal());
  const centres = Array.from({ length: 20 }, point);
  return Array.from({ length: count }, () =>
    random.pick(centres).map((component) => component + 0.4 * random.normal()),
  );
}

describe("HnswCaseMemory", () => {
  it("grows past its first capacity, finds at least 98 in 100, and repeats itself exactly", async () => {
    const cases = clustered(1300, 1);
    const memory = new HnswCaseMemory(DIMENSIONS);
    const again = new HnswCaseMemory(DIMENSIONS);
    const reference = new ExactCaseMemory(DIMENSIONS);
    for (const [row, vector] of cases.entries()) {
      for (const held of [memory, again, reference])
        await held.add({ row, knownFrom: row + 1, vector });
    }
    expect(memory.size).toBe(1300);
    let recall = 0;
    const queries = clustered(50, 2);
    for (const query of queries) {
      const hits = await memory.search(query, 10, LATE);
      expect(await again.search(query, 10, LATE)).toEqual(hits);
      recall += (recallOf(hits, await reference.search(query, 10, LATE)) ?? NaN) / queries.length;
    }
    expect(recall).toBeGreaterThanOrEqual(0.98);
  });

  it("gives the same hits when searched on the way up", async () => {
    const cases = clustered(200, 3);
    const [quiet, busy] = [new HnswCaseMemory(DIMENSIONS), new HnswCaseMemory(DIMENSIONS)];
    for (const [row, vector] of cases.entries()) {
      await quiet.add({ row, knownFrom: row + 1, vector });
      await busy.add({ row, knownFrom: row + 1, vector });
      await busy.search(vector, 5, LATE);
    }
    for (const query of cases.slice(0, 20)) {
      expect(await busy.search(query, 5, LATE)).toEqual(await quiet.search(query, 5, LATE));
    }
  });

  it("finds all of very many equal vectors, where the walk alone loses most, and keeps quiet", async () => {
    const warn = vi.spyOn(console, "warn");
    const memory = new HnswCaseMemory(2);
    const kinds = makeRandom(1);
    const points = [0, 1, 2].map(() => {
      const angle = 6.28 * kinds.uniform();
      return Float32Array.from([Math.cos(angle), Math.sin(angle)]);
    });
    const vectorOf = (row: number) => points[row % 3] ?? new Float32Array();
    for (let row = 0; row < 2000; row++)
      await memory.add({ row, knownFrom: row + 1, vector: vectorOf(row) });
    const all = await memory.search(vectorOf(0), 3000, LATE);
    expect(all).toHaveLength(2000);
    const first = Array.from({ length: 667 }, (_, i) => ({ row: 3 * i, similarity: 1 }));
    expect(all.slice(0, 667)).toEqual(first);
    expect(await memory.search(vectorOf(0), 7, LATE)).toEqual(first.slice(0, 7));
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
