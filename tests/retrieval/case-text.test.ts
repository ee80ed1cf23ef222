import { expect, it } from "vitest";
import { caseText } from "../../retrieval/case-text.ts";
import { observationOf } from "./market-fixture.ts";

it.each([
  ["Miners sell", "Hash rate falls", "Miners sell\nHash rate falls"],
  ["Miners sell", null, "Miners sell"],
  [null, "Hash rate falls", "Hash rate falls"],
  [null, null, ""],
])("caseText of %j and %j is %j and nothing else", (summary, keyFactors, expected) => {
  expect(caseText(observationOf(0, { close: 1, summary, keyFactors }))).toBe(expected);
});
