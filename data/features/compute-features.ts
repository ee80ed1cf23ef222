/** Features of a row, from its point-in-time view and nothing else. */
import type { PointInTimeView } from "../history.ts";
import { FEATURES, type FeatureSpec } from "./catalogue.ts";
import type { AbsenceReason, Feature, FeatureSet } from "./feature-set.ts";
import { type FeatureWindow, readWindow } from "./feature-window.ts";

const CLIP = 4;
const SCALED = FEATURES.filter((spec) => spec.scale !== undefined);

/** Names of the components of `FeatureSet.scaled`, in order. */
export const SCALED_NAMES: readonly string[] = SCALED.map((spec) => spec.name);

/** All features as of the view's row. Depends on the last `LOOKBACK_BARS` bars only. */
export function computeFeatures(view: PointInTimeView): FeatureSet {
  const window = readWindow(view);
  const features = FEATURES.map((spec) => computeOne(spec, window));
  const values = new Map(features.map(({ name, value }) => [name, value]));
  const { timeMs, close } = view.current();
  return {
    row: view.asOf,
    bar: { timeMs, close },
    features,
    scaled: SCALED.map((spec) => scaleOne(spec, values.get(spec.name) ?? null, window)),
  };
}

/** The stand-in for switched-off features: every one absent. */
export function noFeatures(view: PointInTimeView): FeatureSet {
  return {
    row: view.asOf,
    features: FEATURES.map(({ name }) => ({ name, value: null, absence: "switched off" })),
    scaled: SCALED.map(() => null),
  };
}

function computeOne(spec: FeatureSpec, window: FeatureWindow): Feature {
  const absent = (absence: AbsenceReason): Feature => ({ name: spec.name, value: null, absence });
  if (window.closes.length < spec.requiredBars) return absent("warm-up");
  const value = spec.compute(window);
  if (value !== null && Number.isFinite(value)) return { name: spec.name, value, absence: null };
  const missing = spec.inputs.some((field) =>
    window.series(field).slice(-spec.requiredBars).includes(null),
  );
  return absent(missing ? "missing input" : "undefined");
}

function scaleOne(spec: FeatureSpec, value: number | null, window: FeatureWindow): number | null {
  const scaled = value === null ? null : (spec.scale?.(value, window) ?? null);
  return scaled === null ? null : Math.max(-CLIP, Math.min(CLIP, scaled));
}
