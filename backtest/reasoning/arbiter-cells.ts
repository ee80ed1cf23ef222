/** The decision against the analysts: whom it follows, and how often each way of deciding was right. */
import { type Share, shareOf } from "../recall/luck.ts";
import type { AnalystView, ReasonedRow } from "./reasoned-row.ts";

/**
 * How a decision stands to the analysts' scores. A score of 0, or no opinion, takes no side. `agrees`: two or more take
 * this side and none the other; `follows the only one`: one takes this side, none the other; `sides with one`: they
 * differ; `overrides all`, `overrides the only one`: those that take a side take the other; `alone`: none takes one.
 */
const ARBITER_CELLS = [
  "agrees",
  "follows the only one",
  "sides with one",
  "overrides all",
  "overrides the only one",
  "alone",
] as const;
export type ArbiterCell = (typeof ARBITER_CELLS)[number];

/** Rows of one cell. */
export interface CellFigures {
  readonly cell: ArbiterCell;
  /** The analyst whose side was taken where two differ; null elsewhere. */
  readonly with: string | null;
  readonly rows: number;
  /** Decisions with the sign of the return that followed; rows without a known move are left out. */
  readonly right: Share;
}

/** The cell of one decision. */
export function cellOf(
  action: -1 | 1,
  views: readonly AnalystView[],
): { readonly cell: ArbiterCell; readonly with: string | null } {
  const sided = views.filter(({ score }) => score !== 0);
  const [first, ...others] = sided.filter(({ score }) => Math.sign(score) === action);
  const against = sided.length - (first ? 1 + others.length : 0);
  if (sided.length === 0) return { cell: "alone", with: null };
  if (!first) return { cell: against > 1 ? "overrides all" : "overrides the only one", with: null };
  if (against > 0) return { cell: "sides with one", with: first.name };
  return others.length > 0
    ? { cell: "agrees", with: null }
    : { cell: "follows the only one", with: first.name };
}

/** Decided rows by cell, in the order of the cells; cells without rows are left out. */
export function arbiterCells(
  rows: readonly Pick<ReasonedRow, "action" | "views" | "outcome">[],
): readonly CellFigures[] {
  const placed = rows.flatMap(({ action, views, outcome }) =>
    action === null ? [] : [{ ...cellOf(action, views), action, outcome }],
  );
  return ARBITER_CELLS.flatMap((cell) => {
    const inCell = placed.filter((row) => row.cell === cell);
    const names = [...new Set(inCell.map((row) => row.with))].toSorted((a, b) =>
      (a ?? "") < (b ?? "") ? -1 : 1,
    );
    return names.map((name) => {
      const own = inCell.filter((row) => row.with === name);
      const moved = own.filter(({ outcome }) => outcome !== null && outcome !== 0);
      const right = moved.filter(({ action, outcome }) => Math.sign(outcome ?? 0) === action);
      return { cell, with: name, rows: own.length, right: shareOf(right.length, moved.length) };
    });
  });
}
