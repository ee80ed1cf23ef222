/** Peeks put in on purpose: an experiment that does not catch them has no power on this data. */
import { wallClockMs } from "../../data/clock.ts";
import { LookAheadError } from "../../data/errors.ts";
import type { PointInTimeView } from "../../data/history.ts";
import { type MarketRow, TEXT_FIELDS } from "../../data/row.ts";
import type { NodeName } from "../../data/vocabulary.ts";
import type { DecisionNodes } from "../../nodes/channels.ts";
import type { RunConfig } from "../run-config.ts";
import type { ExperimentName } from "./experiment.ts";
import type { Rewire } from "./universe.ts";

/** A way in which a tired engineer might let the future in. */
export interface Peek {
  readonly name: string;
  readonly caughtBy: readonly ExperimentName[];
  /** Nodes that must be on for it, where it needs one. */
  readonly needs?: NodeName;
  /** Whether there is anything to peek at. @default always */
  readonly isThere?: (rows: readonly MarketRow[], config: RunConfig) => boolean;
  /** @param truth the dataset's rows, which no counterfactual changes */
  readonly rewire: (truth: readonly MarketRow[]) => Rewire;
}

/** A peek in place of the first feature's value. */
function inFeature(
  value: (view: PointInTimeView, rows: readonly MarketRow[]) => number | null,
): Rewire {
  return (nodes, rows) => ({
    ...nodes,
    extractFeatures: async (view) => {
      const made = await nodes.extractFeatures(view);
      const [first, ...others] = made.features.features;
      if (first === undefined) return made;
      const peeked = { ...first, value: value(view, rows), absence: null };
      return { ...made, features: { ...made.features, features: [peeked, ...others] } };
    },
  });
}

function closeAt(rows: readonly MarketRow[], row: number): number | null {
  return rows[row]?.observation.close ?? null;
}

/** Tries the view first for a later bar, and makes light of the refusal. */
function refusedClose(view: PointInTimeView): number | null {
  try {
    return view.bar(view.asOf + 1).close;
  } catch (error) {
    if (error instanceof LookAheadError || error instanceof RangeError) return null;
    throw error;
  }
}

function meanClose(view: PointInTimeView): number {
  const closes = view.closes(view.asOf + 1);
  return closes.reduce((sum, close) => sum + close, 0) / closes.length;
}

/** The news of the row after, in place of the row's own. */
function withNextNews(nodes: DecisionNodes, rows: readonly MarketRow[]): DecisionNodes {
  return {
    ...nodes,
    analyzeSentiment: (input, view) => {
      const next = rows[view.asOf + 1]?.observation;
      const texts = TEXT_FIELDS.map((field) => [field, next?.[field] ?? view.current()[field]]);
      const current = { ...view.current(), ...Object.fromEntries(texts) };
      return nodes.analyzeSentiment(input, seenThrough(view, { current: () => current }));
    },
  };
}

/** A view with some of its methods replaced; its own are bound to it, since its fields are private. */
function seenThrough(view: PointInTimeView, own: Partial<PointInTimeView>): PointInTimeView {
  return {
    asOf: view.asOf,
    horizonBars: view.horizonBars,
    labelLagBars: view.labelLagBars,
    current: () => view.current(),
    bar: (row) => view.bar(row),
    closes: (count) => view.closes(count),
    hasOutcome: (row) => view.hasOutcome(row),
    outcome: (row) => view.outcome(row),
    label: (row) => view.label(row),
    back: (row) => view.back(row),
    ...own,
  };
}

/** The row before as a case, with an outcome that is not known for a horizon to come. */
function withYoungCase(nodes: DecisionNodes, rows: readonly MarketRow[]): DecisionNodes {
  return {
    ...nodes,
    retrieveCases: async (input, view) => {
      const made = await nodes.retrieveCases(input, view);
      const row = view.asOf - 1;
      const [start, end] = [closeAt(rows, row), closeAt(rows, row + view.horizonBars)];
      if (start === null || end === null) return made;
      const outcome = end / start - 1;
      const young = { row, similarity: 0.999, barsAgo: 1, outcome, label: null };
      return { ...made, cases: [young, ...made.cases] };
    },
  };
}

/** Rewires anew for each universe, so that what it counts begins at 0 in each. */
const counting: Rewire = (nodes, rows) => {
  let calls = 0;
  return inFeature(() => (calls += 1))(nodes, rows);
};

const hasNews = (rows: readonly MarketRow[]): boolean =>
  rows.some(({ observation }) => TEXT_FIELDS.some((field) => observation[field] !== null));

const AHEAD = ["truncation", "perturbation", "canaries"] as const;

/** Every experiment has one at least. */
export const PEEKS: readonly Peek[] = [
  {
    name: "next close asked of the view",
    caughtBy: ["wall"],
    rewire: () => inFeature(refusedClose),
  },
  { name: "wall clock", caughtBy: ["repeat"], rewire: () => inFeature(() => wallClockMs()) },
  {
    name: "next close",
    caughtBy: AHEAD,
    rewire: () => inFeature((view, rows) => closeAt(rows, view.asOf + 1)),
  },
  {
    name: "next news",
    caughtBy: AHEAD,
    needs: "analyzeSentiment",
    isThere: hasNews,
    rewire: () => withNextNews,
  },
  {
    name: "young case",
    caughtBy: [...AHEAD, "unknowable"],
    needs: "retrieveCases",
    // After one bar the outcome of the row before is known.
    isThere: (_rows, { horizonBars }) => horizonBars > 1,
    rewire: () => withYoungCase,
  },
  {
    name: "own label",
    caughtBy: ["unknowable"],
    rewire: () => inFeature((view, rows) => rows[view.asOf]?.label ?? null),
  },
  {
    name: "data brought along",
    caughtBy: ["detached"],
    rewire: (truth) => inFeature((view) => closeAt(truth, view.asOf)),
  },
  {
    name: "lookup by date",
    caughtBy: ["calendar"],
    rewire: (truth) => {
      const closes = new Map(
        truth.map(({ observation }) => [observation.timeMs, observation.close]),
      );
      return inFeature((view) => closes.get(view.current().timeMs) ?? null);
    },
  },
  { name: "mean since the start", caughtBy: ["warm-up"], rewire: () => inFeature(meanClose) },
  { name: "count of calls", caughtBy: ["order"], rewire: () => counting },
];
