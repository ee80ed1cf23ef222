/** English phrases of the upstream forecast: outlooks, parallels, confidence, headlines for mixed news. */
import type { Tone } from "../mood.ts";

/** What the forecast expects. Clauses without a full stop. */
export const OUTLOOKS: Record<Tone, readonly string[]> = {
  down: [
    "The next sessions are likely to bring more selling before a base forms",
    "Further weakness is probable while these pressures last",
    "A recovery would need a new source of demand, and none is in sight",
    "Unless buyers appear soon, the path of least resistance points lower",
  ],
  mixed: [
    "The forces roughly cancel out, so a wide range is more likely than a trend",
    "A clear direction may have to wait for the next piece of hard news",
    "Sharp moves both ways are likely, with little net change",
    "The balance could tip either way, and small positions look wise",
  ],
  up: [
    "Demand should stay firm over the next sessions as long as this continues",
    "Further gains are probable, with the odd pause on the way",
    "The balance of evidence favours a gradual advance",
    "If the trend in demand holds, higher levels come within reach",
  ],
};

/** Earlier times that looked alike, in general terms. */
export const PARALLELS: Record<Tone, readonly string[]> = {
  down: [
    "Two cycles ago, a similar mix of forced selling and scarce buyers went on for weeks before prices settled",
    "In an earlier downturn, the first bounce failed, and the low came only after leverage was gone",
    "A comparable scare some years back cost the market a fifth of its value before cooler heads returned",
    "When conditions last looked like this, the selling ended only after the weakest holders had left",
    "A previous loss of confidence of this kind fed on itself for days and then ended abruptly",
  ],
  mixed: [
    "In the middle of an earlier cycle, good and bad reports alternated for a month and prices ended where they began",
    "A similar standoff two years earlier was settled by a policy decision that few had expected",
    "Past stretches of contradictory news brought false starts in both directions",
    "When signals last clashed like this, patience paid better than conviction",
  ],
  up: [
    "Two cycles ago, the same blend of new demand and scarce supply came before a long advance",
    "In an earlier recovery, quiet accumulation went on for weeks before the public noticed",
    "A comparable turn in policy some years back opened a season of steady gains",
    "When conditions last looked like this, shallow pullbacks were bought for two months",
    "A previous wave of new users began in much the same way and lasted for several seasons",
  ],
};

/** Why the forecast is as sure as it says. */
export const CONFIDENCE_REASONS: readonly string[] = [
  "The sources agree with one another, though none can time the move",
  "Several independent reports support the reading, and past episodes fit it",
  "The evidence is consistent, but a single announcement could change it",
  "Flows and behaviour tell the same story; the size of the effect is less certain",
  "The pattern is familiar, even if every episode has its own length",
  "The main risk to this view is news from outside the industry",
];

/** Title-case headlines for news that points both ways. Slots: {good}, {bad} (topic titles). */
export const MIXED_HEADLINES: readonly string[] = [
  "Traders Split Over {good} and {bad}",
  "Mixed Signals From {good} and {bad}",
  "Bitcoin Caught Between {bad} and {good}",
  "No Clear Answer for Bitcoin Between {good} and {bad}",
  "Market Weighs {good} Against {bad}",
];
