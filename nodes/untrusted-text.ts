/** Prepares text from outside for a prompt: normalised, stripped of tricks, capped, and fenced. */
import { sha256 } from "../data/hash.ts";
import type { NamedText } from "./context/fit-texts.ts";

// Control and format characters, and all that shows nothing: zero-width, bidirectional overrides, tags,
// soft hyphens, variation selectors, fillers. White space is left to be folded.
const INVISIBLE = /(?![\t\n\v\f\r])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** What prompts and chat templates are built of; in text from outside each gives way to a harmless likeness. */
const STRUCTURE: ReadonlyMap<string, string> = new Map([
  ["[", "("],
  ["]", ")"],
  ["{", "("],
  ["}", ")"],
  ["<", "‹"],
  [">", "›"],
  ["|", "¦"],
  ["`", "'"],
]);

/** Leaves something out of cleaned and masked texts. */
export type FitTexts = (texts: readonly NamedText[]) => readonly NamedText[];

/** One named piece of text and the most characters of it that a prompt may show. */
export interface TextPart {
  readonly name: string;
  readonly text: string | null;
  readonly maxChars: number;
}

/**
 * Text in NFKC, without invisible characters, without the characters that ids, boundaries, role tags and JSON
 * are made of, runs of white space folded, cut to `maxChars` code points.
 */
export function cleanText(text: string, maxChars: number): string {
  const visible = text.replaceAll(INVISIBLE, "").normalize("NFKC").replaceAll(INVISIBLE, "");
  const harmless = visible.replaceAll(/[[\]{}<>|`]/g, (sign) => STRUCTURE.get(sign) ?? "");
  return cut(harmless.replaceAll(/\s+/g, " ").trim(), maxChars);
}

function cut(text: string, maxChars: number): string {
  const points = Array.from(text);
  return points.length <= maxChars ? text : `${points.slice(0, maxChars - 1).join("")}…`;
}

/** How much more than it may show a text may hold before `mask` has shortened it. */
const SLACK = 4;

/**
 * Fences parts of untrusted text between two boundary lines, each line between them marked. Boundary and mark
 * come from a hash of the content: the same text always gives the same prompt, and no text can hold its own.
 * @param mask applied to each cleaned text before it is cut to length
 * @param fit applied to all of them after that
 * @returns `body` is what the lines say, without marks: what a quote must be found in
 */
export function fenceText(
  parts: readonly TextPart[],
  mask: (text: string) => string = (text) => text,
  fit: FitTexts = (texts) => texts,
): { readonly fenced: string; readonly body: string } {
  const texts = parts.map(({ name, text, maxChars }) => ({
    name,
    text: text === null ? null : cut(mask(cleanText(text, SLACK * maxChars)), maxChars),
  }));
  return fenceTexts(fit(texts));
}

/** The fence around texts that are clean already. */
export function fenceTexts(texts: readonly NamedText[]): {
  readonly fenced: string;
  readonly body: string;
} {
  const lines = texts.map(({ name, text }) => `${name}: ${text ?? "n/a"}`);
  return fenced("news", lines);
}

/** The same fence around lines that quote a model. @param maxChars of each line, cleaned */
export function fenceLines(
  name: string,
  lines: readonly string[],
  maxChars: number,
): { readonly fenced: string; readonly body: string } {
  return fenced(
    name,
    lines.map((line) => cleanText(line, maxChars)),
  );
}

function fenced(
  name: string,
  lines: readonly string[],
): { readonly fenced: string; readonly body: string } {
  const body = lines.join("\n");
  const code = sha256(body).slice(0, 16);
  const marked = lines.map((line) => `${code.slice(0, 4)}| ${line}`);
  return {
    fenced: [`<<<${name}-${code}`, ...marked, `${name}-${code}>>>`].join("\n"),
    body,
  };
}
