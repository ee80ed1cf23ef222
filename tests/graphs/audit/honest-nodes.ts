/** What the planted leaks might have been, done right: none of it may raise an alarm. */
import { makeExtractFeatures } from "../../../nodes/extract-features.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { type PlantedLeak, closesOf, deviation, mean, withFeature } from "./leaks/planted-leak.ts";

export const HONEST_NODES: readonly Omit<PlantedLeak, "caughtBy">[] = [
  { name: "nothing of one's own", build: () => ({ embedder: makeHashEmbedder() }) },
  {
    name: "z-score over the last 20 bars",
    build: () =>
      withFeature("close_z", (view) => {
        const closes = [...view.closes(20)];
        return (view.current().close - mean(closes)) / (deviation(closes) || 1);
      }),
  },
  {
    name: "trailing window, computed ahead for all rows",
    build: ({ data }) => {
      const closes = closesOf(data.rows);
      const smoothed = closes.map((_, at) => mean(closes.slice(Math.max(0, at - 6), at + 1)));
      return withFeature("smoothed", ({ asOf }) => smoothed[asOf] ?? null);
    },
  },
  {
    name: "empty cells filled forwards",
    build: () =>
      withFeature("mood", (view) => {
        for (let row = view.asOf; row > view.asOf - 20 && row >= 0; row -= 1) {
          const { sentimentIndex } = view.bar(row);
          if (sentimentIndex !== null) return sentimentIndex;
        }
        return null;
      }),
  },
  {
    name: "labels after their embargo",
    build: () =>
      withFeature("past_signal", (view) => {
        const row = view.asOf - view.labelLagBars;
        return row < 0 ? null : view.label(row);
      }),
  },
  {
    name: "outcomes that have matured",
    build: () =>
      withFeature("last_outcome", (view) => {
        const row = view.asOf - view.horizonBars;
        return view.hasOutcome(row) ? view.outcome(row) : null;
      }),
  },
  {
    name: "memory of its own results, kept by row",
    build: () => {
      const extract = makeExtractFeatures();
      const known = new Map<number, ReturnType<typeof extract>>();
      return {
        embedder: makeHashEmbedder(),
        nodes: {
          extractFeatures: (view) => {
            const features = known.get(view.asOf) ?? extract(view);
            known.set(view.asOf, features);
            return features;
          },
        },
      };
    },
  },
];
