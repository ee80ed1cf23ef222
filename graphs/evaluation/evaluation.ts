/** The contents of `evaluation.json`: what a finished run is worth, and how it reasoned. */
import type { Performance } from "../../backtest/evaluation/performance.ts";
import type { Finding } from "../../backtest/reasoning/finding.ts";
import type { JudgedNumber } from "../../backtest/reasoning/number-verdict.ts";
import type { ReasoningAudit } from "../../backtest/reasoning/reasoning-audit.ts";
import type { Decision, NodeName, RetrievedCase } from "../../data/vocabulary.ts";
import type { AnalystReport, Evidence } from "../../nodes/channels.ts";
import type { ModelNode } from "../../nodes/models/chat-model.ts";
import type { BehaviourReport } from "../behaviour/report.ts";
import type { JudgeReport } from "../judge/report.ts";
import type { StatusCounts } from "../run-files.ts";
import type { TrialsOnData } from "../trials/count-trials.ts";

/** A finding with the words that it was found in. */
export interface ReasoningExample extends Finding {
  /** The rationale, or what the node answered. */
  readonly rationale: string;
}

/** The reasoning audit, with a few findings of each kind in place of all; the whole list is in `findings.jsonl`. */
export interface ReasoningSection extends Omit<ReasoningAudit, "findings"> {
  readonly findings: number;
  /** Up to three of each node and kind, from rows far apart. */
  readonly examples: readonly ReasoningExample[];
}

/** A model call of a row: what was asked and answered. */
export interface Exchange {
  readonly node: string;
  readonly model: string;
  /** What the model was shown of the row; the same for every row is left out. */
  readonly shown: string;
  readonly reply: string;
  /** What was wrong with the reply; null for a usable one. */
  readonly fault: string | null;
}

/** A decision with all that it rested on. */
export interface WorstDecision {
  readonly row: number;
  /** ISO 8601, UTC. */
  readonly datetime: string;
  readonly close: number;
  readonly decision: Decision;
  /** Return over the horizon that followed, a fraction. */
  readonly outcome: number;
  /** Action times outcome, before costs: the ten lowest, at least a horizon apart. */
  readonly earned: number;
  readonly features: readonly Evidence[];
  readonly cases: readonly RetrievedCase[];
  readonly analysts: readonly { readonly name: string; readonly report: AnalystReport }[];
  /** Numbers of the rationale as judged, in order. Empty where no model wrote it. */
  readonly numbers: readonly JudgedNumber[];
  readonly findings: readonly Finding[];
  readonly exchanges: readonly Exchange[];
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** US dollars. */
  readonly costUsd: number | null;
}

/** The whole evaluation. */
export interface Evaluation {
  readonly run: string;
  /** SHA-256 of the dataset. */
  readonly dataSha256: string;
  /** Name of its file, without the folder; null where the run does not say. */
  readonly dataFile: string | null;
  /** Models that answered, by node; null for a node that was off, and for one's own. */
  readonly models: Readonly<Record<ModelNode, string | null>>;
  /** Nodes for which a fixed rule answered in a language model's place. */
  readonly simulatedNodes: readonly ModelNode[];
  /** Nodes of one's own, in place of the built-in ones, by name. */
  readonly ownNodes: readonly NodeName[];
  /** What of the run's configuration differs from the default one, in words such as "hysteresis 0.5". */
  readonly settings: readonly string[];
  /** First and last datetime, ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  readonly statuses: StatusCounts;
  /** Plain sentences, the most important first: what the run came to against doing without it. */
  readonly conclusions: readonly string[];
  /** What was tried on the dataset; null where nobody counted. */
  readonly trials: TrialsOnData | null;
  readonly performance: Performance;
  /** Null where no model wrote a rationale. */
  readonly reasoning: ReasoningSection | null;
  /** What `hindcast behaviour --out` left; null where it was not asked. */
  readonly behaviour: BehaviourReport | null;
  /** What a judge said, now or before; null where none was asked. */
  readonly judge: JudgeReport | null;
  /** The ten worst decisions, worst first. */
  readonly worst: readonly WorstDecision[];
}
