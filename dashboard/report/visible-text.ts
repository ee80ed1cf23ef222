/** Text with nothing hidden in it: what turns writing around, has no width or is no character is shown by its code. */

/**
 * Controls but for tab and new line; turns of direction; characters without width or ink, but for the joiner within an
 * emoji; line and paragraph separators; tags; halves of characters.
 */
const HIDDEN =
  /(?![\t\n])\p{Cc}|\p{Bidi_Control}|(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|\u034F|[\u00AD\u115F\u1160\u180E\u200B\u200C\u2028\u2029\u2060-\u2064\u2800\u3164\uFEFF\uFFFE\uFFFF]|[\u{E0000}-\u{E007F}]|\p{Cs}/gu;

/** Writes each hidden character as its code, such as ⟨U+202E⟩; carriage returns of line ends are dropped. */
export function visibleText(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(HIDDEN, codeOf);
}

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `⟨U+${code}⟩`;
}
