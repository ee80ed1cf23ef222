/** Prepares text from outside for a prompt: normalised, stripped of tricks, capped, and fenced. */
import { sha256 } from "../data/hash.ts";

// Control and format characters, and all that shows nothing: zero-width, bidirectional overrides, tags,
// soft hyphens, variation selectors, fillers. White space is left to be folded.
const INVISIBLE = /(?![\t\n\v\f\r])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** One named piece of text and the most characters of it that a prompt may show. */
export interface TextPart {
  readonly name: string;
  readonly text: string | null;
  readonly maxChars: number;
}

/** Text in NFKC, without invisible characters, runs of white space folded, cut to `maxChars` code points. */
export function cleanText(text: string, maxChars: number): string {
  const visible = text.replaceAll(INVISIBLE, "").normalize("NFKC").replaceAll(INVISIBLE, "");
  const folded = visible.replaceAll(/\s+/g, " ").trim();
  const points = Array.from(folded);
  return points.length <= maxChars ? folded : `${points.slice(0, maxChars - 1).join("")}…`;
}

/**
 * Fences parts of untrusted text between two boundary lines. The boundary is a hash of the content:
 * the same text always gives the same prompt, and no text can hold its own boundary.
 */
export function fenceText(parts: readonly TextPart[]): {
  readonly fenced: string;
  readonly body: string;
} {
  const body = parts
    .map(({ name, text, maxChars }) =>
      text === null ? `${name}: n/a` : `${name}: ${cleanText(text, maxChars)}`,
    )
    .join("\n");
  const boundary = `news-${sha256(body).slice(0, 16)}`;
  return { fenced: `<<<${boundary}\n${body}\n${boundary}>>>`, body };
}
