/** Every feature: its name, unit, warm-up and formula. Prompts, traces and case vectors all read this list. */
import type { NumberField } from "../row.ts";
import {
  type FeatureWindow,
  MIN_MOMENT_BARS,
  differences,
  lastChange,
  pastZScore,
} from "./feature-window.ts";
import { drawdownFromHigh, lastEma, lastRsi, sampleDeviation } from "./indicators.ts";

/** Unit of a feature's value. `deviations` are standard deviations of the past. */
export type FeatureUnit = "fraction" | "points" | "deviations" | "minutes" | "ratio";

export interface FeatureSpec {
  readonly name: string;
  readonly unit: FeatureUnit;
  /** What it says, for prompts and tables. */
  readonly meaning: string;
  /** Bars needed up to and including the row; under these the feature is in warm-up. */
  readonly requiredBars: number;
  /** Optional columns it is computed from. */
  readonly inputs: readonly NumberField[];
  /** Value at the window's row; null where undefined. */
  readonly compute: (window: FeatureWindow) => number | null;
  /** Dimensionless value for case vectors, scaled by past moments; absent for features that stay out of them. */
  readonly scale?: (value: number, window: FeatureWindow) => number | null;
}

const inDeviations =
  (bars: number) =>
  (value: number, { volatility }: FeatureWindow): number | null =>
    volatility === null ? null : value / (volatility * Math.sqrt(bars));

const asIs = (value: number): number => value;

function pastReturn(bars: number): FeatureSpec {
  return {
    name: `return_${bars}`,
    unit: "fraction",
    meaning: bars === 1 ? "return over the last bar" : `return over the last ${bars} bars`,
    requiredBars: bars + 1,
    inputs: [],
    compute: ({ closes }) => ratioToLast(closes, closes.at(-1 - bars)),
    scale: inDeviations(bars),
  };
}

function zScore(name: string, meaning: string, field: NumberField): FeatureSpec {
  return {
    name,
    unit: "deviations",
    meaning,
    requiredBars: MIN_MOMENT_BARS + 1,
    inputs: [field],
    compute: (window) => pastZScore(window.series(field)),
    scale: asIs,
  };
}

function changeZScore(name: string, meaning: string, field: NumberField): FeatureSpec {
  return {
    ...zScore(name, meaning, field),
    requiredBars: MIN_MOMENT_BARS + 2,
    compute: (window) => pastZScore(differences(window.series(field))),
  };
}

function level(
  name: string,
  unit: FeatureUnit,
  meaning: string,
  field: NumberField,
  scale?: (value: number) => number,
): FeatureSpec {
  return {
    name,
    unit,
    meaning,
    requiredBars: 1,
    inputs: [field],
    compute: (window) => window.series(field).at(-1) ?? null,
    ...(scale && { scale }),
  };
}

function change(name: string, unit: FeatureUnit, meaning: string, field: NumberField): FeatureSpec {
  return {
    name,
    unit,
    meaning,
    requiredBars: 2,
    inputs: [field],
    compute: (window) => lastChange(window.series(field)),
  };
}

function ratioToLast(closes: readonly number[], base: number | null | undefined): number | null {
  const latest = closes.at(-1);
  return latest === undefined || base === undefined || base === null ? null : latest / base - 1;
}

/** All features, in the order in which prompts show them. */
export const FEATURES: readonly FeatureSpec[] = [
  pastReturn(1),
  pastReturn(3),
  pastReturn(6),
  pastReturn(12),
  {
    name: "ema_3_over_7",
    unit: "fraction",
    meaning: "EMA(3) of the close over EMA(7), minus 1",
    requiredBars: 7,
    inputs: [],
    compute: ({ closes }) => {
      const [fast, slow] = [lastEma(closes, 3), lastEma(closes, 7)];
      return fast === null || slow === null ? null : fast / slow - 1;
    },
    scale: inDeviations(1),
  },
  {
    name: "close_over_ema_12",
    unit: "fraction",
    meaning: "close over its EMA(12), minus 1",
    requiredBars: 12,
    inputs: [],
    compute: ({ closes }) => ratioToLast(closes, lastEma(closes, 12)),
    scale: inDeviations(3),
  },
  {
    name: "rsi_14",
    unit: "points",
    meaning: "Wilder's RSI over 14 bars, 0 to 100",
    requiredBars: 15,
    inputs: [],
    compute: ({ closes }) => lastRsi(closes, 14),
    scale: (value) => (value - 50) / 15,
  },
  {
    name: "volatility_12",
    unit: "fraction",
    meaning: "sample deviation of the last 12 one-bar returns",
    requiredBars: 13,
    inputs: [],
    compute: ({ returns }) => (returns.length < 12 ? null : sampleDeviation(returns.slice(-12))),
    scale: (value, { volatility }) =>
      volatility === null || value <= 0 ? null : Math.log(value / volatility),
  },
  {
    name: "drawdown_48",
    unit: "fraction",
    meaning: "close against the highest close of the last 48 bars, minus 1",
    requiredBars: 2,
    inputs: [],
    compute: ({ closes }) => drawdownFromHigh(closes.slice(-48)),
    scale: inDeviations(48),
  },
  {
    name: "volume_change",
    unit: "fraction",
    meaning: "change of daily volume over the last bar",
    requiredBars: 2,
    inputs: ["volume"],
    compute: (window) => {
      const [previous, latest] = window.series("volume").slice(-2);
      return previous && typeof latest === "number" ? latest / previous - 1 : null;
    },
  },
  changeZScore("volume_change_z", "volume change, in deviations of past changes", "volume"),
  zScore("volume_z", "daily volume, in deviations of the past 48 bars", "volume"),
  level("mvrv_momentum", "ratio", "MVRV momentum", "mvrvMomentum"),
  change("mvrv_change", "ratio", "change of MVRV momentum over the last bar", "mvrvMomentum"),
  changeZScore("mvrv_change_z", "MVRV change, in deviations of past changes", "mvrvMomentum"),
  zScore("mvrv_z", "MVRV momentum, in deviations of the past 48 bars", "mvrvMomentum"),
  level(
    "sentiment_index",
    "points",
    "upstream fear-and-greed index, 0 fear to 100 greed",
    "sentimentIndex",
    (value) => (value - 50) / 15,
  ),
  change("sentiment_change", "points", "change of the index over the last bar", "sentimentIndex"),
  level(
    "intensity",
    "points",
    "upstream emotional intensity, 0 to 10",
    "intensity",
    (value) => (value - 5) / 2,
  ),
  change("intensity_change", "points", "change of intensity over the last bar", "intensity"),
  {
    name: "minutes_elapsed",
    unit: "minutes",
    meaning: "time since the bar before",
    requiredBars: 2,
    inputs: [],
    compute: ({ minutesSincePrevious }) => minutesSincePrevious,
  },
];
