/** Signs told in words alone: "c1 was followed by a fall", "return_6 is negative". */
import { type Direction, directionOf } from "./direction.ts";
import type { Fact } from "./facts.ts";
import type { Mention } from "./mentions.ts";
import type { Quantity } from "./quantities.ts";

/** Words that may stand between what is named and the word of direction. */
const LINK =
  /^(?:is|was|were|are|has|had|have|been|then|followed|by|a|an|ended|closed|came|with|went|clear|clearly|small|sharp|mild|slight|slightly|further|again|still|all|both|strongly|firmly)$/i;
/** Words that tell of a level or a change since, not of a sign. */
const NO_SIGN =
  /^(?:lower|higher|rising|falling|weaker|stronger|weakened|strengthened|increas\w+|decreas\w+|add\w*|off|recover\w*|retreat\w*)$/i;

/** A sign told in words, against the facts. */
export interface SignClaim {
  readonly start: number;
  readonly text: string;
  readonly ids: readonly string[];
  readonly direction: Direction;
  /** The facts that have the other sign. */
  readonly against: readonly Fact[];
}

/** Claims of sign about figures that words, and no number, follow. */
export function findSignClaims(
  text: string,
  mentions: readonly Mention[],
  quantities: readonly Quantity[],
  facts: readonly Fact[],
): readonly SignClaim[] {
  return mentions.flatMap((mention) => {
    const word = directionAfter(text.slice(mention.end, mention.end + 60));
    if (word === null) return [];
    const end = mention.end + word.end;
    const isNumbered = quantities.some(({ start }) => start >= mention.end && start - end < 25);
    const own = facts.filter(
      ({ id, aspect, unit }) =>
        mention.ids.includes(id) && aspect === "value" && unit !== "minutes",
    );
    if (isNumbered || own.length === 0) return [];
    const against = own.filter(({ value }) => value !== 0 && Math.sign(value) !== word.direction);
    const span = text.slice(mention.start, end);
    return [
      { start: mention.start, text: span, ids: mention.ids, direction: word.direction, against },
    ];
  });
}

function directionAfter(
  rest: string,
): { readonly direction: Direction; readonly end: number } | null {
  for (const match of rest.matchAll(/[\p{L}']+|[^\s\p{L}']/gu)) {
    const [word] = match;
    if (LINK.test(word)) continue;
    const direction = NO_SIGN.test(word) ? 0 : directionOf(word);
    return direction === 0 ? null : { direction, end: match.index + word.length };
  }
  return null;
}
