/** Rules of known truth for controls; on no leaderboard, since the one is a coin and the other reads a planted edge. */
import { type Rule, makeRule } from "./rules.ts";

/**
 * Follows the bar that has just ended. Where prices are a martingale it is right half of the time; acting one bar
 * early it is right at every bar, whatever the prices.
 */
export const LAST_MOVE: Rule = makeRule(
  "last_move",
  "follows the sign of the last bar's return",
  () => (view) => (view.asOf < 1 ? null : view.current().close - view.bar(view.asOf - 1).close),
);

/** Reads the regime of an edge world without error: its sentiment index lies above 50 exactly when it is up. */
export const REGIME_READER: Rule = makeRule(
  "regime_reader",
  "long while the sentiment index is above 50, short below",
  () => (view) => (view.current().sentimentIndex ?? 50) - 50,
);
