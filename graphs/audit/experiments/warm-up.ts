/** Warm-up: once it is over, does it matter where the data starts? The recursive check. */
import { z } from "zod";
import { LOOKBACK_BARS } from "../../../data/features/feature-window.ts";
import type { MarketRow } from "../../../data/row.ts";
import { type RetrievedCase, retrievedCaseSchema } from "../../../data/vocabulary.ts";
import {
  type DecisionNodes,
  type Remark,
  remarkSchema,
  voteHitRateSchema,
} from "../../../nodes/channels.ts";
import { type Experiment, type Trial, clean, leak } from "../experiment.ts";
import { differenceOfValues, firstDifference } from "../first-difference.ts";
import { EMBEDDING, type Facet, type RowEvidence } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

/** Rows compared at least. */
const MIN_ROWS = 10;
const MEANING = "with the data from its start on, and with its first rows left out";

/**
 * Leaves out the first quarter of the data, or less where that leaves too few rows. Which cases are found depends on
 * the start, since fewer are there, and so does what their votes have been worth: a case found in both must be the
 * same to the byte, and everything after retrieval is decided on what retrieval gave on the whole data.
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
  const found: Found = { cases: [], from: dropped + warmUpBars };
  const universe = await openUniverse(subject, {
    name: `from row ${dropped}`,
    rows: truth.slice(dropped).map((row, at) => renumbered(row, at)),
    rewire: (nodes, rows) =>
      withCasesOf(trial, dropped, rewire ? rewire(nodes, rows) : nodes, found),
  });
  for (let row = from; row < to; row += 1) {
    const expected = numberedBack(await trial.baseline.of(row), 0);
    const was = numberedBack(await universe.decide(row - dropped), dropped);
    onRow();
    const difference =
      casesDiffer(expected, found, dropped) ?? firstDifference(embeddedInBoth(expected, was), was);
    if (difference) return leak(difference, row - from + 1, MEANING);
  }
  return clean(to - from);
};

/** Cases that the shortened data gave by itself. */
interface Found {
  cases: readonly RetrievedCase[];
  /** Row of the whole data before which a case was in warm-up itself. */
  readonly from: number;
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
      const remarks = remarksIn(facets);
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

/** What a memory embeds to catch up with the first row decided depends on the start. */
function embeddedInBoth({ facets, ...rest }: RowEvidence, was: RowEvidence): RowEvidence {
  const others = was.facets.find(({ channel }) => channel === EMBEDDING)?.value ?? {};
  const common = facets.map((facet) => {
    if (facet.channel !== EMBEDDING) return facet;
    const held = Object.entries(facet.value ?? {}).filter(([text]) => Object.hasOwn(others, text));
    return { ...facet, value: Object.fromEntries(held) };
  });
  return { ...rest, facets: common };
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

function remarksIn(facets: readonly Facet[]): readonly Remark[] | undefined {
  const own = facets.find(({ node, channel }) => node === "retrieveCases" && channel === "remarks");
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
