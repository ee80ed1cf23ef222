/** Where two values, or two rows' evidence, first differ. */
import { EMBEDDING, type Facet, type RowEvidence } from "./row-evidence.ts";

/** A place in a value, and what stands there in each of two. */
export interface FieldDifference {
  /** Such as `features[return_1].value` or `line 4`; empty for the whole value. */
  readonly field: string;
  readonly expected: string;
  readonly was: string;
}

/** A place in a row's evidence. */
export interface Difference extends FieldDifference {
  readonly row: number;
  readonly node: Facet["node"];
  readonly channel: string;
}

/** Longest value shown, in characters. */
const MAX_SHOWN = 80;
const ABSENT = "nothing";

/**
 * The first place in graph order at which evidence differs from what was expected, null where none does. Of what was
 * embedded, texts beyond those expected do not count: how far a memory has to catch up depends on where it begins.
 */
export function firstDifference(expected: RowEvidence, was: RowEvidence): Difference | null {
  const { row } = expected;
  const length = Math.max(expected.facets.length, was.facets.length);
  for (let i = 0; i < length; i += 1) {
    const [one, other] = [expected.facets[i], was.facets[i]];
    const place = one ?? other;
    if (place === undefined) break;
    const { node, channel } = place;
    if (one === undefined || other?.node !== node || other.channel !== channel) {
      const [was_, expected_] = [nameOf(other), nameOf(one)];
      return { row, node, channel, field: "", expected: expected_, was: was_ };
    }
    const found =
      channel === EMBEDDING
        ? differenceOfEmbedded(one.value, other.value)
        : differenceOfValues(one.value, other.value);
    if (found) return { row, node, channel, ...found };
  }
  return null;
}

function nameOf(facet: Facet | undefined): string {
  return facet === undefined ? ABSENT : `${facet.node}, ${facet.channel}: ${shown(facet.value)}`;
}

function differenceOfEmbedded(expected: unknown, was: unknown): FieldDifference | null {
  const others = new Map(entriesOf(was));
  for (const [text, vector] of entriesOf(expected)) {
    const field = `vector of ${shown(text)}`;
    if (!others.has(text)) return { field, expected: shown(vector), was: ABSENT };
    if (others.get(text) !== vector) {
      return { field, expected: shown(vector), was: shown(others.get(text)) };
    }
  }
  return null;
}

/** The first place at which two JSON values differ; of texts with several lines, the first such line. */
export function differenceOfValues(
  expected: unknown,
  was: unknown,
  path = "",
): FieldDifference | null {
  if (Object.is(expected, was)) return null;
  if (typeof expected === "string" && typeof was === "string") {
    return differenceOfTexts(expected, was, path);
  }
  if (!isBranch(expected) || !isBranch(was)) {
    return { field: path, expected: shown(expected), was: shown(was) };
  }
  const others = new Map(entriesOf(was));
  for (const [key, value] of entriesOf(expected)) {
    const at = joined(path, key, expected, value);
    if (!others.has(key)) return { field: at, expected: shown(value), was: ABSENT };
    const found = differenceOfValues(value, others.get(key), at);
    if (found) return found;
    others.delete(key);
  }
  const [extra] = others;
  if (extra === undefined) return null;
  const [key, value] = extra;
  return { field: joined(path, key, was, value), expected: ABSENT, was: shown(value) };
}

function differenceOfTexts(expected: string, was: string, path: string): FieldDifference {
  const [lines, others] = [expected.split("\n"), was.split("\n")];
  if (lines.length === 1 && others.length === 1) {
    return { field: path, expected: shown(expected), was: shown(was) };
  }
  const at = lines.findIndex((line, i) => line !== others[i]);
  const line = at < 0 ? lines.length : at;
  return {
    field: `${path === "" ? "" : `${path}, `}line ${line + 1}`,
    expected: shown(lines[line]),
    was: shown(others[line]),
  };
}

/** Calls `visit` for every string and number in a JSON value, with its path. */
export function visitLeaves(
  value: unknown,
  visit: (leaf: string | number, path: string) => void,
  path = "",
): void {
  if (typeof value === "string" || typeof value === "number") visit(value, path);
  for (const [key, inner] of entriesOf(value)) {
    visitLeaves(inner, visit, joined(path, key, value, inner));
  }
}

function isBranch(value: unknown): value is object {
  return value !== null && typeof value === "object";
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isBranch(value) ? Object.entries(value) : [];
}

/** Elements of a list go by their name or id where they have one, else by number. */
function joined(path: string, key: string, parent: unknown, value: unknown): string {
  if (!Array.isArray(parent)) return path === "" ? key : `${path}.${key}`;
  const names = entriesOf(value).filter(([inner]) => inner === "name" || inner === "id");
  const [name] = names.map(([, text]) => text);
  return `${path}[${typeof name === "string" ? name : key}]`;
}

function shown(value: unknown): string {
  const text = value === undefined ? ABSENT : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}
