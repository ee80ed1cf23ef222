/** A rationale cut at its judged numbers. */
import type { JudgedNumber } from "../../../backtest/reasoning/number-verdict.ts";

/** Words, or a number with what was judged of it. */
export interface RationalePart {
  readonly text: string;
  readonly judged: JudgedNumber | null;
}

/** The whole rationale in order; a number that does not stand where it was judged stays plain. */
export function rationaleParts(
  rationale: string,
  numbers: readonly JudgedNumber[],
): readonly RationalePart[] {
  const parts: RationalePart[] = [];
  let at = 0;
  const upTo = (end: number): void => {
    if (end > at) parts.push({ text: rationale.slice(at, end), judged: null });
  };
  for (const judged of numbers.toSorted((a, b) => a.start - b.start)) {
    const end = judged.start + judged.text.length;
    if (judged.start < at || rationale.slice(judged.start, end) !== judged.text) continue;
    upTo(judged.start);
    parts.push({ text: judged.text, judged });
    at = end;
  }
  upTo(rationale.length);
  return parts;
}
