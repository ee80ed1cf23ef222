/** The trivial rules that any agent has to beat, each deciding from the point-in-time view alone. */
import type { MarketHistory, PointInTimeView } from "../data/history.ts";
import { makeEmaCross } from "./ema-cross.ts";

/** A rule that turns a history into one position a row. */
export interface Rule {
  /** snake_case; its key in `metrics.json`. */
  readonly name: string;
  /** One clause saying what it does. */
  readonly explain: string;
  /** One position a row, -1, 0 or 1; that of row t depends on what was known at its close. */
  readonly positions: (history: MarketHistory) => Float64Array;
}

/** What a rule says at one row; null or 0 keeps the position of the row before (0 at the start). */
type Opinion = (view: PointInTimeView) => number | null;

const MOMENTUM_BARS = 12;

/** All of them, in the order reports show them. */
export const RULES: readonly Rule[] = [
  makeRule("always_long", "holds long throughout", () => () => 1),
  makeRule("always_short", "holds short throughout", () => () => -1),
  makeRule(
    "previous_signal",
    "repeats the latest label known by then",
    () => (view) =>
      view.asOf < view.labelLagBars ? null : view.label(view.asOf - view.labelLagBars),
  ),
  makeRule(
    "momentum",
    `follows the sign of the past ${MOMENTUM_BARS}-bar return`,
    () => (view) =>
      view.asOf < MOMENTUM_BARS
        ? null
        : view.current().close - view.bar(view.asOf - MOMENTUM_BARS).close,
  ),
  makeRule("ema_3_over_7", "long while the 3-bar EMA is above the 7-bar EMA, short below", () => {
    const cross = makeEmaCross(3, 7);
    return (view) => cross(view.current().close);
  }),
  makeRule(
    "mvrv_momentum_sign",
    "follows the sign of mvrv_btc_momentum",
    () => (view) => view.current().mvrvMomentum,
  ),
];

/** A rule from what it says at each row, asked in row order of a view as of that row. */
export function makeRule(name: string, explain: string, makeOpinion: () => Opinion): Rule {
  return {
    name,
    explain,
    positions: (history) => {
      const opinion = makeOpinion();
      let position = 0;
      return Float64Array.from({ length: history.length }, (_, row) => {
        position = Math.sign(opinion(history.asOf(row)) ?? 0) || position;
        return position;
      });
    },
  };
}
