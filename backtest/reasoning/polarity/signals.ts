/** What one clause says for either side: heads, turned by what is said of them, weighed by how they are said. */
import type { Clause, Token } from "./clauses.ts";
import type { Kind } from "./lexicon.ts";
import { type FoundPhrase, phrasesIn } from "./phrase-matcher.ts";
import { isStance } from "./stances.ts";

/** A word or phrase that speaks for a side. */
interface Signal {
  readonly start: number;
  readonly length: number;
  readonly side: -1 | 1;
  readonly weight: number;
}

/** A word or a phrase of a clause that counts as one. */
interface Unit {
  readonly kind: Kind | "saying" | "maxim" | "none";
  readonly side: -1 | 0 | 1;
  readonly start: number;
  readonly length: number;
  readonly word: string;
  readonly also: readonly Kind[];
}

/** Weights by how a thing is said. */
const WEIGHTS = {
  decided: 4,
  foretold: 3,
  saying: 2.5,
  composed: 2,
  stance: 2,
  tone: 1,
  bare: 0.5,
};
/** How much of its weight a clause keeps that is told as doubtful. */
const DOUBTED = 0.1;
/** How many words a negation reaches, and how far a word may stand from what is said of it. */
const REACH = 12;
const NEAR = 6;
const LATE = 8;
/** A clause this short that opens its sentence decides, or foretells. */
const SHORT = 4;

/** Parties and moods that tell a side only by what is said of them. */
const NEEDS_MORE =
  /^(?:longs|shorts|long|short|support|resistance|optimism|pessimism|cheer|enthusiasm|hype|panic|scare|fears?|gloom|worry|worries)$/;
/** What a "weak" or "fading" before it is said of, in place of a side. */
const OTHER_NOUNS =
  /^(?:volume|volumes|participation|breadth|liquidity|interest|dollar|hands|funding|volatility|candles?|news|data|sample|evidence|correlation|basis|premium|conviction|signal|signals)$/;

/** Parties other than the writer. */
const PARTIES =
  /^(?:market|holders?|traders?|people|crowd|everyone|everybody|somebody|someone|perps|funds?|whales?|miners?|retail|dealers?|tourists|speculators|participants|money|investors?|institutions|positioning|many|most|others?)$/;

/** Whether the clause declines to take a side. */
export interface Reading {
  readonly signals: readonly Signal[];
  readonly undecided: boolean;
}

/** Reads a clause. */
export function readClause(clause: Clause, afterLead = false): Reading {
  const { tokens } = clause;
  const phrases = phrasesIn(tokens);
  const weight = clause.weight * (phrases.some(({ kind }) => kind === "doubt") ? DOUBTED : 1);
  const undecided = phrases.some(({ kind }) => kind === "undecided");
  if (weight === 0 || undecided) return { signals: [], undecided };
  const units = unitsOf(tokens, phrases);
  const signals = units.flatMap((unit, at): readonly Signal[] => {
    if (unit.side === 0) return [];
    const base = weightOf(unit, at, units, { ...clause, afterLead });
    const turns = turnsOf(unit, at, units);
    if (base === null || turns === null) return [];
    const side = turns.count % 2 === 0 ? unit.side : unit.side === 1 ? -1 : 1;
    return [
      {
        start: unit.start,
        length: unit.length,
        side,
        weight: weight * (turns.composed && base < WEIGHTS.composed ? WEIGHTS.composed : base),
      },
    ];
  });
  return { signals, undecided };
}

/** Whether a clause only leads in a conclusion: "On balance," or "In conclusion,". */
export function isLeadIn({ tokens }: Clause): boolean {
  const entries = tokens.flatMap((token) => token.entries);
  return (
    tokens.length <= 4 &&
    entries.some(({ kind }) => kind === "so") &&
    entries.every(({ side }) => side === 0)
  );
}

function unitsOf(tokens: readonly Token[], phrases: readonly FoundPhrase[]): readonly Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (!token) break;
    const phrase = phrases.find(({ from }) => from === at);
    if (phrase) {
      const last = tokens[phrase.to - 1] ?? token;
      const kind =
        phrase.kind === "mute" || phrase.kind === "doubt" || phrase.kind === "undecided"
          ? "none"
          : phrase.kind;
      const length = last.start + last.length - token.start;
      units.push({
        kind,
        side: phrase.side,
        start: token.start,
        length,
        word: token.word,
        also: [],
      });
      at = phrase.to;
      continue;
    }
    units.push(unitOf(token, tokens, at));
    at += 1;
  }
  return units;
}

function unitOf(token: Token, tokens: readonly Token[], at: number): Unit {
  const { start, length, word, entries, isFigure } = token;
  const [first, ...rest] = isFigure ? [] : entries;
  const also = rest.map(({ kind }) => kind);
  if (!first || (first.kind === "act" && !isStance(tokens, at))) {
    return { kind: "none", side: 0, start, length, word: isFigure ? "#" : word, also };
  }
  return { kind: first.kind, side: first.side, start, length, word, also };
}

function has(units: readonly Unit[], kind: Kind): boolean {
  return units.some((unit) => unit.kind === kind || unit.also.includes(kind));
}

/** Null when the unit says nothing where it stands. */
function weightOf(
  unit: Unit,
  at: number,
  units: readonly Unit[],
  { opens, tokens, afterLead }: Clause & { readonly afterLead: boolean },
): number | null {
  const others = units.filter((other) => other !== unit);
  const concludes = afterLead || has(others, "so");
  const isAhead = has(others, "ahead");
  const hasSaying = others.some(({ kind }) => kind === "saying" || kind === "maxim");
  const isDenied = units.some(({ kind }, k) => kind === "not" && k < at && at - k <= REACH);
  const nearFigure = units.some(({ word }, k) => word === "#" && Math.abs(k - at) <= 3);
  switch (unit.kind) {
    case "saying":
    case "maxim":
      return WEIGHTS.saying;
    case "act":
      // What others do, the writer may do the opposite of.
      if (!has(others, "mine") && tokens.some(({ word }) => PARTIES.test(word)))
        return WEIGHTS.bare;
      return concludes ||
        isAhead ||
        has(others, "mine") ||
        (opens && at <= 1 && !/(?:ing|ish)$/.test(unit.word)) ||
        (opens && tokens.length <= SHORT)
        ? WEIGHTS.decided
        : WEIGHTS.stance;
    case "move":
      if (hasSaying) return null;
      if (nearFigure) return null;
      if (concludes || isAhead) return WEIGHTS.foretold;
      // "I would not chase the upside."
      if (isDenied && has(others, "mine")) return WEIGHTS.composed;
      return opens && at <= 1 && tokens.length <= SHORT ? WEIGHTS.composed : WEIGHTS.bare;
    case "actor":
    case "book":
      if (hasSaying) return null;
      if (unit.word.endsWith("ing") && (isDenied || (opens && at === 0))) return WEIGHTS.stance;
      return (concludes || isAhead || (unit.word.endsWith("ing") && has(others, "mine"))) &&
        !NEEDS_MORE.test(unit.word)
        ? WEIGHTS.foretold
        : 0;
    case "tone":
      if (has(others, "fails")) return null;
      // Said of a head, a judgement is no head itself.
      if (
        others.some(
          ({ kind }) =>
            kind === "maxim" ||
            kind === "actor" ||
            kind === "book" ||
            kind === "saying" ||
            kind === "move" ||
            kind === "act",
        )
      )
        return null;
      if (nearFigure) return null;
      return concludes || isAhead || (opens && tokens.length <= 3)
        ? WEIGHTS.composed
        : WEIGHTS.tone;
    default:
      return null;
  }
}

/** How often a head is turned; null where that cannot be told. */
function turnsOf(
  unit: Unit,
  at: number,
  units: readonly Unit[],
): { readonly count: number; readonly composed: boolean } | null {
  if (unit.kind === "maxim") return { count: 0, composed: false };
  let count = 0;
  let composed = false;
  let turned = false;
  for (const [k, other] of units.entries()) {
    const distance = at - k;
    if (other.kind === "not" && distance > REACH) return null;
    if (other.kind === "not" && distance > 0) count += 1;
    // "Being long is not attractive."
    if (
      other.kind === "not" &&
      distance < 0 &&
      distance >= -LATE &&
      unit.kind === "act" &&
      !units.slice(k).some(({ side }) => side !== 0)
    )
      count += 1;
    if (unit.kind === "saying" || unit.kind === "act" || unit.kind === "tone") continue;
    const isNear = Math.abs(distance) <= NEAR && isNearest(at, k, units, other.kind === "takes");
    if (!isNear) continue;
    if (other.kind === "fails" && OTHER_NOUNS.test(units[k + 1]?.word ?? "")) continue;
    const effect = effectOf(other, unit);
    if (effect === null) continue;
    composed ||= effect === "turns" || unit.kind !== "move";
    // "Do not die": denied after the head.
    const isDenied = units.some((no, i) => no.kind === "not" && i > at && i < k && k - i <= 3);
    turned ||= (effect === "turns") !== isDenied;
  }
  if (turned) count += 1;
  const isUntold = count > 2 || (unit.kind === "saying" && count > 0);
  return isUntold ? null : { count, composed };
}

/** Whether no other head stands between. */
function isNearest(at: number, other: number, units: readonly Unit[], movesOnly: boolean): boolean {
  const [from, to] = at < other ? [at + 1, other] : [other + 1, at];
  return !units
    .slice(from, to)
    .some(
      ({ kind }) =>
        kind === "move" || (!movesOnly && (kind === "actor" || kind === "book" || kind === "act")),
    );
}

/** What a word does to a head near it; null when nothing. */
function effectOf({ kind, also }: Unit, head: Unit): "holds" | "turns" | null {
  if (kind === "fails" || also.includes("fails")) return "turns";
  if (kind === "takes") return head.kind === "move" || head.kind === "book" ? "turns" : null;
  if (kind === "guards") return head.side === 1 ? "holds" : "turns";
  return kind === "holds" || also.includes("holds") ? "holds" : null;
}
