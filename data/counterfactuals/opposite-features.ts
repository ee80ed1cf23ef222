/** Features that say the opposite: signed ones negated, scales of 0 to 100 mirrored. */
import type { FeatureSet } from "../features/feature-set.ts";

/** Features whose sign is what they say. */
const SIGNED: ReadonlySet<string> = new Set([
  "return_1",
  "return_3",
  "return_6",
  "return_12",
  "ema_3_over_7",
  "close_over_ema_12",
  "volume_change",
  "volume_change_z",
  "volume_z",
  "mvrv_momentum",
  "mvrv_change",
  "mvrv_change_z",
  "mvrv_z",
  "sentiment_change",
]);
/** Features from 0 to 100 around 50. */
const MIRRORED: ReadonlySet<string> = new Set(["rsi_14", "sentiment_index"]);

/** Features of the news. */
const OF_NEWS: ReadonlySet<string> = new Set(["sentiment_index", "sentiment_change"]);

/** All of them turned around; volatility, drawdown, intensity and time have no opposite and stay. */
export function oppositeFeatures(set: FeatureSet): FeatureSet {
  return turnedWhere(set, () => true);
}

/** Only those that are read out of the news. */
export function oppositeNewsFeatures(set: FeatureSet): FeatureSet {
  return turnedWhere(set, (name) => OF_NEWS.has(name));
}

/** Prompts read the values; the scaled form is for case vectors and stays. */
function turnedWhere(set: FeatureSet, isMeant: (name: string) => boolean): FeatureSet {
  return {
    ...set,
    features: set.features.map((feature) =>
      feature.value === null || !isMeant(feature.name)
        ? feature
        : { ...feature, value: opposite(feature.name, feature.value) },
    ),
  };
}

function opposite(name: string, value: number): number {
  if (MIRRORED.has(name)) return 100 - value;
  return SIGNED.has(name) && value !== 0 ? -value : value;
}
