import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundPromptTokens,
  boundTokens,
  estimateTokens,
} from "../../../../nodes/models/cost/token-estimate.ts";
import { question } from "../replies/fakes.ts";

describe("tokens before they are counted", () => {
  it.each([
    ["", 0, 0],
    ["abc", 1, 3],
    ["abcd", 2, 4],
    ["miedo y pánico", 5, 15],
    ["₿", 1, 3],
    ["🚀", 1, 4],
  ])("%j: about %d, at most %d", (text, estimate, bound) => {
    expect(estimateTokens(text)).toBe(estimate);
    expect(boundTokens(text)).toBe(bound);
  });

  it("are bounded from above by no less than the estimate", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(boundTokens(text)).toBeGreaterThanOrEqual(estimateTokens(text));
      }),
    );
  });

  it("of a request take in every message, the form of the answer and their wrapping", () => {
    const bare = question("", { messages: [], answer: { name: "", jsonSchema: {} } });
    const wrapping = boundPromptTokens(bare) - "{}".length;
    expect(wrapping).toBe(1024);
    const full = question("é", { answer: { name: "form", jsonSchema: { type: "object" } } });
    expect(boundPromptTokens(full) - wrapping).toBe(
      "Rules.".length + 2 + 2 * 16 + 'form{"type":"object"}'.length,
    );
  });
});
