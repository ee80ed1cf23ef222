/** Binds each number of a rationale to the id that it is told with. */
import type { Fact } from "./facts.ts";
import { couldBe } from "./equality.ts";
import type { Mention } from "./mentions.ts";
import type { Quantity } from "./quantities.ts";
import { isWithin, sentencesOf } from "./spans.ts";

/** Words that may stand between what is named and its number. Anything else parts them. */
const LINKING =
  /^(?:['’]s)?(?:[\s:=(|,–-]|\b(?:is|was|are|were|has|had|been|at|of|now|reads?|reading|shows?|showing|stands?|stood|sits?|says?|said|equals|to|by|about|around|roughly|nearly|almost|approximately|near|only|just|currently|still|already|a|an|the|value|level|score|scored|followed|ended|with|came|out|closed|later|down|up|fell|rose|dropped|lost|gained|fallen|risen|climbed|declined|slid|slipped|added|falls|rises|positive|negative|loss|gain|drop|rise|decline|return|move|then|which|that|below|under|above|over|less|more|than)\b)*$/i;
/** Words that may stand between a number and what is named after it. */
const LINKING_BACK =
  /^(?:[\s(]|\b(?:in|on|for|of|the|its|drop|fall|decline|loss|gain|rise|lower|higher|down|up|move|from|after|following|at)\b)*$/i;

/** Words of the same clause that name nothing else: "[c1] brought a loss of", "c2 gave". */
const OWN_CLAUSE =
  /^(?:\s+(?!(?:and|but|while|with|or|as|because|though|whereas|so|vs|versus)\b)[\p{L}'’-]+){0,9}\s+$/iu;
/** Nothing that parts a number from its own bracket. */
const TIGHT = /^[\s(]*$/;
/** A little that does, when the bracket has no other number. */
const NEAR = /^(?:\s*,\s*|(?!.*(?:[,[]|\b(?:and|but)\b)).{0,40})$/s;
const IN_LIST = /^(?:[\s,&/]|\band\b)*$/;

/** Binding of one number: the ids it may belong to, or none. */
export interface Binding {
  readonly quantity: Quantity;
  readonly mention: Mention | null;
}

/**
 * A bracket goes to the number right before it, else to the one that few words lead to, else to one a little before.
 * Brackets of a list go together. What is named without brackets goes to a number that only linking words part from it.
 */
export function bindNumbers(
  text: string,
  quantities: readonly Quantity[],
  mentions: readonly Mention[],
  facts: readonly Fact[],
): readonly Binding[] {
  const owner = new Map<Quantity, Mention>();
  const fits = (quantity: Quantity, { ids }: Mention): boolean =>
    (quantity.unit !== "bars" && quantity.unit !== "minutes") ||
    facts.some((fact) => ids.includes(fact.id) && couldBe(quantity, fact));
  const lists = listsOf(text, quantities, mentions);
  const sentences = sentencesOf(text);
  const free = (list: Mention): readonly Quantity[] => {
    const sentence = sentences.find((span) => isWithin(list, span));
    return quantities.filter(
      (quantity) =>
        sentence && isWithin(quantity, sentence) && !owner.has(quantity) && fits(quantity, list),
    );
  };
  const bind = (find: (list: Mention) => Quantity | undefined): void => {
    for (const list of lists.filter((other) => ![...owner.values()].includes(other))) {
      const own = find(list);
      if (own) owner.set(own, list);
    }
  };
  bind((list) =>
    free(list).findLast(({ end }) => end <= list.start && TIGHT.test(text.slice(end, list.start))),
  );
  bind((list) =>
    free(list).find(({ start }) => start >= list.end && leadsTo(text.slice(list.end, start))),
  );
  bind((list) =>
    free(list).findLast(({ end }) => end <= list.start && NEAR.test(text.slice(end, list.start))),
  );
  return quantities.map((quantity) => ({
    quantity,
    mention: owner.get(quantity) ?? namedNear(text, quantity, mentions, fits),
  }));
}

function leadsTo(gap: string): boolean {
  return LINKING.test(gap) || OWN_CLAUSE.test(gap);
}

/** Brackets, those of a list as one: "[c1], [c2] and [c3]". One that leads to a number of its own ends the list. */
function listsOf(
  text: string,
  quantities: readonly Quantity[],
  mentions: readonly Mention[],
): readonly Mention[] {
  const lists: Mention[] = [];
  for (const mention of mentions.filter(({ form }) => form === "bracket")) {
    const last = lists.at(-1);
    const next = quantities.find(({ start }) => start >= mention.end);
    const isOwn = next !== undefined && leadsTo(text.slice(mention.end, next.start));
    if (last && !isOwn && IN_LIST.test(text.slice(last.end, mention.start))) {
      const ids = [...last.ids, ...mention.ids];
      lists[lists.length - 1] = { form: "bracket", start: last.start, end: mention.end, ids };
    } else {
      lists.push(mention);
    }
  }
  return lists;
}

function namedNear(
  text: string,
  quantity: Quantity,
  mentions: readonly Mention[],
  fits: (quantity: Quantity, mention: Mention) => boolean,
): Mention | null {
  const open = mentions.filter(({ form }) => form !== "bracket");
  const before = open.findLast(({ end }) => end <= quantity.start);
  if (before && fits(quantity, before) && leadsTo(text.slice(before.end, quantity.start)))
    return before;
  const after = open.find(({ start }) => start >= quantity.end);
  if (after && fits(quantity, after) && LINKING_BACK.test(text.slice(quantity.end, after.start)))
    return after;
  return null;
}
