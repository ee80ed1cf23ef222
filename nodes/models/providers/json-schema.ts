/** JSON schemas cut down to the keywords that a provider takes. */

export interface CutOptions {
  /** Drop lists of allowed values that are not all text. @default false */
  readonly stringEnumsOnly?: boolean;
}

/** A copy without some keywords, at any depth; names of properties are not keywords. */
export function withoutKeywords(
  schema: Readonly<Record<string, unknown>>,
  dropped: ReadonlySet<string>,
  options: CutOptions = {},
): Record<string, unknown> {
  const cut = (value: unknown): unknown =>
    isObject(value) ? withoutKeywords(value, dropped, options) : value;
  const isKept = (keyword: string, value: unknown): boolean =>
    !dropped.has(keyword) && (keyword !== "enum" || !options.stringEnumsOnly || isTextList(value));
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword, value]) => isKept(keyword, value))
      .map(([keyword, value]) => {
        if (Array.isArray(value)) return [keyword, value.map(cut)];
        if (keyword !== "properties" || !isObject(value)) return [keyword, cut(value)];
        const properties = Object.entries(value).map(([name, inner]) => [name, cut(inner)]);
        return [keyword, Object.fromEntries(properties)];
      }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
