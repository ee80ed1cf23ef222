import { describe, expect, it } from "vitest";
import {
  quantAnswerSchema,
  sentimentAnswerSchema,
  verdictSchema,
} from "../../nodes/answer-schemas.ts";
import { loadPrompts } from "../../nodes/prompts.ts";
import { systemMessage } from "../../nodes/system-message.ts";

describe("systemMessage", () => {
  it("puts the rules first, then the horizon, then what ids stand for", () => {
    const parts = { prompt: "Rules.", horizonBars: 6, glossary: ["a: first", "b: second"] };
    expect(systemMessage(parts)).toBe(
      "Rules.\n\nHorizon: 6 bars.\n\nWhat the ids stand for:\na: first\nb: second",
    );
  });
});

describe("the shipped prompts", () => {
  it.each([
    ["analyzeSentiment", sentimentAnswerSchema],
    ["analyzeQuant", quantAnswerSchema],
    ["arbitrate", verdictSchema],
  ] as const)("name every field that %s must answer", (node, schema) => {
    const form = loadPrompts()[node].split("\n").at(-1) ?? "";
    const named = [...form.matchAll(/"(\w+)" \(/g)].map(([, field]) => field);
    expect(named).toEqual(Object.keys(schema.shape));
  });
});
