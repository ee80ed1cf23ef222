/** What a row's input says, fact by fact: one number under an id each. */
import { findQuantities } from "./quantities.ts";
import type { FigureUnit, ReasonedRow } from "./reasoned-row.ts";

/** One number that was shown. */
export interface Fact {
  readonly id: string;
  /** Which of an id's numbers it is: a case has four. */
  readonly aspect: "value" | "bars ago" | "similarity" | "label";
  readonly value: number;
  /** The value as rounded for showing, in the same unit; null where that is not known. */
  readonly shown: number | null;
  readonly unit: FigureUnit;
}

/** Facts of a row: its figures, and of each case what followed, how long ago, how similar, and its label. */
export function factsOf({
  figures,
  cases,
}: Pick<ReasonedRow, "figures" | "cases">): readonly Fact[] {
  const shownFigures = figures.flatMap(({ id, shown, value, unit }) =>
    value === null
      ? []
      : [
          {
            id,
            aspect: "value",
            value,
            shown: shown === null ? null : readShown(shown),
            unit,
          } as const,
        ],
  );
  const ids = new Set(shownFigures.map(({ id }) => id));
  const stored = cases.flatMap((found, i): readonly Fact[] => {
    const id = `c${i + 1}`;
    const fact = (
      aspect: Fact["aspect"],
      value: number,
      unit: FigureUnit,
      digits: number,
    ): Fact => ({
      id,
      aspect,
      value,
      shown: Number(value.toFixed(digits)),
      unit,
    });
    return [
      ...(ids.has(id) ? [] : [fact("value", found.outcome, "fraction", 4)]),
      fact("bars ago", found.barsAgo, "bars", 0),
      fact("similarity", found.similarity, "number", 2),
      ...(found.label === null ? [] : [fact("label", found.label, "number", 0)]),
    ];
  });
  return [...shownFigures, ...stored];
}

function readShown(shown: string): number | null {
  return findQuantities(shown)[0]?.value ?? null;
}
