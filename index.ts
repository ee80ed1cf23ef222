/** The public entry: what notebooks and other programs use. */

// Data
export { toDataFrame } from "./data/frames.ts";
export { type DataReport, reportData } from "./data/data-report.ts";
export {
  LookAheadError,
  HindcastError,
  InputError,
  StoppedError,
  UsageError,
} from "./data/errors.ts";
export { FEATURES, type FeatureSpec } from "./data/features/catalogue.ts";
export { computeFeatures } from "./data/features/compute-features.ts";
export type { FeatureSet } from "./data/features/feature-set.ts";
export { MarketHistory, type MaturityRule, type PointInTimeView } from "./data/history.ts";
export { type LoadOptions, type MarketData, loadRows } from "./data/load-rows.ts";
export type { Label, MarketRow, Observation } from "./data/row.ts";
export { SAMPLE_FILE } from "./data/sample-file.ts";
export { NODE_NAMES, type Decision, type NodeName, type RetrievedCase } from "./data/vocabulary.ts";
export { makeWorld } from "./data/worlds/make-world.ts";
export { writeRows } from "./data/write-rows.ts";

// Scoring
export { type LabelAudit, auditLabels } from "./backtest/label-audit.ts";
export { type ReferenceMetrics, referenceMetrics } from "./backtest/reference.ts";
export { type ReferenceSeries, referenceSeries } from "./backtest/reference-series.ts";
export { type RunScore, type ScoreInput, scoreRun } from "./backtest/score.ts";

// Retrieval
export type { CaseMemory } from "./retrieval/case-memory.ts";
export type { CaseRetriever } from "./retrieval/case-retriever.ts";
export type { Embedder } from "./retrieval/embedder.ts";
export { makeEmbedder } from "./retrieval/embedders/make-embedder.ts";

// Nodes and models
export type { AnalystReport, DecisionNodes, NodeNotes, Opinion } from "./nodes/channels.ts";
export type { ChatModel, ChatReply, ChatRequest } from "./nodes/models/chat-model.ts";
export { makeModel } from "./nodes/models/make-model.ts";
export type { NodeModels } from "./nodes/models/node-models.ts";
export type { CallTotals, Ledger } from "./nodes/models/cost/ledger.ts";
export { type TokenPrice, priceOf } from "./nodes/models/cost/prices.ts";
export { type Knowledge, knowledgeOf } from "./nodes/models/knowledge.ts";
export type { ReplyMode } from "./nodes/models/replies/remembered-model.ts";
export { type Prompts, loadPrompts } from "./nodes/prompts.ts";

// The look-ahead audit
export {
  type AuditOptions,
  type AuditReport,
  type AuditVerdict,
  type ExperimentReport,
  auditPipeline,
} from "./graphs/audit/audit.ts";
export { EXPERIMENTS, type ExperimentName, type Finding } from "./graphs/audit/experiment.ts";
export type { AuditSubject, AuditedParts } from "./graphs/audit/subject.ts";

// Attacks
export { ATTACK_PAYLOADS } from "./data/attacks/catalogue.ts";
export type { AttackPayload } from "./data/attacks/payload.ts";
export { type AttackOptions, attackPipeline } from "./graphs/attack/attack.ts";
export type { AttackReport } from "./graphs/attack/report.ts";
export { makeObeyingModel } from "./nodes/models/providers/obeying-model.ts";

// Memory of the model
export type { RecallReport } from "./graphs/recall/report.ts";
export type { RecallOptions } from "./graphs/recall/scope.ts";
export { probeRecall } from "./graphs/recall/probe.ts";

// Reasoning
export type { ArbiterCell, CellFigures } from "./backtest/reasoning/arbiter-cells.ts";
export type { Finding as ReasoningFinding, FindingKind } from "./backtest/reasoning/finding.ts";
export type { NumberVerdict } from "./backtest/reasoning/number-verdict.ts";
export type { ReasonedRow } from "./backtest/reasoning/reasoned-row.ts";
export { type ReasoningAudit, auditReasoning } from "./backtest/reasoning/reasoning-audit.ts";
export { auditRunReasoning } from "./graphs/reasoning/audit-run.ts";

// Controls
export type { Backtester } from "./backtest/seed-figures.ts";
export type { Check, Control, ControlGroup, Verdict } from "./graphs/controls/control.ts";
export type { ControlsPlan } from "./graphs/controls/controls-plan.ts";
export {
  type ControlsOptions,
  type ControlsReport,
  runControls,
} from "./graphs/controls/run-controls.ts";

// The graph and the run
export type { MakeNodes, NodeGround, OwnNodes } from "./graphs/own-nodes.ts";
export type { NodeRun } from "./graphs/node-step.ts";
export { type Access, type AskingOptions, openPipeline } from "./graphs/open-pipeline.ts";
export { type CostEstimate, estimateCost } from "./graphs/cost-estimate.ts";
export {
  type Pipeline,
  type PipelineParts,
  type ServiceOptions,
  buildPipeline,
} from "./graphs/pipeline.ts";
export { type RunConfig, type RunConfigInput, parseRunConfig } from "./graphs/run-config.ts";
export { runToDataFrame } from "./graphs/run-frame.ts";
export { type RunOptions, type RunResult, runPipeline } from "./graphs/run.ts";
export { type RunSeries, runSeries } from "./graphs/run-series.ts";
export { readEnvironment } from "./cli/environment.ts";
