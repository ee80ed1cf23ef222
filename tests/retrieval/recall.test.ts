import { expect, it } from "vitest";
import { recallOf } from "../../retrieval/recall.ts";

const hits = (...rows: number[]) => rows.map((row) => ({ row, similarity: 0 }));

it.each([
  [hits(1, 2, 3), hits(3, 2, 1), 1],
  [hits(1, 2, 9), hits(1, 2, 3, 4), 0.5],
  [hits(), hits(4), 0],
  [hits(4), hits(), null],
])("recallOf, case %#", (found, reference, expected) => {
  expect(recallOf(found, reference)).toBe(expected);
});
