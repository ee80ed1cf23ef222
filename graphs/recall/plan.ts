/** Plans a probe: which rows are asked about, with which questions, and what the right answers are. */
import { sideOf } from "../../backtest/recall/close-recall.ts";
import { UsageError } from "../../data/errors.ts";
import type { MarketRow } from "../../data/row.ts";
import type { Mark } from "../../nodes/recall/answer-forms.ts";
import { drawEventOptions } from "../../nodes/recall/event-options.ts";
import {
  type RecallQuestion,
  closeQuestion,
  directionQuestion,
  eventQuestion,
} from "../../nodes/recall/questions.ts";

/** One question about one row. */
export interface PlannedQuestion<T> {
  readonly row: number;
  readonly truth: T;
  readonly question: RecallQuestion<T>;
}

/** All questions, in row order. */
export interface RecallPlan {
  readonly closes: readonly PlannedQuestion<number>[];
  readonly directions: readonly PlannedQuestion<1 | -1>[];
  readonly events: readonly PlannedQuestion<Mark>[];
  /** Rows without an event question. */
  readonly skippedEvents: number;
  /** Rows to be decided twice, with the way the close went over the horizon. */
  readonly twins: readonly { readonly row: number; readonly truth: 1 | -1 }[];
}

/** What a probe is to ask. */
export interface RecallScope {
  readonly rows: readonly MarketRow[];
  /** Rows to ask about, from (included) to (excluded). */
  readonly within: { readonly from: number; readonly to: number };
  readonly horizonBars: number;
  readonly seed: number;
  readonly asset: string;
  /** Rows to ask about, at least 1. */
  readonly questions: number;
  /** Rows to decide twice; 0 for none. */
  readonly twins: number;
}

/** Texts of an event question lie at least this many horizons from the row. */
const EVENT_GAP_HORIZONS = 4;

/**
 * Spreads rows evenly. Directions and twins keep a horizon apart, so that their outcomes do not overlap: of many rows
 * as many as fit are taken. Rows over whose horizon the close stood still are left out of both.
 * @throws UsageError when no row has an outcome within the data
 */
export function planRecall(scope: RecallScope): RecallPlan {
  const { rows, within, horizonBars, seed, asset } = scope;
  const span = { from: within.from, to: Math.min(within.to, rows.length - horizonBars) };
  if (span.from >= span.to) {
    throw new UsageError(
      `recall: expected rows with an outcome ${horizonBars} bars later, was none from row ${within.from} on`,
    );
  }
  const asked = spreadRows(span, scope.questions, 1);
  const barAt = (row: number): MarketRow["observation"] => {
    const bar = rows[row]?.observation;
    if (bar) return bar;
    throw new RangeError(`recall: expected a row below ${rows.length}, was ${row}`);
  };
  const outcomes = (count: number) =>
    spreadRows(span, count, horizonBars).flatMap((row) => {
      const truth = sideOf(barAt(row + horizonBars).close - barAt(row).close);
      return truth === null ? [] : [{ row, truth }];
    });
  const events = asked.flatMap((row) => {
    const options = drawEventOptions(rows, row, {
      gapBars: EVENT_GAP_HORIZONS * horizonBars,
      seed,
    });
    if (options === null) return [];
    const question = eventQuestion(asset, barAt(row).timeMs, options.texts);
    return [{ row, truth: options.truth, question }];
  });
  return {
    closes: asked.map((row) => {
      const { timeMs, close } = barAt(row);
      return { row, truth: close, question: closeQuestion(asset, timeMs) };
    }),
    directions: outcomes(scope.questions).map(({ row, truth }) => {
      const laterMs = barAt(row + horizonBars).timeMs;
      return { row, truth, question: directionQuestion(asset, barAt(row).timeMs, laterMs) };
    }),
    events,
    skippedEvents: asked.length - events.length,
    twins: scope.twins === 0 ? [] : outcomes(scope.twins),
  };
}

/** Rows evenly spread, ascending and at least `step` apart; fewer than `count` where no more fit, but never none. */
export function spreadRows(
  { from, to }: RecallScope["within"],
  count: number,
  step: number,
): readonly number[] {
  const span = to - from;
  const fitting = Math.min(count, Math.max(1, Math.floor(span / step)));
  return Array.from({ length: fitting }, (_, i) => from + Math.floor(((i + 0.5) * span) / fitting));
}
