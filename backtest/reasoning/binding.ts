/** Binds each number of a rationale to the id that it is told with. */
import type { Fact } from "./facts.ts";
import { couldBe } from "./equality.ts";
import type { Mention } from "./mentions.ts";
import type { Quantity } from "./quantities.ts";
import { type Span, isWithin, sentencesOf } from "./spans.ts";

/** Furthest that a number and its id may stand apart, in characters. */
const REACH = { back: 60, ahead: 40 } as const;

/** Words that may stand between what is named and its number. Anything else parts them. */
const LINKING =
  /^(?:['’]s)?(?:[\s:=(|,–-]|\b(?:is|was|are|were|has|had|been|at|of|now|reads?|reading|shows?|showing|stands?|stood|sits?|says?|said|equals|to|by|about|around|roughly|nearly|almost|approximately|near|only|just|currently|still|already|a|an|the|value|level|score|scored|followed|ended|with|came|out|closed|later|down|up|fell|rose|dropped|lost|gained|fallen|risen|climbed|declined|slid|slipped|added|falls|rises|positive|negative|loss|gain|drop|rise|decline|return|move|then|which|that|below|under|above|over|less|more|than)\b)*$/i;
/** Words that may stand between a number and what is named after it. */
const LINKING_BACK =
  /^(?:[\s(]|\b(?:in|on|for|of|the|its|drop|fall|decline|loss|gain|rise|lower|higher|down|up|move|from|after|following|at)\b)*$/i;

/** Binding of one number: the ids it may belong to, or none. */
export interface Binding {
  readonly quantity: Quantity;
  readonly mention: Mention | null;
}

/**
 * Brackets go to the nearest number before them that their figure could be, else to the next one. What is named
 * without brackets goes to a number that only linking words part from it.
 */
export function bindNumbers(
  text: string,
  quantities: readonly Quantity[],
  mentions: readonly Mention[],
  facts: readonly Fact[],
): readonly Binding[] {
  const owner = new Map<Quantity, Mention>();
  const fits = (quantity: Quantity, { ids }: Mention): boolean => {
    const own = facts.filter(({ id }) => ids.includes(id));
    const isPeriod = quantity.unit === "bars" || quantity.unit === "minutes";
    return isPeriod ? own.some((fact) => couldBe(quantity, fact)) : true;
  };
  const brackets = mentions.filter(({ form }) => form === "bracket");
  const sentences = sentencesOf(text);
  for (const mention of brackets) {
    const sentence = sentences.find((span) => isWithin(mention, span));
    if (!sentence) continue;
    const free = quantities.filter(
      (quantity) => isWithin(quantity, sentence) && !owner.has(quantity) && fits(quantity, mention),
    );
    const before = free.findLast(
      ({ end }) =>
        end <= mention.start &&
        mention.start - end <= REACH.back &&
        !hasBetween(brackets, { start: end, end: mention.start }),
    );
    const after = free.find(
      ({ start }) =>
        start >= mention.end &&
        start - mention.end <= REACH.ahead &&
        LINKING.test(text.slice(mention.end, start)),
    );
    // A bound has its figure elsewhere: "31 [rsi_14], below 50".
    const own = before ?? after;
    if (own) owner.set(own, mention);
  }
  return quantities.map((quantity) => ({
    quantity,
    mention: owner.get(quantity) ?? namedNear(text, quantity, mentions, fits),
  }));
}

function hasBetween(mentions: readonly Mention[], gap: Span): boolean {
  return mentions.some((other) => isWithin(other, gap));
}

function namedNear(
  text: string,
  quantity: Quantity,
  mentions: readonly Mention[],
  fits: (quantity: Quantity, mention: Mention) => boolean,
): Mention | null {
  const open = mentions.filter(({ form }) => form !== "bracket");
  const before = open.findLast(({ end }) => end <= quantity.start);
  if (before && fits(quantity, before) && LINKING.test(text.slice(before.end, quantity.start)))
    return before;
  const after = open.find(({ start }) => start >= quantity.end);
  if (after && fits(quantity, after) && LINKING_BACK.test(text.slice(quantity.end, after.start)))
    return after;
  return null;
}
