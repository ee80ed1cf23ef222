/** Cuts a JSON schema down to what strict structured output takes everywhere; checking the rest stays with us. */

type Schema = Readonly<Record<string, unknown>>;

/**
 * Keywords kept as they are. Bounds, lengths, patterns and formats are not among them: fine-tuned models and
 * many compatible servers refuse the whole request for one of those.
 */
const KEPT: ReadonlySet<string> = new Set(["type", "enum", "description", "$ref"]);

/** Keywords that hold schemas by name. */
const BY_NAME: ReadonlySet<string> = new Set(["properties", "$defs"]);

/**
 * The schema in strict mode's dialect, at every depth: unknown keywords left out, `const` written as an `enum`
 * of one, `oneOf` as `anyOf`, objects closed and all their properties required.
 */
export function portableSchema(schema: Schema): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(schema).flatMap(portableKeyword));
  const { properties } = kept;
  if (!isSchema(properties)) {
    return schema["type"] === "object" ? { ...kept, ...closed({}) } : kept;
  }
  return { ...kept, ...closed(properties) };
}

function closed(properties: Schema): Schema {
  return { properties, required: Object.keys(properties), additionalProperties: false };
}

function portableKeyword([keyword, value]: [string, unknown]): readonly [string, unknown][] {
  if (KEPT.has(keyword)) return [[keyword, value]];
  if (keyword === "const") return [["enum", [value]]];
  if (keyword === "items") return isSchema(value) ? [[keyword, portableSchema(value)]] : [];
  if (keyword === "anyOf" || keyword === "oneOf") {
    return Array.isArray(value) ? [["anyOf", value.filter(isSchema).map(portableSchema)]] : [];
  }
  if (!BY_NAME.has(keyword) || !isSchema(value)) return [];
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, isSchema(inner) ? portableSchema(inner) : {}] as const,
  );
  return [[keyword, Object.fromEntries(entries)]];
}

function isSchema(value: unknown): value is Schema {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
