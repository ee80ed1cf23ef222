/** Finds the numbers of a rationale with their units and signs, and brings them to one unit. */
import { type Direction, directionAround } from "./direction.ts";
import { type Span, sentencesOf } from "./spans.ts";

/** Unit as written. `none` where there is none. */
export type StatedUnit = "percent" | "bps" | "deviations" | "minutes" | "bars" | "none";

/** A number as written. */
export interface Quantity extends Span {
  readonly text: string;
  /** Signed, a fraction where it is written in percent or basis points. */
  readonly value: number;
  /** Half a unit of the last digit written: how far the truth may lie from it, in the unit of `value`. */
  readonly halfStep: number;
  readonly decimals: number;
  readonly unit: StatedUnit;
  /** What words say of its sign. */
  readonly direction: Direction;
  /** Whether it has a sign of its own. */
  readonly signed: boolean;
  /** "about", "roughly": may be a tenth off. */
  readonly approximate: boolean;
  /** "magnitude of": told without its sign. */
  readonly unsigned: boolean;
  /** "below 50": a bound, not a value. */
  readonly bound: "below" | "above" | null;
}

const NUMBER =
  /(?<![\p{L}\p{N}_.,])(?<sign>(?<![)\]])(?:\+ ?|[-−–]))?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?<kilo>k(?!\p{L}))?(?<unit>[ \u00a0\u202f]?(?:%|percentage points?|percent|per cent|pp|bps?|basis points?|sd|σ|sigmas?|standard deviations?|deviations?|minutes?|mins?|bars?|-bar)(?![\p{L}]))?(?![\p{L}\p{N}_]|\.\d)/giu;

const UNITS: readonly (readonly [RegExp, StatedUnit, number])[] = [
  [/^(?:%|percent|per cent|pp|percentage)/i, "percent", 100],
  [/^(?:bp|basis)/i, "bps", 10_000],
  [/^(?:sd|σ|sigma|standard|deviation)/i, "deviations", 1],
  [/^min/i, "minutes", 1],
  [/^-?bar/i, "bars", 1],
];

const APPROXIMATE =
  /(?:\b(?:about|around|roughly|nearly|almost|approximately|circa|some)|[~≈])\s*$/i;
const UNSIGNED = /\b(?:magnitude|size|distance|absolute \w+)(?: of| is)?\s*$/i;
const BELOW = /\b(?:below|under|less than|fewer than|at most|no more than)\s*$/i;
const ABOVE = /\b(?:above|over|more than|greater than|exceed(?:s|ing)?|at least)\s*$/i;

/** Numbers in the order in which they stand. Ids and dates must be blanked before: their digits are none. */
export function findQuantities(text: string): readonly Quantity[] {
  const sentences = sentencesOf(text);
  let previous = 0;
  return [...text.matchAll(NUMBER)].map((match) => {
    const { index, 0: whole } = match;
    const span = { start: index, end: index + whole.length };
    const sentence = sentences.find(({ start, end }) => index >= start && index < end);
    const before = text.slice(Math.max(previous, sentence?.start ?? 0), span.start);
    const after = text.slice(span.end, span.end + 40);
    previous = span.end;
    return Object.assign(readNumber(match.groups ?? {}, before, after), { ...span, text: whole });
  });
}

function readNumber(
  { sign = "", digits = "", kilo, unit = "" }: Readonly<Record<string, string | undefined>>,
  before: string,
  after: string,
): Omit<Quantity, "start" | "end" | "text"> {
  const [, stated = "none", scale = 1] = UNITS.find(([pattern]) => pattern.test(unit.trim())) ?? [];
  const factor = (kilo === undefined ? 1 : 1000) / scale;
  const decimals = (/\.(\d+)$/.exec(digits)?.[1] ?? "").length;
  const direction =
    stated === "bars" || stated === "minutes"
      ? 0
      : directionAround(before, after, stated === "deviations");
  const signed = sign !== "";
  const factorSign = signed ? (sign.startsWith("+") ? 1 : -1) : direction === 0 ? 1 : direction;
  return {
    value: Number(digits.replaceAll(",", "")) * factor * factorSign,
    halfStep: 0.5 * 10 ** -decimals * factor,
    decimals,
    unit: stated,
    direction,
    signed,
    approximate: APPROXIMATE.test(before),
    unsigned: !signed && direction === 0 && UNSIGNED.test(before),
    bound:
      stated === "bars" ? null : BELOW.test(before) ? "below" : ABOVE.test(before) ? "above" : null,
  };
}
