/** Splits text into sentences, the smallest pieces that context compression keeps or leaves out. */

/** Longest piece, in characters: text without full stops is split between words. */
const LONGEST = 240;

/** After a full stop, question or exclamation mark or semicolon; "1. " numbers a list and ends nothing. */
const ENDS = /(?<=[^\d\s][.!?;…])\s+/u;

/** Sentences in order. Joined with spaces they are the text again, white space folded. */
export function sentencesIn(text: string): readonly string[] {
  return text
    .split(ENDS)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "")
    .flatMap(shortened);
}

function shortened(sentence: string): readonly string[] {
  if (sentence.length <= LONGEST) return [sentence];
  const pieces: string[] = [];
  let piece = "";
  for (const word of sentence.split(/\s+/)) {
    if (piece !== "" && piece.length + 1 + word.length > LONGEST) {
      pieces.push(piece);
      piece = "";
    }
    piece = piece === "" ? word : `${piece} ${word}`;
  }
  return [...pieces, piece];
}
