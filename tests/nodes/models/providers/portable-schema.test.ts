import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  quantAnswerSchema,
  sentimentAnswerSchema,
  verdictSchema,
} from "../../../../nodes/answer-schemas.ts";
import { portableSchema } from "../../../../nodes/models/providers/portable-schema.ts";

const portable = (schema: z.ZodType) => portableSchema(z.toJSONSchema(schema));

/** Every keyword of a schema, at any depth; names of properties are not among them. */
function keywordsIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsIn);
  if (schema === null || typeof schema !== "object") return [];
  const { properties = {}, ...rest } = schema as { readonly properties?: object };
  const inner = [...Object.values(properties), ...Object.values(rest)] as readonly unknown[];
  return [...Object.keys(schema), ...inner.flatMap(keywordsIn)];
}

const STRICT = new Set([
  "type",
  "enum",
  "description",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "anyOf",
  "$ref",
  "$defs",
]);

describe("portableSchema", () => {
  it.each([
    ["sentiment", sentimentAnswerSchema],
    ["quant", quantAnswerSchema],
    ["verdict", verdictSchema],
  ])("leaves nothing in the %s answer that strict mode does not take", (_what, schema) => {
    const made = portable(schema);
    expect(keywordsIn(made).filter((keyword) => !STRICT.has(keyword))).toEqual([]);
    expect(made["required"]).toEqual(Object.keys(schema.shape));
    expect(made["additionalProperties"]).toBe(false);
  });

  it("keeps types, choices and descriptions, and drops bounds", () => {
    expect(
      portable(z.strictObject({ action: z.literal([-1, 1]).describe("Sell or buy.") })),
    ).toEqual({
      type: "object",
      properties: { action: { type: "number", enum: [-1, 1], description: "Sell or buy." } },
      required: ["action"],
      additionalProperties: false,
    });
    expect(
      portable(
        z.strictObject({ a: z.string().min(1).max(9).regex(/x/), b: z.email(), c: z.int().min(2) }),
      ),
    ).toMatchObject({
      properties: { a: { type: "string" }, b: { type: "string" }, c: { type: "integer" } },
    });
    expect(
      JSON.stringify(portable(z.object({ a: z.array(z.string().max(3)).max(4) }))),
    ).not.toMatch(/max/);
  });

  it("closes objects and requires all of their properties, at every depth", () => {
    const made = portable(
      z.object({
        list: z.array(z.object({ inner: z.looseObject({ x: z.number().optional() }) })),
        choice: z.union([z.object({ y: z.string().optional() }), z.null()]),
        empty: z.object({}),
      }),
    );
    expect(made).toMatchObject({
      required: ["list", "choice", "empty"],
      properties: {
        list: {
          items: { properties: { inner: { required: ["x"], additionalProperties: false } } },
        },
        choice: { anyOf: [{ required: ["y"], additionalProperties: false }, { type: "null" }] },
        empty: { type: "object", properties: {}, required: [], additionalProperties: false },
      },
    });
  });

  it("takes a property named like a keyword for a property", () => {
    const made = portable(z.object({ minimum: z.number().min(1), properties: z.string().min(2) }));
    expect(made).toMatchObject({
      required: ["minimum", "properties"],
      properties: { minimum: { type: "number" }, properties: { type: "string" } },
    });
  });

  it("writes const as an enum of one, and oneOf as anyOf", () => {
    expect(
      portableSchema({ oneOf: [{ type: "string", const: "a" }, { type: "null" }], not: {} }),
    ).toEqual({ anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }] });
  });

  it("follows definitions, and changes nothing it is given", () => {
    interface Tree {
      readonly of?: readonly Tree[] | undefined;
    }
    const tree: z.ZodType<Tree> = z.object({
      get of() {
        return z.array(tree).optional();
      },
    });
    const given = z.toJSONSchema(z.object({ tree }));
    const before = JSON.stringify(given);
    const made = portableSchema(given);
    expect(JSON.stringify(given)).toBe(before);
    expect(JSON.stringify(made)).toContain("$ref");
    expect(made).toMatchObject({
      $defs: { __schema0: { required: ["of"], additionalProperties: false } },
    });
  });
});
