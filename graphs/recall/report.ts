/** What a probe of memory found, as it is kept: `recall.json`, and a section of the manifest without single answers. */
import { z } from "zod";
import { ENDINGS } from "../../backtest/recall/answers.ts";
import { directionRecallSchema, eventRecallSchema } from "../../backtest/recall/choice-recall.ts";
import { closeRecallSchema } from "../../backtest/recall/close-recall.ts";
import { twinRecallSchema } from "../../backtest/recall/twin-recall.ts";
import { RECALL_KINDS, RECALL_VERDICTS } from "../../backtest/recall/verdict.ts";
import { MODEL_NODES } from "../../nodes/models/chat-model.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import { keptReport } from "../kept-report.ts";

const side = z.literal([-1, 1]);

/** What the replies came to, the same whenever the probe is repeated; null where a provider does not say. */
export const usageSchema = z.strictObject({
  calls: z.int().nonnegative(),
  /** Replies of no use, by class of fault. */
  faults: z.record(z.string(), z.int()),
  promptTokens: z.int().nullable(),
  completionTokens: z.int().nullable(),
  /** What the replies cost when they were got. */
  costUsd: z.number().nullable(),
  /** Share of the prompts' bytes that is the same for every row; null without calls. */
  staticShare: z.number().nullable(),
});

const modelRecallSchema = z.strictObject({
  /** The model's id. */
  model: z.string(),
  /** The nodes that it answers for. */
  nodes: z.array(z.enum(MODEL_NODES)).readonly(),
  close: closeRecallSchema,
  direction: directionRecallSchema,
  event: eventRecallSchema,
  usage: usageSchema,
});
export type ModelRecall = Readonly<z.infer<typeof modelRecallSchema>>;

const answerSchema = z.strictObject({
  model: z.string(),
  kind: z.enum(["close", "direction", "event"]),
  row: z.int().nonnegative(),
  /** A price, -1 or 1, or a text's mark. */
  truth: z.union([z.number(), z.string()]),
  /** Null unless it was answered. */
  said: z.union([z.number(), z.string()]).nullable(),
  ending: z.enum(ENDINGS),
});
export type KeptAnswer = Readonly<z.infer<typeof answerSchema>>;

const twinRowSchema = z.strictObject({
  row: z.int().nonnegative(),
  masked: side.nullable(),
  unmasked: side.nullable(),
  truth: side,
});

const sectionSchema = z.strictObject({
  verdict: z.enum(RECALL_VERDICTS),
  /** Of all models together: null. */
  signs: z
    .array(z.strictObject({ model: z.string().nullable(), kind: z.enum(RECALL_KINDS) }))
    .readonly(),
  /** Chance of luck at or below which one figure is a sign. */
  level: z.number(),
  /** How often all of them together accuse models whose answers have nothing to do with the rows, at most. */
  errorRate: z.number(),
  asset: z.string(),
  horizonBars: z.int(),
  /** Every model but rules, each once. */
  models: z.array(modelRecallSchema).readonly(),
  /** Ids of stand-ins, which have nothing to remember and were not asked. */
  rules: z.array(z.string()).readonly(),
  /** The pipeline's decisions, masked and unmasked; null where none were made. */
  twins: twinRecallSchema.extend({ usage: usageSchema }).nullable(),
});

/** `recall.json`. */
export const recallReportSchema = sectionSchema.extend({
  /** Name of the run that was probed. */
  run: z.string(),
  answers: z.array(answerSchema).readonly(),
  twinRows: z.array(twinRowSchema).readonly(),
});
export type RecallReport = Readonly<z.infer<typeof recallReportSchema>>;

/** A report without single answers and without the run's name, for the manifest. */
export type RecallSection = Readonly<z.infer<typeof sectionSchema>>;

/** Its name in a run directory. */
export const RECALL_FILE = "recall.json";

/** The file's text. */
export function recallJson(report: RecallReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/**
 * Reads a report that an earlier probe left.
 * @param text of the file; null where there is none
 * @throws InputError when it is no report, or one of another run
 */
export function keptRecall(text: string | null, run: string): RecallReport | null {
  const kind = { file: RECALL_FILE, what: "what a probe found", schema: recallReportSchema };
  return keptReport(kind, text, run);
}

/** A call made for a probe, whichever node made it: its decisions are none of the run's. */
export function asRecallLine(line: CallLine): CallLine {
  return { ...line, node: "recall" };
}

/** The part of a report that the manifest holds. */
export function recallSection(report: RecallReport): RecallSection {
  const { run: _run, answers: _answers, twinRows: _twinRows, ...section } = report;
  return section;
}
