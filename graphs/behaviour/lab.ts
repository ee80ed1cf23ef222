/** Decides a row once more with something changed, asking only the nodes that are given something else. */
import type { z } from "zod";
import { viewWithBar } from "../../data/counterfactuals/changed-view.ts";
import { HindcastError, type LookAheadError, ReplayMissError } from "../../data/errors.ts";
import type { FeatureSet } from "../../data/features/feature-set.ts";
import { canonicalJson } from "../../data/hash.ts";
import type { MarketHistory } from "../../data/history.ts";
import type { Decision, NodeName, RetrievedCase } from "../../data/vocabulary.ts";
import type { AnalystReport, DecisionNodes, ModelCall } from "../../nodes/channels.ts";
import { NODE_OUTPUTS } from "../node-step.ts";
import { schemaFaults } from "../schema-faults.ts";
import type { Change, NewsInput } from "./interventions.ts";

/** A row as it was decided: every channel, and the arbiter's calls. */
export interface DecidedRow {
  readonly row: number;
  readonly features: FeatureSet;
  readonly cases: readonly RetrievedCase[];
  readonly sentiment: AnalystReport;
  readonly quant: AnalystReport;
  readonly voteHitRate?: number;
  readonly decision: Decision;
  readonly arbiterCalls: readonly ModelCall[];
}

/** A row decided again. */
export interface Redecided {
  readonly decision: Decision;
  readonly calls: readonly ModelCall[];
}

/** What the lab works with. */
export interface LabParts {
  readonly history: MarketHistory;
  readonly nodes: DecisionNodes;
  /** Nodes that are off: what a change gives them counts for nothing. */
  readonly without: readonly NodeName[];
  /** The arbiter that shows the reports in the other order; null where that cannot be had. */
  readonly swapped: DecisionNodes["arbitrate"] | null;
}

/**
 * The decision with this change; null where it changes nothing that a node is given. A node that breaks makes a
 * failed decision, as in a run.
 * @throws HindcastError: look-ahead, a closed account or a missing reply are no decision
 */
export function redecide(
  parts: LabParts,
  base: DecidedRow,
  change: Change,
): Promise<Redecided | null> {
  return unlessGrave(base.row, () => withChange(parts, base, change));
}

/** The decision by these nodes with nothing changed, every node asked. @throws as `redecide` */
export function decideAnew(
  { history, nodes }: Pick<LabParts, "history" | "nodes">,
  base: DecidedRow,
): Promise<Redecided> {
  return unlessGrave(base.row, async () => {
    const { features, cases } = base;
    const bar = history.asOf(base.row).current();
    const news = await askNews(history, nodes, base.row, { bar, features, cases });
    const figures = checked(
      "analyzeQuant",
      NODE_OUTPUTS.analyzeQuant,
      await nodes.analyzeQuant({ features, cases }),
    );
    const { sentiment } = news;
    const input = { cases, sentiment, quant: figures.quant, ...recordOf(base) };
    const verdict = checked("arbitrate", NODE_OUTPUTS.arbitrate, await nodes.arbitrate(input));
    return { decision: verdict.decision, calls: [news, figures, verdict].flatMap(callsOf) };
  });
}

async function withChange(
  { history, nodes, without, swapped }: LabParts,
  base: DecidedRow,
  change: Change,
): Promise<Redecided | null> {
  const { row, features, cases } = base;
  const newsInput = { bar: history.asOf(row).current(), features, cases };
  const figuresInput = { features, cases };
  const changedNews = change.news?.(newsInput) ?? newsInput;
  const changedFigures = change.figures?.(figuresInput) ?? figuresInput;
  const isOther = (node: NodeName, before: object, after: object): boolean =>
    !without.includes(node) && canonicalJson(before) !== canonicalJson(after);

  const news = isOther("analyzeSentiment", newsInput, changedNews)
    ? await askNews(history, nodes, row, changedNews)
    : null;
  const figures = isOther("analyzeQuant", figuresInput, changedFigures)
    ? checked("analyzeQuant", NODE_OUTPUTS.analyzeQuant, await nodes.analyzeQuant(changedFigures))
    : null;

  const before = { cases, sentiment: base.sentiment, quant: base.quant, ...recordOf(base) };
  const reported = {
    ...before,
    sentiment: news?.sentiment ?? base.sentiment,
    quant: figures?.quant ?? base.quant,
  };
  const input = change.arbiter?.(reported) ?? reported;
  const bothSpeak = input.sentiment.opinion !== null && input.quant.opinion !== null;
  const arbitrate = change.quantFirst === true && bothSpeak ? swapped : nodes.arbitrate;
  const isAsked = canonicalJson(before) !== canonicalJson(input) || arbitrate !== nodes.arbitrate;
  if (arbitrate === null || !(news ?? figures ?? isAsked)) return null;
  const verdict = isAsked
    ? checked("arbitrate", NODE_OUTPUTS.arbitrate, await arbitrate(input))
    : null;
  return {
    decision: verdict?.decision ?? base.decision,
    calls: [news, figures, verdict].flatMap((output) => (output ? callsOf(output) : [])),
  };
}

/** No change is made to what retrieval was worth so far. */
function recordOf({ voteHitRate }: DecidedRow): Pick<DecidedRow, "voteHitRate"> {
  return voteHitRate === undefined ? {} : { voteHitRate };
}

async function askNews(
  history: MarketHistory,
  nodes: DecisionNodes,
  row: number,
  { bar, features, cases }: NewsInput,
) {
  const refusals: LookAheadError[] = [];
  const view = history.asOf(row, (refusal) => refusals.push(refusal));
  const changed = bar === view.current() ? view : viewWithBar(view, bar);
  const returned = await nodes.analyzeSentiment({ features, cases }, changed);
  // A node that swallowed the refusal has looked ahead all the same.
  if (refusals[0]) throw refusals[0];
  return checked("analyzeSentiment", NODE_OUTPUTS.analyzeSentiment, returned);
}

function checked<Output>(node: NodeName, schema: z.ZodType<Output>, returned: unknown): Output {
  const parsed = schema.safeParse(returned);
  if (parsed.success) return parsed.data;
  throw new TypeError(`${node} returned a wrong form: ${schemaFaults(parsed.error)}`);
}

function callsOf({ calls = [] }: { readonly calls?: readonly ModelCall[] }): readonly ModelCall[] {
  return calls;
}

async function unlessGrave<T>(row: number, work: () => Promise<T>): Promise<T | Redecided> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReplayMissError) throw error.atRow(row);
    if (error instanceof HindcastError || !(error instanceof Error)) throw error;
    const rationale = error.message.replaceAll(/\s+/g, " ").slice(0, 300);
    const decision = { status: "failed", action: null, score: null, confidence: null } as const;
    return { decision: { ...decision, rationale }, calls: [] };
  }
}
