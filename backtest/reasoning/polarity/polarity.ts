/** Which side the words of a rationale take, whatever the decision says. */
import { clausesOf } from "./clauses.ts";
import { isLeadIn, readClause } from "./signals.ts";

/** Which side the words take. */
export interface Polarity {
  /** Null when they take none, or both. */
  readonly side: -1 | 1 | null;
  /** The words that tell, as they stand. */
  readonly words: readonly {
    readonly start: number;
    readonly text: string;
    readonly side: -1 | 1;
  }[];
}

/** How much must be left on one side, more where the text declines to take one, and which part of all that is said. */
const LEAST = 2;
const LEAST_WHEN_UNDECIDED = 3;
const MARGIN = 0.5;
/** What the last sentence says counts so much more. */
const LAST_GAIN = 1.3;

/**
 * Reads clause by clause which side the words take: a decision ("I would not buy", "Short.") weighs most, then a
 * forecast, a saying of traders or a reading of the tape ("each bounce is sold"), then the tone; what follows a "but" or
 * stands last weighs more, what others say and what happened to cases less. Told only where one side clearly outweighs
 * the other. Nothing is read from questions, quotes, conditions, concessions, figures or mere motion near figures, nor
 * irony, pronouns, or arguments from what did not happen: there the side is null.
 *
 * On 120 rationales by a writer who had seen none of this, at the first reading: 54 % told right, 5 % wrong, 40 %
 * untold. After it was corrected on them: FIGURES.
 */
export function polarityOf(rationale: string): Polarity {
  const clauses = clausesOf(rationale);
  const readings = clauses.map((clause, i) => {
    const before = clauses[i - 1];
    return readClause(clause, before !== undefined && isLeadIn(before));
  });
  const signals = readings.flatMap((reading, i) => {
    const gain = clauses[i]?.isLast === true ? LAST_GAIN : 1;
    return reading.signals.map((signal) => ({ ...signal, weight: signal.weight * gain }));
  });
  const sum = signals.reduce((total, { side, weight }) => total + side * weight, 0);
  const all = signals.reduce((total, { weight }) => total + weight, 0);
  const isUndecided = readings.some(({ undecided }) => undecided);
  const least = Math.max(isUndecided ? LEAST_WHEN_UNDECIDED : LEAST, MARGIN * all);
  const words = signals
    .filter(({ weight }) => weight > 0)
    .map(({ start, length, side }) => ({
      start,
      text: rationale.slice(start, start + length),
      side,
    }));
  return { side: Math.abs(sum) < least ? null : sum > 0 ? 1 : -1, words };
}
