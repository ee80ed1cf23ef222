import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  quantAnswerSchema,
  sentimentAnswerSchema,
  verdictSchema,
} from "../../../../nodes/answer-schemas.ts";
import { grammarSchema } from "../../../../nodes/models/providers/grammar-schema.ts";

const constrained = (schema: z.ZodType) => grammarSchema(z.toJSONSchema(schema));

describe("grammarSchema", () => {
  it("makes ranges grids, and bounds texts and lists", () => {
    const schema = z.strictObject({
      side: z.literal([-1, 1]),
      mood: z.enum(["up", "down"]),
      share: z.number().min(0).max(1),
      words: z.string().min(1).max(800),
      short: z.string().max(10),
      ids: z.array(z.string().max(40)).max(12),
      spans: z.array(z.string().max(300)).max(3),
    });
    const grid = Array.from({ length: 21 }, (_, i) => Number((i * 0.05).toFixed(6)));
    expect(constrained(schema)).toEqual({
      type: "object",
      properties: {
        side: { enum: [-1, 1] },
        mood: { enum: ["up", "down"] },
        share: { enum: grid },
        words: { type: "string", maxLength: 240, minLength: 1 },
        short: { type: "string", maxLength: 10 },
        ids: { type: "array", maxItems: 4, items: { type: "string", maxLength: 40 } },
        spans: { type: "array", maxItems: 3, items: { type: "string", maxLength: 80 } },
      },
    });
  });

  it.each([
    ["sentiment", sentimentAnswerSchema],
    ["quant", quantAnswerSchema],
    ["verdict", verdictSchema],
  ] as const)("allows nothing that the %s schema refuses", (_name, schema) => {
    fc.assert(
      fc.property(answersOf(constrained(schema)), (answer) => {
        expect(schema.safeParse(answer).error).toBeUndefined();
      }),
    );
  });
});

/** Answers that a grammar made from the schema can produce. */
function answersOf(schema: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const { enum: values, type, properties, items, maxLength, minLength, maxItems } = schema;
  if (Array.isArray(values)) return fc.constantFrom(...(values as readonly unknown[]));
  if (type === "string") {
    return fc.string({ minLength: Number(minLength ?? 0), maxLength: Number(maxLength) });
  }
  if (type === "array") {
    return fc.array(answersOf(z.record(z.string(), z.unknown()).parse(items)), {
      maxLength: Number(maxItems),
    });
  }
  const fields = z.record(z.string(), z.record(z.string(), z.unknown())).parse(properties);
  return fc.record(
    Object.fromEntries(Object.entries(fields).map(([name, inner]) => [name, answersOf(inner)])),
  );
}
