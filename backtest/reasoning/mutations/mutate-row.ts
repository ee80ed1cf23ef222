/** Falsifies a rationale as it was written, one planted fault at a time. */
import type { Random } from "../../../data/random.ts";
import { polarityOf } from "../polarity.ts";
import type { ReasonedRow } from "../reasoned-row.ts";
import { falseValue, hasSign } from "./false-value.ts";
import type { Mutation } from "./mutation.ts";
import { type FigurePlace, casePlaces, figurePlaces, shownDigits } from "./places.ts";

/** Faults that can be planted in any text. An invented event needs words that only who knows the text's kind can find. */
export const ROW_MUTATIONS = [
  "wrong number",
  "flipped sign",
  "foreign case",
  "wrong case outcome",
  "future date",
  "swapped polarity",
] as const satisfies readonly Mutation[];
export type RowMutation = (typeof ROW_MUTATIONS)[number];

/** What an added sentence says of a date. */
const DATED: readonly ((year: number) => string)[] = [
  (year) => ` The close of 3 March ${year} bears this out.`,
  (year) => ` By ${year}-03-03 the move had run its course.`,
  (year) => ` It went the same way on March 3, ${year}.`,
];

/**
 * The row with one fault of this kind. Numbers and cases are falsified only where the text quotes what was shown, so
 * that what stood there is known to be true and what stands there now to be false. A side is swapped by turning the
 * decision against words that are its own.
 * @returns null where the rationale has no place for the fault
 */
export function mutateRow(kind: RowMutation, row: ReasonedRow, random: Random): ReasonedRow | null {
  if (kind === "swapped polarity") return turned(row);
  if (kind === "future date") {
    const years = (row.inputText.match(/\b20\d\d\b/g) ?? ["2030"]).map(Number);
    const year = Math.max(...years) + 1 + random.below(3);
    return { ...row, rationale: row.rationale + random.pick(DATED)(year) };
  }
  const options = rewritings(kind, row, random).filter(
    ({ start, end, text }) => text !== row.rationale.slice(start, end),
  );
  if (options.length === 0) return null;
  const { start, end, text } = random.pick(options);
  return { ...row, rationale: row.rationale.slice(0, start) + text + row.rationale.slice(end) };
}

/** The opposite decision for the same words; null unless the words take the decision's side. */
function turned(row: ReasonedRow): ReasonedRow | null {
  const { action, score, rationale } = row;
  if (action === null || polarityOf(rationale).side !== action) return null;
  return { ...row, action: action === 1 ? -1 : 1, score: score === null ? null : -score };
}

interface Rewriting {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function rewritings(
  kind: Exclude<RowMutation, "swapped polarity" | "future date">,
  row: ReasonedRow,
  random: Random,
): readonly Rewriting[] {
  if (kind === "foreign case") {
    return casePlaces(row).map(({ start, end }) => ({
      start,
      end,
      text: String(row.cases.length + 1 + random.below(6)),
    }));
  }
  const places = figurePlaces(row);
  if (kind === "flipped sign") {
    return places.filter(canFlip).map((place) => rewriting(place, flipped(place), place.digits));
  }
  const taken = shownDigits(row);
  return places
    .filter(({ id }) => /^c\d+$/.test(id) === (kind === "wrong case outcome"))
    .map((place) => rewriting(place, place.sign, otherDigits(place.digits, random)))
    .filter(({ digits }) => !taken.has(digits));
}

/** Without a sign of its own a number may take it from the words around it, unless its id stands right behind. */
function canFlip({ sign, digits, id, hasId }: FigurePlace): boolean {
  return Number(digits) !== 0 && hasSign(id) && (sign !== "" || hasId);
}

function flipped({ sign }: FigurePlace): string {
  return sign === "-" || sign === "−" ? "+" : "-";
}

function otherDigits(digits: string, random: Random): string {
  const decimals = digits.length - 1 - digits.indexOf(".");
  const value = Number(digits);
  const step = 10 ** -decimals;
  // Of 0 no other value has the same sign.
  return (value === 0 ? 5 * step : falseValue(value, step, random)).toFixed(decimals);
}

function rewriting({ start, end }: FigurePlace, sign: string, digits: string) {
  return { start, end, text: sign + digits, digits };
}
