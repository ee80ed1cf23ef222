/** The catalogue of interventions: each changes one thing about what nodes are given, and nothing else. */
import type { ShiftSense } from "../../backtest/behaviour/influence.ts";
import { ANCHORS, anchored } from "../../data/counterfactuals/anchors.ts";
import {
  oppositeFeatures,
  oppositeNewsFeatures,
} from "../../data/counterfactuals/opposite-features.ts";
import { oppositeNews } from "../../data/counterfactuals/opposite-news.ts";
import type { FeatureSet } from "../../data/features/feature-set.ts";
import type { Observation } from "../../data/row.ts";
import type { RetrievedCase } from "../../data/vocabulary.ts";
import { noOpinion } from "../../nodes/analyst-report.ts";
import type { AnalystReport, DecisionNodes } from "../../nodes/channels.ts";
import { MODEL_NODES, type ModelNode } from "../../nodes/models/chat-model.ts";

/** What an intervention changes. */
export const CHANNELS = [
  "news",
  "quant",
  "cases",
  "analyst order",
  "case order",
  "anchor",
] as const;
type Channel = (typeof CHANNELS)[number];

/** What the sentiment analyst is given. */
export interface NewsInput {
  readonly bar: Observation;
  readonly features: FeatureSet;
  readonly cases: readonly RetrievedCase[];
}
type FiguresInput = Parameters<DecisionNodes["analyzeQuant"]>[0];
type ArbiterInput = Parameters<DecisionNodes["arbitrate"]>[0];

/** One change of a row's inputs. What it leaves out stays as it is; analysts and arbiter are asked where it differs. */
export interface Change {
  readonly news?: (input: NewsInput) => NewsInput;
  readonly figures?: (input: FiguresInput) => FiguresInput;
  /** Applied to what the analysts then report. */
  readonly arbiter?: (input: ArbiterInput) => ArbiterInput;
  /** Shows the arbiter the reports in the other order. */
  readonly quantFirst?: true;
}

/** An experiment on every row. */
export interface Intervention {
  /** Unique, as shown. */
  readonly name: string;
  readonly channel: Channel;
  /** What is changed, in a line. */
  readonly says: string;
  /** Nodes whose prompts may differ: each is one call more a row and arm, at most. */
  readonly asks: readonly ModelNode[];
  /** Null compares with the row as it is. */
  readonly from: Change | null;
  readonly to: Change;
  /** What a positive shift of the score means. */
  readonly sense: ShiftSense;
}

const NEWS: readonly ModelNode[] = ["analyzeSentiment", "arbitrate"];
const FIGURES: readonly ModelNode[] = ["analyzeQuant", "arbitrate"];
const ARBITER: readonly ModelNode[] = ["arbitrate"];

/**
 * All of them, in the order in which they are shown. Cases stay as they were retrieved, unless they are what is
 * changed: turned news is read beside the cases of the true news, so that the channels stay apart. Recorded replies
 * depend on what each of them changes.
 */
export const INTERVENTIONS: readonly Intervention[] = [
  {
    ...against("flip news text", "news", NEWS),
    says: "words, moods and index of the news turned into their opposites",
    to: {
      news: (input) => ({
        ...input,
        bar: oppositeNews(input.bar),
        features: oppositeNewsFeatures(input.features),
      }),
    },
  },
  {
    ...against("flip news opinion", "news", ARBITER),
    says: "the sentiment analyst's stance and score negated before the arbiter reads them",
    to: { arbiter: (input) => ({ ...input, sentiment: negated(input.sentiment) }) },
  },
  {
    ...against("drop news", "news", ARBITER),
    says: "no sentiment analyst",
    to: { arbiter: (input) => ({ ...input, sentiment: noOpinion(OFF) }) },
  },
  {
    ...against("negate quant figures", "quant", FIGURES),
    says: "signed figures negated, scales mirrored, as the quant analyst reads them",
    to: { figures: (input) => ({ ...input, features: oppositeFeatures(input.features) }) },
  },
  {
    ...against("flip quant opinion", "quant", ARBITER),
    says: "the quant analyst's stance and score negated before the arbiter reads them",
    to: { arbiter: (input) => ({ ...input, quant: negated(input.quant) }) },
  },
  {
    ...against("drop quant", "quant", ARBITER),
    says: "no quant analyst",
    to: { arbiter: (input) => ({ ...input, quant: noOpinion(OFF) }) },
  },
  {
    ...against("swap case outcomes", "cases", MODEL_NODES),
    says: "outcomes and labels of the retrieved cases negated, for all nodes",
    to: withCases((cases) => cases.map(negatedCase)),
  },
  {
    ...against("drop cases", "cases", MODEL_NODES),
    says: "no retrieved cases, for all nodes",
    to: withCases(() => []),
  },
  {
    ...against("swap analysts", "analyst order", ARBITER),
    says: "the quant analyst's report before the sentiment analyst's",
    to: { quantFirst: true },
  },
  {
    ...against("reverse cases", "case order", MODEL_NODES),
    says: "the retrieved cases last to first, for all nodes",
    to: withCases((cases) => cases.toReversed()),
  },
  {
    ...against("plant an anchor", "anchor", NEWS),
    says: "a survey in the news that gives a rise 10 %, against one that gives it 90 %",
    sense: "up",
    from: { news: (input) => ({ ...input, bar: anchored(input.bar, ANCHORS.low) }) },
    to: { news: (input) => ({ ...input, bar: anchored(input.bar, ANCHORS.high) }) },
  },
];

/** The reason that a node which is switched off gives for having no opinion. */
const OFF = "switched off";

function against(
  name: string,
  channel: Channel,
  asks: readonly ModelNode[],
): Pick<Intervention, "name" | "channel" | "asks" | "from" | "sense"> {
  return { name, channel, asks, from: null, sense: "own side" };
}

function withCases(change: (cases: readonly RetrievedCase[]) => readonly RetrievedCase[]): Change {
  return {
    news: (input) => ({ ...input, cases: change(input.cases) }),
    figures: (input) => ({ ...input, cases: change(input.cases) }),
    arbiter: (input) => ({ ...input, cases: change(input.cases) }),
  };
}

const OPPOSITE_STANCE = { bearish: "bullish", neutral: "neutral", bullish: "bearish" } as const;

function negated(report: AnalystReport): AnalystReport {
  const { opinion } = report;
  if (opinion === null) return report;
  const score = opinion.score === 0 ? 0 : -opinion.score;
  return { ...report, opinion: { ...opinion, stance: OPPOSITE_STANCE[opinion.stance], score } };
}

function negatedCase({ outcome, label, ...found }: RetrievedCase): RetrievedCase {
  return {
    ...found,
    outcome: outcome === 0 ? 0 : -outcome,
    label: label === null ? null : label === 1 ? -1 : 1,
  };
}
