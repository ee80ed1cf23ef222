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
export { GrowingRows } from "./data/growing/growing-rows.ts";
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

// Statistics
export { type BarReturns, type PositionInput, barReturns } from "./backtest/bar-returns.ts";
export { tradeReturns } from "./backtest/trades.ts";
export { type Moments, moments } from "./backtest/statistics/moments.ts";
export { annualisedSharpe, sharpePerBar } from "./backtest/statistics/sharpe.ts";
export {
  type SharpeEvidence,
  type SharpeEvidenceOrNeed,
  probabilisticSharpe,
  sharpeEvidence,
} from "./backtest/statistics/probabilistic-sharpe.ts";
export {
  type Trials,
  deflatedSharpe,
  expectedBestSharpe,
} from "./backtest/statistics/deflated-sharpe.ts";
export {
  type TrackRecordOptions,
  minimumTrackRecord,
} from "./backtest/statistics/minimum-track-record.ts";
export {
  type HacEstimate,
  type HacOptions,
  hacEstimate,
  hacLag,
  hacMean,
} from "./backtest/statistics/hac.ts";
export { hacSharpe, hacSharpeDifference } from "./backtest/statistics/sharpe-error.ts";
export { type AlphaBeta, alphaBeta } from "./backtest/statistics/alpha-beta.ts";
export { type StaticAndTiming, staticAndTiming } from "./backtest/statistics/static-and-timing.ts";
export { NEEDED_BARS } from "./backtest/statistics/needed-bars.ts";
export { type BootstrapOptions, type Interval, bootstrapIntervals } from "./backtest/bootstrap.ts";
export { correctedIntervals } from "./backtest/corrected-intervals.ts";
export { automaticBlockBars } from "./backtest/statistics/block-length.ts";
export {
  type BootstrapDifference,
  bootstrapDifference,
} from "./backtest/statistics/bootstrap-difference.ts";
export { type SignalQuality, signalQuality } from "./backtest/signal-quality.ts";
export { type DirectionTest, pesaranTimmermann } from "./backtest/statistics/pesaran-timmermann.ts";
export type { BinOptions, Forecasts } from "./backtest/statistics/forecasts.ts";
export { type BrierScore, brierScore } from "./backtest/statistics/brier.ts";
export {
  type CalibrationError,
  expectedCalibrationError,
} from "./backtest/statistics/calibration-error.ts";
export {
  type ReliabilityPoint,
  reliabilityDiagram,
} from "./backtest/statistics/reliability-diagram.ts";
export {
  type CoverageAccuracy,
  type CoveragePoint,
  coverageAccuracy,
} from "./backtest/statistics/coverage-accuracy.ts";
export {
  type Overfitting,
  type OverfittingOptions,
  backtestOverfitting,
} from "./backtest/statistics/backtest-overfitting.ts";
export {
  type ShiftOptions,
  type ShiftTest,
  circularShiftTest,
} from "./backtest/statistics/circular-shift.ts";
export {
  type RandomPercentile,
  type RandomPercentileOptions,
  randomPercentile,
} from "./backtest/statistics/random-percentile.ts";
export { type CorrectedMetrics, barsPerYear, correctedMetrics } from "./backtest/corrected.ts";
export { sortinoPerBar } from "./backtest/statistics/sortino.ts";
export { calmarRatio } from "./backtest/statistics/calmar.ts";
export { profitFactor } from "./backtest/statistics/profit-factor.ts";
export { type Drawdown, drawdown } from "./backtest/statistics/drawdown.ts";
export { type CostGrid, type CostPoint, costGrid } from "./backtest/statistics/cost-grid.ts";

// Evaluation
export type { Appraisal, AppraisalTask } from "./backtest/evaluation/appraisal.ts";
export type { Curves } from "./backtest/evaluation/curves.ts";
export type { EvaluatedSeries } from "./backtest/evaluation/evaluated-series.ts";
export { type Performance, evaluatePerformance } from "./backtest/evaluation/performance.ts";
export type { Evaluation, WorstDecision } from "./graphs/evaluation/evaluation.ts";
export {
  type EvaluateOptions,
  type EvaluatedRun,
  evaluateRun,
} from "./graphs/evaluation/evaluate-run.ts";
export { reportHtml } from "./dashboard/report/report-html.ts";

// Deciding again
export {
  type RedecidedRow,
  type Replacement,
  redecideRow,
} from "./graphs/redecide/redecide-row.ts";

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

export { makeClassifySentiment } from "./nodes/classify-sentiment.ts";
export type { LearnerOptions } from "./nodes/classifier/news-learner.ts";

// Data to tune models on
export {
  type FinetuneExport,
  type FinetuneFile,
  type FinetuneOptions,
  exportFinetune,
} from "./graphs/finetune/export-finetune.ts";
export type { LeakingLine } from "./graphs/finetune/check-lines.ts";
export type { PromptParts } from "./graphs/finetune/prompt-source.ts";

// The look-ahead audit
export {
  type AuditOptions,
  type AuditReport,
  type AuditVerdict,
  auditPipeline,
} from "./graphs/audit/audit.ts";
export type { ExperimentReport } from "./graphs/audit/laboratory.ts";
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

// Behaviour
export type { Consistency } from "./backtest/behaviour/consistency.ts";
export type { Influence } from "./backtest/behaviour/influence.ts";
export type { Weights } from "./backtest/behaviour/weights.ts";
export { INTERVENTIONS, type Intervention } from "./graphs/behaviour/interventions.ts";
export { probeBehaviour } from "./graphs/behaviour/probe.ts";
export {
  BEHAVIOUR_FILE,
  type BehaviourReport,
  behaviourReportSchema,
} from "./graphs/behaviour/report.ts";
export type { BehaviourOptions } from "./graphs/behaviour/scope.ts";

// Reasoning
export type { ArbiterCell, CellFigures } from "./backtest/reasoning/arbiter-cells.ts";
export type { Finding as ReasoningFinding, FindingKind } from "./backtest/reasoning/finding.ts";
export type { NumberVerdict } from "./backtest/reasoning/number-verdict.ts";
export type { ReasonedRow } from "./backtest/reasoning/reasoned-row.ts";
export { type ReasoningAudit, auditReasoning } from "./backtest/reasoning/reasoning-audit.ts";
export { auditRunReasoning } from "./graphs/reasoning/audit-run.ts";
export type { JudgeScore } from "./backtest/reasoning/judging/judge-score.ts";
export type { JudgedText } from "./backtest/reasoning/judging/judged-text.ts";
export { ROW_MUTATIONS, type RowMutation } from "./backtest/reasoning/mutations/mutation.ts";
export { estimateJudge } from "./graphs/judge/estimate.ts";
export { type JudgeOptions, judgeReasoning } from "./graphs/judge/judge-reasoning.ts";
export { type JudgeRunOptions, judgeRun } from "./graphs/judge/judge-run.ts";
export { type JudgeReport, judgeReportSchema } from "./graphs/judge/report.ts";

// Trials
export {
  type TrialCount,
  type TrialsOnData,
  countTrials,
  deflationOf,
} from "./graphs/trials/count-trials.ts";
export { readOwnTrial } from "./graphs/trials/read-own-trial.ts";
export {
  TrialFiles,
  type TrialsLedger,
  type TrialsRead,
  readTrials,
} from "./graphs/trials/trial-files.ts";
export { type TrialLine, type TrialSeries, trialLine } from "./graphs/trials/trial-line.ts";

// Ablation
export {
  type Comparison,
  type ComparisonOptions,
  type Pair,
  compareVariants,
} from "./backtest/experiments/comparison.ts";
export type { ExperimentGround, VariantRows } from "./backtest/experiments/variant-rows.ts";
export { type McNemar, mcnemar } from "./backtest/experiments/mcnemar.ts";
export {
  type SuperiorAbility,
  type SuperiorAbilityOptions,
  superiorAbility,
} from "./backtest/experiments/superior-ability.ts";
export { builtInVariants } from "./graphs/ablation/catalogue.ts";
export { estimateAblation } from "./graphs/ablation/estimate.ts";
export { readVariants } from "./graphs/ablation/read-variants.ts";
export {
  ABLATION_FILE,
  type AblationReport,
  ablationReportSchema,
} from "./graphs/ablation/report.ts";
export {
  type AblationOptions,
  type TestOptions,
  runAblation,
  testChoice,
} from "./graphs/ablation/run-ablation.ts";
export type { AblationTracing } from "./graphs/ablation/traces.ts";
export type { ChooseBy } from "./graphs/ablation/criteria.ts";
export type { TradeBy, VariantInput } from "./graphs/ablation/variant.ts";
export { comparisonChart } from "./dashboard/charts/comparison-chart.ts";

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
export { type ReadPositions, readPositions } from "./graphs/read-positions.ts";
export { TOGGLES, type Toggle } from "./graphs/toggles.ts";
export { runToDataFrame } from "./graphs/run-frame.ts";
export type { RunResult } from "./graphs/finish-run.ts";
export { type RunOptions, runPipeline } from "./graphs/run.ts";
export type { DecidedRow, RowGraph } from "./graphs/walk-forward.ts";
export { type RemoteOptions, remoteGraph } from "./graphs/remote/remote-graph.ts";
export { serveGraph } from "./graphs/remote/serve-graph.ts";
export { type FollowOptions, type FollowResult, followPipeline } from "./graphs/follow/follow.ts";
export { type RunSeries, runSeries } from "./graphs/run-series.ts";
export { readEnvironment, takeTracingSettings } from "./cli/environment.ts";

// Traces in LangSmith
export type { LangSmithAccess } from "./graphs/tracing/langsmith-access.ts";
export type { DeliveryReport } from "./graphs/tracing/langsmith-tracing.ts";
export type { RunTracing } from "./graphs/tracing/run-tracing.ts";
export {
  type PushOptions,
  type PushedDataset,
  pushDataset,
} from "./graphs/tracing/push-dataset.ts";
