/** Analysts' reports, features and cases for tests of nodes. */
import { FEATURES } from "../../data/features/catalogue.ts";
import type { FeatureSet } from "../../data/features/feature-set.ts";
import type { RetrievedCase } from "../../data/vocabulary.ts";
import type { AnalystReport, Opinion } from "../../nodes/channels.ts";

/** A feature set of row 9 with these values; all others are in warm-up. */
export function featuresWith(values: Readonly<Record<string, number>>): FeatureSet {
  return {
    row: 9,
    features: FEATURES.map(({ name }) => {
      const value = values[name] ?? null;
      return { name, value, absence: value === null ? "warm-up" : null };
    }),
    scaled: [],
  };
}

/** Cases with these outcomes, the first the most similar. */
export function casesOf(...outcomes: readonly number[]): readonly RetrievedCase[] {
  return outcomes.map((outcome, i) => ({
    row: 5 - i,
    similarity: 0.9 - i / 10,
    barsAgo: 4 + i,
    outcome,
    label: i === 0 ? 1 : null,
  }));
}

/** A report with an opinion that cites nothing. */
export function reportOf(score: number, confidence: number): AnalystReport {
  const stance: Opinion["stance"] = score < 0 ? "bearish" : "bullish";
  return {
    opinion: { stance, score, confidence, cited: [] },
    reason: null,
    quotes: [],
    evidence: [],
  };
}

/** A report without an opinion. */
export const SILENT: AnalystReport = { opinion: null, reason: "no news", quotes: [], evidence: [] };
