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
  /^(?:\s+(?!(?:and|but|while|because|though|whereas|so|vs|versus)\b)[\p{L}'’-]+){0,9}\s+$/iu;
/** Nothing that parts a number from its own bracket. */
const TIGHT = /^[\s(]*$/;
/** A little that does, when the bracket has no other number. */
const NEAR = /^(?:\s*,\s*|(?!.*(?:[,[]|\b(?:and|but)\b)).{0,40})$/s;
const IN_LIST = /^(?:[\s,&/]|\band\b)*$/;

/** Binding of one number: the ids it may belong to, or none. */
export interface Binding {
  readonly quantity: Quantity;
  readonly mention: Mention | null;
  /** Whether only the order of words binds it: it may be told of something else that was shown. */
  readonly isLoose: boolean;
}

/**
 * A bracket goes to the number right before it, else to one that words of its clause lead to, else to one a little
 * before; what is then left of numbers goes to what was named last before it in its sentence. Brackets of a list go together.
 * What is named without brackets goes to a number of its clause. A case may have a period, "29 bars ago", and a value.
 */
export function bindNumbers(
  text: string,
  quantities: readonly Quantity[],
  mentions: readonly Mention[],
  facts: readonly Fact[],
): readonly Binding[] {
  const lists = listsOf(text, quantities, mentions);
  return [
    ...bindKind(text, quantities.filter(isPeriod), lists, mentions, (quantity, { ids }) =>
      facts.some((fact) => ids.includes(fact.id) && couldBe(quantity, fact)),
    ),
    ...bindKind(
      text,
      quantities.filter((quantity) => !isPeriod(quantity)),
      lists,
      mentions,
      () => true,
    ),
  ].toSorted((a, b) => a.quantity.start - b.quantity.start);
}

function isPeriod({ unit }: Quantity): boolean {
  return unit === "bars" || unit === "minutes";
}

type Fits = (quantity: Quantity, mention: Mention) => boolean;

function bindKind(
  text: string,
  quantities: readonly Quantity[],
  lists: readonly Mention[],
  mentions: readonly Mention[],
  fits: Fits,
): readonly Binding[] {
  const owner = new Map<Quantity, Mention>();
  const taken = new Set<Mention>();
  const sentences = sentencesOf(text);
  const bind = (
    isOwn: (quantity: Quantity, list: Mention) => boolean,
    among: readonly Mention[] = lists,
  ): void => {
    for (const list of among.filter((other) => !taken.has(other))) {
      const sentence = sentences.find((span) => isWithin(list, span));
      const own = quantities.filter(
        (quantity) =>
          sentence &&
          isWithin(quantity, sentence) &&
          !owner.has(quantity) &&
          fits(quantity, list) &&
          isOwn(quantity, list),
      );
      const nearest = own.findLast(({ end }) => end <= list.start) ?? own[0];
      if (nearest) {
        owner.set(nearest, list);
        taken.add(list);
      }
    }
  };
  bind(({ end }, list) => end <= list.start && TIGHT.test(text.slice(end, list.start)));
  bind(({ start }, list) => start >= list.end && leadsTo(text.slice(list.end, start)));
  bind(({ end }, list) => end <= list.start && NEAR.test(text.slice(end, list.start)));
  for (const quantity of quantities.filter((other) => !owner.has(other))) {
    const named = namedNear(text, quantity, mentions, fits);
    if (named) {
      owner.set(quantity, named);
      taken.add(named);
    }
  }
  const firm = new Set(owner.keys());
  const all = [...lists, ...mentions.filter(({ form }) => form !== "bracket")];
  bind((quantity, list) => {
    const before = all.filter(({ end }) => end <= quantity.start);
    const lastEnd = Math.max(...before.map(({ end }) => end));
    return list.end === lastEnd && quantity.bound === null;
  }, all);
  return quantities.map((quantity) => ({
    quantity,
    mention: owner.get(quantity) ?? null,
    isLoose: !firm.has(quantity),
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
  fits: Fits,
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
