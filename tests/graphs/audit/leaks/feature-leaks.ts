/** Faults in features: windows, scalings and fillings that reach into later rows. */
import type { MarketRow } from "../../../../data/row.ts";
import { makeExtractFeatures } from "../../../../nodes/extract-features.ts";
import {
  type PlantedLeak,
  closesOf,
  deviation,
  mean,
  withFeature,
  withNodes,
} from "./planted-leak.ts";

export const FEATURE_LEAKS: readonly PlantedLeak[] = [
  {
    name: "z-score over the whole file",
    caughtBy: ["truncation", "perturbation", "unknowable", "warm-up"],
    build: ({ data }) => {
      const closes = closesOf(data.rows);
      const [centre, spread] = [mean(closes), deviation(closes)];
      return withFeature("close_z", (view) => (view.current().close - centre) / (spread || 1));
    },
  },
  {
    name: "centred window",
    caughtBy: ["truncation", "perturbation", "unknowable"],
    build: ({ data }) =>
      withFeature("smoothed", ({ asOf }) =>
        mean(closesOf(data.rows.slice(Math.max(0, asOf - 3), asOf + 4))),
      ),
  },
  {
    name: "empty cells filled backwards",
    caughtBy: ["truncation", "perturbation", "canaries"],
    build: ({ data }) => {
      const filled = backfilled(data.rows);
      return withFeature("mood", ({ asOf }) => filled[asOf] ?? null);
    },
  },
  {
    name: "day's high, later bars included",
    caughtBy: ["truncation", "perturbation", "unknowable"],
    build: ({ data }) => {
      return withFeature("below_high", ({ asOf }) => {
        const own = data.rows[asOf];
        const peers = data.rows.filter((row) => own !== undefined && dayOf(row) === dayOf(own));
        return (own?.observation.close ?? 0) / Math.max(...closesOf(peers)) - 1;
      });
    },
  },
  {
    name: "scaler fitted on all rows",
    caughtBy: ["truncation", "perturbation", "warm-up"],
    build: ({ data }) => {
      const volumes = data.rows.map(({ observation }) => observation.volume ?? 0);
      const [centre, spread] = [mean(volumes), deviation(volumes)];
      const extract = makeExtractFeatures();
      return withNodes({
        extractFeatures: async (view) => {
          const made = await extract(view);
          const scaled = ((view.current().volume ?? 0) - centre) / (spread || 1);
          return {
            ...made,
            features: { ...made.features, scaled: [...made.features.scaled, scaled] },
          };
        },
      });
    },
  },
  {
    name: "own label in the prompt",
    caughtBy: ["unknowable"],
    build: ({ data }) => withFeature("signal", ({ asOf }) => data.rows[asOf]?.label ?? null),
  },
  {
    name: "labels without embargo",
    caughtBy: ["unknowable"],
    build: ({ data }) =>
      withFeature("past_signals", ({ asOf }) =>
        asOf < 3 ? null : mean(data.rows.slice(asOf - 3, asOf).map(({ label }) => label ?? 0)),
      ),
  },
];

function dayOf({ observation }: MarketRow): number {
  return Math.floor(observation.timeMs / 86_400_000);
}

function backfilled(rows: readonly MarketRow[]): readonly (number | null)[] {
  return rows.map((_, at) => {
    const next = rows.slice(at).find(({ observation }) => observation.sentimentIndex !== null);
    return next?.observation.sentimentIndex ?? null;
  });
}
