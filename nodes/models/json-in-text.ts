/** Finds whole JSON objects in a model's text, without guessing at broken ones. */

/** A JSON object and where it stands. */
export interface FoundObject {
  readonly value: object;
  /** Offsets into the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A brace that opens an object in earnest: a key comes next. In prose it may be anything. */
const OPENING = /\{\s*"(?:[^"\\]|\\.)*"\s*:/y;

/** Braces tried, so that a text of nothing but braces takes no time. */
const MAX_BRACES = 500;

/**
 * The outermost objects of a text, in order, wherever they stand in prose or fences. Braces in prose are passed
 * over with all they hold. Null when an object is broken: it begins with a key and is no JSON, or names a key
 * twice. Then no part of the text can be told to be what was meant.
 */
export function objectsIn(text: string): readonly FoundObject[] | null {
  const found: FoundObject[] = [];
  let start = text.indexOf("{");
  for (let braces = 0; start >= 0; braces += 1) {
    if (braces === MAX_BRACES) return null;
    const end = endOfObject(text, start);
    const value = end === null ? undefined : parsed(text.slice(start, end));
    if (value === undefined && opensInEarnest(text, start)) return null;
    if (end !== null && value !== undefined) {
      if (namesKeyTwice(text.slice(start, end))) return null;
      found.push({ value, start, end });
    }
    start = text.indexOf("{", end ?? start + 1);
  }
  return found;
}

function opensInEarnest(text: string, start: number): boolean {
  OPENING.lastIndex = start;
  return OPENING.test(text);
}

/** The offset after the brace that closes the one at `start`; braces in strings do not count. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{") depth += 1;
    else if (char === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function parsed(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an object of this valid JSON has two values for one key, of which `JSON.parse` would keep the last. */
function namesKeyTwice(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (string !== undefined && colon !== undefined) {
      // Parsed, for a key may be spelt with escapes.
      const key: unknown = JSON.parse(string);
      const keys = open.at(-1);
      if (typeof key !== "string" || keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}
