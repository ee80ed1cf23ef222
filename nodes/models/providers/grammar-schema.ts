/** Turns an answer's JSON schema into one that a grammar can enforce while the answer is written. */

type JsonSchema = Readonly<Record<string, unknown>>;

/** Steps of a number's range: a grammar knows no ranges, so numbers come from a grid. */
const GRID_STEPS = 20;

/** What a small model may write at most: without bounds it repeats itself until it is cut off. */
const BOUNDS = { textChars: 240, itemChars: 80, items: 4 } as const;

/**
 * Numbers with a range become the 21 values of a grid over it, texts and lists get bounds (texts 240 characters,
 * texts in lists 80, lists 4 items) unless the schema's own are narrower. Every answer of the grammar satisfies
 * the schema; the reverse does not hold.
 */
export function grammarSchema(schema: JsonSchema): JsonSchema {
  return bounded(schema, BOUNDS.textChars);
}

function bounded(schema: JsonSchema, maxChars: number): JsonSchema {
  const { type, minimum, maximum, minLength, enum: values, items, properties } = schema;
  if (Array.isArray(values)) return { enum: values };
  if (type === "number" && typeof minimum === "number" && typeof maximum === "number") {
    return { enum: gridOf(minimum, maximum) };
  }
  if (type === "string") {
    const own = schema["maxLength"];
    return {
      type,
      maxLength: typeof own === "number" ? Math.min(own, maxChars) : maxChars,
      ...(minLength !== undefined && { minLength }),
    };
  }
  if (type === "array") {
    const own = schema["maxItems"];
    return {
      type,
      maxItems: typeof own === "number" ? Math.min(own, BOUNDS.items) : BOUNDS.items,
      ...(isSchema(items) && { items: bounded(items, BOUNDS.itemChars) }),
    };
  }
  if (isSchema(properties)) {
    return {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [
          name,
          isSchema(inner) ? bounded(inner, maxChars) : inner,
        ]),
      ),
    };
  }
  return schema;
}

function gridOf(low: number, high: number): readonly number[] {
  const step = (high - low) / GRID_STEPS;
  return Array.from({ length: GRID_STEPS + 1 }, (_, i) => Number((low + i * step).toFixed(6)));
}

function isSchema(value: unknown): value is JsonSchema {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
