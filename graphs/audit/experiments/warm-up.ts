/** Warm-up: once it is over, does it matter where the data starts? The recursive check. */
import { z } from "zod";
import { LOOKBACK_BARS } from "../../../data/features/feature-window.ts";
import type { MarketRow } from "../../../data/row.ts";
import {
  type NodeName,
  type RetrievedCase,
  retrievedCaseSchema,
} from "../../../data/vocabulary.ts";
import {
  type DecisionNodes,
  type Remark,
  analystReportSchema,
  remarkSchema,
  voteHitRateSchema,
} from "../../../nodes/channels.ts";
import { type Experiment, type Trial, clean, leak } from "../experiment.ts";
import { differenceOfValues, firstDifference } from "../first-difference.ts";
import { type Facet, type RowEvidence, embeddedInBoth } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

/** Rows compared at least. */
const MIN_ROWS = 10;
const MEANING = "with the data from its start on, and with its first rows left out";

const LEARNED = "what the classifier has learned is taken as it is on the whole data";

/**
 * Leaves out the first quarter of the data, or less where that leaves too few rows. Which cases are found depends on
 * the start, since fewer are there, and so does what their votes have been worth: a case found in both must be the
 * same to the byte, and everything after retrieval is decided on what retrieval gave on the whole data. What a
 * classifier has learned depends on the start by its nature, too: where one is the sentiment analyst, the arbiter
 * decides on its report on the whole data.
 */
export const warmUp: Experiment = async (trial) => {
  const { subject, truth, to, rewire, onRow } = trial;
  const warmUpBars = subject.warmUpBars ?? LOOKBACK_BARS;
  const dropped = Math.min(Math.floor(truth.length / 4), to - warmUpBars - MIN_ROWS);
  if (dropped < 1) {
    const why = `expected at least ${warmUpBars + MIN_ROWS + 1} rows, was ${to}`;
    return { verdict: "not run", why };
  }
  const from = Math.max(trial.from, dropped + warmUpBars);
  const found: Found = { cases: [], from: dropped + warmUpBars, isLearned: false };
  const universe = await openUniverse(subject, {
    name: `from row ${dropped}`,
    rows: truth.slice(dropped).map((row, at) => renumbered(row, at)),
    rewire: (nodes, rows) => {
      const held = withCasesOf(trial, dropped, rewire ? rewire(nodes, rows) : nodes, found);
      return withSentimentOf(trial, dropped, held, found);
    },
  });
  found.isLearned = learns(trial) && !universe.ownNodes.includes("analyzeSentiment");
  for (let row = from; row < to; row += 1) {
    const expected = numberedBack(await trial.baseline.of(row), 0);
    const was = numberedBack(await universe.decide(row - dropped), dropped);
    onRow();
    const difference =
      casesDiffer(expected, found, dropped) ?? firstDifference(embeddedInBoth(expected, was), was);
    if (difference) return leak(difference, row - from + 1, MEANING);
  }
  return clean(to - from, found.isLearned ? LEARNED : null);
};

/** What the shortened data gave by itself. */
interface Found {
  cases: readonly RetrievedCase[];
  /** Row of the whole data before which a case was in warm-up itself. */
  readonly from: number;
  /** Whether the sentiment analyst is the built-in classifier. */
  isLearned: boolean;
}

function withCasesOf(
  { baseline }: Trial,
  dropped: number,
  nodes: DecisionNodes,
  found: Found,
): DecisionNodes {
  return {
    ...nodes,
    retrieveCases: async (input, view) => {
      const {
        cases,
        remarks: _own,
        voteHitRate: _record,
        ...rest
      } = await nodes.retrieveCases(input, view);
      found.cases = cases;
      const { facets } = await baseline.of(view.asOf + dropped);
      const remarks = remarksIn(facets, "retrieveCases");
      const voteHitRate = voteHitRateIn(facets);
      return {
        ...rest,
        cases: casesIn(facets),
        ...(voteHitRate !== undefined && { voteHitRate }),
        ...(remarks && { remarks }),
      };
    },
  };
}

function learns({ subject: { config } }: Trial): boolean {
  return config.sentimentBy === "classifier" && !config.without.includes("analyzeSentiment");
}

/** Where the sentiment is learned, the report on the whole data, once the node itself has had its say. */
function withSentimentOf(
  { baseline }: Trial,
  dropped: number,
  nodes: DecisionNodes,
  found: Found,
): DecisionNodes {
  return {
    ...nodes,
    analyzeSentiment: async (input, view) => {
      const own = await nodes.analyzeSentiment(input, view);
      if (!found.isLearned) return own;
      const { facets } = await baseline.of(view.asOf + dropped);
      const held = facets.find(({ channel }) => channel === "sentiment");
      const sentiment = analystReportSchema.safeParse(held?.value).data;
      const remarks = remarksIn(facets, "analyzeSentiment");
      return sentiment === undefined ? own : { sentiment, ...(remarks && { remarks }) };
    },
  };
}

function casesDiffer({ row, facets }: RowEvidence, found: Found, dropped: number) {
  const expected = new Map(casesIn(facets).map((held) => [held.row, held]));
  for (const own of found.cases) {
    const same = own.row + dropped < found.from ? null : expected.get(own.row + dropped);
    const difference =
      same && differenceOfValues(same, { ...own, row: own.row + dropped }, `[row ${same.row}]`);
    if (difference) return { row, node: "retrieveCases", channel: "cases", ...difference } as const;
  }
  return null;
}

const casesSchema = z.array(retrievedCaseSchema);
const remarksSchema = z.array(remarkSchema);

/** The cases channel; none where its node broke. */
function casesIn(facets: readonly Facet[]): readonly RetrievedCase[] {
  const found = casesSchema.safeParse(facets.find(({ channel }) => channel === "cases")?.value);
  return found.data ?? [];
}

function voteHitRateIn(facets: readonly Facet[]): number | undefined {
  const value = facets.find(({ channel }) => channel === "voteHitRate")?.value;
  return voteHitRateSchema.safeParse(value).data;
}

function remarksIn(facets: readonly Facet[], by: NodeName): readonly Remark[] | undefined {
  const own = facets.find(({ node, channel }) => node === by && channel === "remarks");
  return remarksSchema.safeParse(own?.value).data;
}

function renumbered({ observation, label }: MarketRow, row: number): MarketRow {
  return { observation: { ...observation, row }, label };
}

/** Features hold the row's number, which differs by what was dropped; errors may name any row. */
function numberedBack({ row, facets, ...rest }: RowEvidence, dropped: number): RowEvidence {
  const back = facets.map((facet) => {
    const { channel, value } = facet;
    if (channel === "error") return { ...facet, value: String(value).replaceAll(/\d+/g, "N") };
    const isFeatures = channel === "features" && value !== null && typeof value === "object";
    return isFeatures ? { ...facet, value: { ...value, row: row + dropped } } : facet;
  });
  return { row: row + dropped, facets: back, ...rest };
}
