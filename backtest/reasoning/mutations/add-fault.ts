/** Adds a false sentence to a rationale: for faults that its own words have no place for. */
import type { Random } from "../../../data/random.ts";
import type { ReasonedRow } from "../reasoned-row.ts";
import { falseDigits, hasSign } from "./false-value.ts";
import type { RowMutation } from "./mutation.ts";
import { type ShownNumber, isMinus, shownDigits, shownNumbers } from "./places.ts";

type Say<T> = readonly ((what: T) => string)[];

const DATED: Say<number> = [
  (year) => ` The close of 3 March ${year} confirms it.`,
  (year) => ` By ${year}-03-03 the move had run its course.`,
  (year) => ` It went the same way on March 3, ${year}.`,
];
const FOREIGN: Say<number> = [
  (number) => ` Case c${number} says the same.`,
  (number) => ` [c${number}] agrees.`,
];

/**
 * The row with one false sentence behind its rationale.
 * @returns null where nothing was shown to tell falsely, and for a swapped side, which is not told by a sentence
 */
export function addFault(kind: RowMutation, row: ReasonedRow, random: Random): ReasonedRow | null {
  const sentence = falseSentence(kind, row, random);
  if (sentence === null) return null;
  const stop = /[.!?]\s*$/.test(row.rationale) ? "" : ".";
  return { ...row, rationale: row.rationale + stop + sentence };
}

function falseSentence(kind: RowMutation, row: ReasonedRow, random: Random): string | null {
  if (kind === "swapped polarity") return null;
  if (kind === "future date") {
    const years = (row.inputText.match(/\b20\d\d\b/g) ?? ["2030"]).map(Number);
    return random.pick(DATED)(Math.max(...years) + 1 + random.below(3));
  }
  if (kind === "foreign case") {
    return random.pick(FOREIGN)(row.cases.length + 1 + random.below(6));
  }
  const isOfCase = kind === "wrong case outcome";
  const shown = shownNumbers(row).filter(({ id, digits }) =>
    kind === "flipped sign" ? Number(digits) !== 0 && hasSign(id) : /^c\d+$/.test(id) === isOfCase,
  );
  if (shown.length === 0) return null;
  const number = random.pick(shown);
  const text = kind === "flipped sign" ? flipped(number) : otherThan(number, row, random);
  return text === null ? null : ` [${number.id}] stands at ${text}.`;
}

function flipped({ text, sign, digits }: ShownNumber): string {
  return text.replace(sign + digits, (isMinus(sign) ? "+" : "-") + digits);
}

function otherThan({ text, digits }: ShownNumber, row: ReasonedRow, random: Random): string | null {
  const other = falseDigits(digits, shownDigits(row), random);
  return other === null ? null : text.replace(digits, other);
}
