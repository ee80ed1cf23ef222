/** Where a written rationale quotes what its writer was shown, letter by letter; told without the audit's own readers. */
import type { ReasonedRow } from "../reasoned-row.ts";

/** A figure that stands as it was shown. */
export interface FigurePlace {
  readonly start: number;
  readonly end: number;
  /** "+", "-", the minus sign, or nothing. */
  readonly sign: string;
  /** Such as "0.34". */
  readonly digits: string;
  /** Whose figure it is: an id, or `c1` for the outcome of the first case. */
  readonly id: string;
  /** Whether its id stands right behind it. */
  readonly hasId: boolean;
}

/** A case that is named. */
export interface CasePlace {
  /** Offsets of its number alone. */
  readonly start: number;
  readonly end: number;
}

const FIGURE = /(?<![\w.,])([+\-−]?)(\d+\.\d+)(?!\d|\.\d|\w)/g;
const CASE = /\b(?:c|case c?|Case c?)(\d{1,2})\b(?!\.\d)/g;

/** A number that was shown: its digits without sign, and whether it is below 0. */
interface ShownNumber {
  readonly id: string;
  readonly digits: string;
  readonly isNegative: boolean;
}

/** Figures that a rationale quotes with the sign they were shown with. A number that is two figures' is nobody's. */
export function figurePlaces(row: ReasonedRow): readonly FigurePlace[] {
  const shown = shownNumbers(row);
  return [...row.rationale.matchAll(FIGURE)].flatMap((match) => {
    const [whole, sign = "", digits = ""] = match;
    const [owner, ...others] = shown.filter((number) => number.digits === digits);
    const end = match.index + whole.length;
    if (owner === undefined || others.length > 0) return [];
    if (owner.isNegative !== (sign === "-" || sign === "−")) return [];
    const after = row.rationale.slice(end).replace(/^\s?%?\s?/, "");
    const hasId = after.startsWith(`[${owner.id}]`);
    return [{ start: match.index, end, sign, digits, id: owner.id, hasId }];
  });
}

/** Digits of every number that was shown or decided, so that a false one can differ from them all. */
export function shownDigits(row: ReasonedRow): ReadonlySet<string> {
  const numbers = shownNumbers(row).map(({ digits }) => digits);
  const decided = [row.score, row.confidence].flatMap((value) =>
    value === null ? [] : [Math.abs(value).toFixed(2)],
  );
  return new Set([...numbers, ...decided, ...(row.inputText.match(/\d+\.\d+/g) ?? [])]);
}

/** Retrieved cases that a rationale names. */
export function casePlaces({ rationale, cases }: ReasonedRow): readonly CasePlace[] {
  return [...rationale.matchAll(CASE)].flatMap(({ index, 0: whole, 1: digits = "" }) => {
    const end = index + whole.length;
    const isKnown = Number(digits) >= 1 && Number(digits) <= cases.length;
    return isKnown ? [{ start: end - digits.length, end }] : [];
  });
}

function shownNumbers({ figures, cases }: ReasonedRow): readonly ShownNumber[] {
  return [
    ...figures.flatMap(({ id, shown }) => {
      const [, sign = "", digits] = /([+\-−]?)(\d+\.\d+)/.exec(shown ?? "") ?? [];
      return digits === undefined ? [] : [{ id, digits, isNegative: sign === "-" || sign === "−" }];
    }),
    ...cases.map(({ outcome }, i) => ({
      id: `c${i + 1}`,
      digits: Math.abs(outcome * 100).toFixed(2),
      isNegative: outcome < 0,
    })),
  ];
}
