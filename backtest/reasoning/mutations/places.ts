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

/** A number that was shown. */
export interface ShownNumber {
  readonly id: string;
  /** As it was shown, such as "-0.34 %". */
  readonly text: string;
  /** "+", "-", the minus sign, or nothing. */
  readonly sign: string;
  readonly digits: string;
}

/**
 * Figures that a rationale quotes with the sign they were shown with. A number that is two figures' is that one's
 * whose id stands right behind it, else nobody's.
 */
export function figurePlaces(row: ReasonedRow): readonly FigurePlace[] {
  const shown = shownNumbers(row);
  return [...row.rationale.matchAll(FIGURE)].flatMap((match) => {
    const [whole, sign = "", digits = ""] = match;
    const end = match.index + whole.length;
    const after = row.rationale.slice(end).replace(/^\s?%?\s?/, "");
    const owners = shown.filter((number) => number.digits === digits);
    const named = owners.find(({ id }) => after.startsWith(`[${id}]`));
    const owner = named ?? (owners.length === 1 ? owners[0] : undefined);
    if (owner === undefined || isMinus(owner.sign) !== isMinus(sign)) return [];
    const hasId = named !== undefined;
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

/** Whether a sign is minus, in either writing. */
export function isMinus(sign: string): boolean {
  return sign === "-" || sign === "−";
}

/** Every figure with a decimal point, and the outcome of every case. */
export function shownNumbers({ figures, cases }: ReasonedRow): readonly ShownNumber[] {
  return [
    ...figures.map(({ id, shown }) => ({ id, text: shown ?? "" })),
    ...cases.map(({ outcome }, i) => {
      const sign = outcome > 0 ? "+" : "";
      return { id: `c${i + 1}`, text: `${sign}${(outcome * 100).toFixed(2)} %` };
    }),
  ].flatMap(({ id, text }) => {
    const [, sign = "", digits] = /([+\-−]?)(\d+\.\d+)/.exec(text) ?? [];
    return digits === undefined ? [] : [{ id, text, sign, digits }];
  });
}
