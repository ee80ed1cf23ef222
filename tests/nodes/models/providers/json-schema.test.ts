import { describe, expect, it } from "vitest";
import { withoutKeywords } from "../../../../nodes/models/providers/json-schema.ts";

const SCHEMA = {
  type: "object",
  minimum: 3,
  properties: {
    minimum: { type: "number", minimum: 0, enum: [1, 2] },
    words: { type: "array", items: { type: "string", minimum: 1, enum: ["a", "b"] } },
  },
  anyOf: [{ minimum: 2, type: "null" }, true],
};

describe("withoutKeywords", () => {
  it("drops keywords at any depth, and no property of that name", () => {
    expect(withoutKeywords(SCHEMA, new Set(["minimum"]))).toEqual({
      type: "object",
      properties: {
        minimum: { type: "number", enum: [1, 2] },
        words: { type: "array", items: { type: "string", enum: ["a", "b"] } },
      },
      anyOf: [{ type: "null" }, true],
    });
  });

  it("drops lists of values that are not all text where it is told to", () => {
    expect(withoutKeywords(SCHEMA, new Set(), { stringEnumsOnly: true })).toEqual({
      ...SCHEMA,
      properties: { ...SCHEMA.properties, minimum: { type: "number", minimum: 0 } },
    });
  });
});
