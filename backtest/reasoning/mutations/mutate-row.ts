/** Falsifies a rationale as it was written, one planted fault at a time. */
import type { Random } from "../../../data/random.ts";
import { polarityOf } from "../polarity/polarity.ts";
import type { ReasonedRow } from "../reasoned-row.ts";
import { addFault } from "./add-fault.ts";
import { falseDigits, hasSign } from "./false-value.ts";
import type { RowMutation } from "./mutation.ts";
import { type FigurePlace, casePlaces, figurePlaces, isMinus, shownDigits } from "./places.ts";

/**
 * The row with one fault of this kind. Numbers and cases are falsified only where the text quotes what was shown, so
 * that what stood there is known to be true and what stands there now to be false. A side is swapped by turning the
 * decision against words that are its own.
 * @returns null where the rationale has no place for the fault
 */
export function mutateRow(kind: RowMutation, row: ReasonedRow, random: Random): ReasonedRow | null {
  if (kind === "swapped polarity") return turned(row);
  // No text quotes a date that could be changed where it is not shown one: it is always added.
  if (kind === "future date") return addFault(kind, row, random);
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
    .flatMap((place) => {
      const digits = falseDigits(place.digits, taken, random);
      return digits === null ? [] : [rewriting(place, place.sign, digits)];
    });
}

/** Without a sign of its own a number may take it from the words around it, unless its id stands right behind. */
function canFlip({ sign, digits, id, hasId }: FigurePlace): boolean {
  return Number(digits) !== 0 && hasSign(id) && (sign !== "" || hasId);
}

function flipped({ sign }: FigurePlace): string {
  return isMinus(sign) ? "+" : "-";
}

function rewriting({ start, end }: FigurePlace, sign: string, digits: string): Rewriting {
  return { start, end, text: sign + digits };
}
