/** Judges each number of a rationale: supported, contradicted, derivable or unsupported. */
import type { Binding } from "./binding.ts";
import { derivationOf } from "./derivations.ts";
import { isTurned, readingsOf, tells } from "./equality.ts";
import type { Fact } from "./facts.ts";
import type { Mention } from "./mentions.ts";
import { type Quantity, findQuantities } from "./quantities.ts";
import type { ReasonedRow } from "./reasoned-row.ts";
import { isWithin, sentencesOf } from "./spans.ts";

/**
 * `supported`: equal to what was shown, at the digits written; `contradicted`: told with an id that shows another
 * value, sign or unit; `derivable`: follows from shown values by a sum, difference, mean, ratio or comparison that
 * the words ask for, or counts the cases; `unsupported`: nowhere.
 */
export type NumberVerdict = "supported" | "derivable" | "contradicted" | "unsupported";

/** Where a supported number was found. Of these only the first two are evidence that was shown. */
export type NumberSource =
  | "its id"
  | "a figure without its id"
  | "the decision itself"
  | "the prompt's words";

/** A number with its verdict. */
export interface JudgedNumber {
  readonly start: number;
  readonly text: string;
  readonly verdict: NumberVerdict;
  /** Ids that it is told with; none for a number that stands alone. */
  readonly ids: readonly string[];
  /** Where a supported number was found; null for the others. */
  readonly source: NumberSource | null;
  /** What is so, in words. */
  readonly isSo: string;
}

/** What numbers are judged by. */
export interface Ground {
  readonly text: string;
  readonly row: ReasonedRow;
  readonly facts: readonly Fact[];
  readonly mentions: readonly Mention[];
}

/** Judges one number by the ids it is bound to, else by all that was shown. */
export function judgeNumber({ quantity, mention, isLoose }: Binding, ground: Ground): JudgedNumber {
  const ids = mention?.ids ?? [];
  const own = ground.facts.filter(({ id }) => ids.includes(id));
  const judged = (
    verdict: NumberVerdict,
    isSo: string,
    source: NumberSource | null = null,
  ): JudgedNumber => ({
    start: quantity.start,
    text: quantity.text,
    verdict,
    ids,
    source,
    isSo,
  });
  if (quantity.bound !== null) {
    const compared = judgeBound(quantity, own.length > 0 ? own : subjectOf(quantity, ground));
    if (compared !== null)
      return judged(compared.holds ? "derivable" : "contradicted", compared.isSo);
  }
  if (own.length > 0) {
    const told = aspectsFor(quantity, own, ground.text);
    const equal = told.find((fact) => tells(quantity, fact));
    if (equal && !isTurned(quantity, equal.value))
      return judged("supported", describe([equal]), "its id");
    const other = isLoose ? ground.facts.find((fact) => tells(quantity, fact)) : undefined;
    if (other) return judged("supported", describe([other]), "a figure without its id");
    const how = derivationIn(quantity, ground);
    return how === null ? judged("contradicted", describe(told)) : judged("derivable", how);
  }
  if (ids.length > 0) return judged("unsupported", `${ids.join(", ")} was not shown`);
  const source = elsewhere(quantity, ground.row);
  // A bare 1 is the action before it is some case's label.
  if (source === "the decision itself") return judged("supported", `in ${source}`, source);
  const equal = ground.facts.find((fact) => tells(quantity, fact));
  if (equal && !isTurned(quantity, equal.value))
    return judged("supported", describe([equal]), "a figure without its id");
  const how = derivationIn(quantity, ground);
  if (how !== null) return judged("derivable", how);
  return source === null
    ? judged("unsupported", "shown nowhere")
    : judged("supported", `in ${source}`, source);
}

/** A case has four numbers; the word before a number may say which is meant. */
function aspectsFor(quantity: Quantity, own: readonly Fact[], text: string): readonly Fact[] {
  // In its clause: since the last number, comma or end of a sentence.
  const [clause = ""] = /[^,;\d]*$/.exec(text.slice(0, quantity.start)) ?? [];
  const named = /\b(similarity|label)\b(?!.*\b(?:similarity|label)\b)/i
    .exec(clause)?.[1]
    ?.toLowerCase();
  if (named !== undefined) {
    const meant = own.filter(({ aspect }) => aspect === named);
    if (meant.length > 0) return meant;
  }
  const isPeriod = quantity.unit === "bars";
  const meant = own.filter(({ aspect }) => (aspect === "bars ago") === isPeriod);
  const outcomes = meant.filter(({ aspect }) => aspect === "value");
  if (isPeriod || outcomes.length === 0) return meant.length > 0 ? meant : own;
  return outcomes;
}

/** What a bound without an id of its own is about: the last id before it in its sentence. */
function subjectOf(quantity: Quantity, { text, mentions, facts }: Ground): readonly Fact[] {
  const sentence = sentencesOf(text).find((span) => isWithin(quantity, span));
  const subject = mentions.findLast(
    (mention) => mention.end <= quantity.start && mention.start >= (sentence?.start ?? 0),
  );
  return facts.filter(({ id, aspect }) => subject?.ids.includes(id) === true && aspect === "value");
}

function judgeBound(
  quantity: Quantity,
  own: readonly Fact[],
): { readonly holds: boolean; readonly isSo: string } | null {
  for (const fact of own.filter(({ aspect }) => aspect === "value")) {
    const [reading] = [
      ...readingsOf(quantity, fact.unit),
      ...(quantity.unit === "none" ? [{ value: quantity.value, halfStep: 0 }] : []),
    ];
    if (!reading) continue;
    // "Fell more than 0.3 %" bounds the size of the fall.
    const isFall = quantity.direction === -1 && !quantity.signed;
    const [value, limit] = isFall ? [-fact.value, -reading.value] : [fact.value, reading.value];
    const holds = quantity.bound === "below" ? value <= limit : value >= limit;
    return { holds, isSo: describe([fact]) };
  }
  return null;
}

function derivationIn(quantity: Quantity, { text, mentions, facts }: Ground): string | null {
  const sentence = sentencesOf(text).find((span) => isWithin(quantity, span));
  if (!sentence) return null;
  const words = text.slice(sentence.start, sentence.end);
  const ids = new Set(
    mentions.filter((mention) => isWithin(mention, sentence)).flatMap((mention) => mention.ids),
  );
  const cases = /\b(?:cases|precedents|outcomes)\b/i.test(words);
  const scores = /\b(?:analysts|scores|both)\b/i.test(words);
  const named = facts.filter(({ id, aspect }) => aspect === "value" && ids.has(id));
  const all = facts.filter(
    ({ id, aspect }) =>
      aspect === "value" && ((cases && /^c\d+$/.test(id)) || (scores && id.endsWith(".score"))),
  );
  const kind = [named, all].map((group) => derivationOf(quantity, words, group)).find(Boolean);
  return kind ?? null;
}

/** The decision's own numbers, and numbers that the prompt's words hold. */
function elsewhere(
  quantity: Quantity,
  { action, score, confidence, inputText }: ReasonedRow,
): NumberSource | null {
  const own = [action, score, confidence].filter((value) => value !== null);
  if (own.some((value) => tells(quantity, { value, shown: null, unit: "number" }))) {
    return "the decision itself";
  }
  const isInPrompt = findQuantities(inputText).some(
    ({ value, unit }) => unit === quantity.unit && Math.abs(value - quantity.value) < 1e-12,
  );
  return isInPrompt ? "the prompt's words" : null;
}

function describe(facts: readonly Fact[]): string {
  return facts
    .map(({ id, aspect, value, shown, unit }) => {
      const number =
        unit === "fraction" ? `${((shown ?? value) * 100).toFixed(2)} %` : String(shown ?? value);
      return aspect === "value" ? `${id} is ${number}` : `${id}, ${aspect}, is ${number}`;
    })
    .join("; ");
}
