/** Small histories for retrieval tests. */
import type { FeatureSet } from "../../data/features/feature-set.ts";
import { MarketHistory, type MaturityRule, type PointInTimeView } from "../../data/history.ts";
import type { Label, MarketRow, Observation } from "../../data/row.ts";

/** What a test says about a row; the rest is missing. */
export interface RowSketch {
  readonly close: number;
  readonly mvrvMomentum?: number | null;
  readonly summary?: string | null;
  readonly keyFactors?: string | null;
  readonly label?: Label | null;
}

export function observationOf(row: number, sketch: RowSketch): Observation {
  return {
    row,
    timeMs: row * 600_000,
    close: sketch.close,
    mvrvMomentum: sketch.mvrvMomentum ?? null,
    volume: null,
    summary: sketch.summary ?? null,
    newsPrediction: "never to be embedded",
    sentiment: null,
    sentimentIndex: null,
    keyFactors: sketch.keyFactors ?? null,
    dominantEmotions: null,
    dominantSentiment: null,
    intensity: null,
    psychology: null,
  };
}

export function historyOf(sketches: readonly RowSketch[], maturity: MaturityRule): MarketHistory {
  return new MarketHistory(
    sketches.map((sketch, row): MarketRow => ({
      observation: observationOf(row, sketch),
      label: sketch.label ?? null,
    })),
    maturity,
  );
}

/** Two features: momentum as it stands, and the last return in hundredths. */
export function featuresOf(view: PointInTimeView): FeatureSet {
  const [before, now] = view.closes(2);
  const lastReturn = before === undefined || now === undefined ? null : 100 * (now / before - 1);
  return {
    row: view.asOf,
    features: [],
    scaled: [view.current().mvrvMomentum, lastReturn],
  };
}
