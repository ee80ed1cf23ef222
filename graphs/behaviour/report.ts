/** What a probe of behaviour found, as it is kept: `behaviour.json`. */
import { z } from "zod";
import { consistencySchema } from "../../backtest/behaviour/consistency.ts";
import {
  SHIFT_SENSES,
  influenceSchema,
  stancePointSchema,
} from "../../backtest/behaviour/influence.ts";
import { weightsSchema } from "../../backtest/behaviour/weights.ts";
import { shareSchema } from "../../backtest/recall/luck.ts";
import { decisionSchema } from "../../data/vocabulary.ts";
import { MODEL_NODES } from "../../nodes/models/chat-model.ts";
import { usageSchema } from "../recall/report.ts";
import { keptReport } from "../kept-report.ts";
import { CHANNELS } from "./interventions.ts";

/** Why asking again cannot tell how alike a model's answers are. */
export const UNSAMPLED_REASONS = ["rule", "no seed", "greedy", "not asked"] as const;

const row = z.int().nonnegative();
const modelNode = z.enum(MODEL_NODES);

const interventionSchema = z.strictObject({
  name: z.string(),
  channel: z.enum(CHANNELS),
  /** What is changed, in a line. */
  says: z.string(),
  /** What a positive shift means. */
  sense: z.enum(SHIFT_SENSES),
  /** Rows on which it changed nothing that a node is given: no part of the figures. */
  inert: z.int().nonnegative(),
  figures: influenceSchema,
});
export type InterventionFigures = Readonly<z.infer<typeof interventionSchema>>;

const trialSchema = z.strictObject({
  intervention: z.string(),
  row,
  before: stancePointSchema,
  after: stancePointSchema,
});

const exampleSchema = z.strictObject({
  intervention: z.string(),
  row,
  before: decisionSchema,
  after: decisionSchema,
});

const selfConsistencySchema = z.strictObject({
  /** Further answers asked of each row. */
  samples: z.int().nonnegative(),
  /** Nodes whose answers may differ by seed. */
  sampledNodes: z.array(modelNode).readonly(),
  /**
   * Why there are no figures: a rule answers; no model takes a seed; each that does answers greedily, at a
   * temperature of 0; or it was not asked for. Null with figures.
   */
  reason: z.enum(UNSAMPLED_REASONS).nullable(),
  figures: consistencySchema.nullable(),
});

/** `behaviour.json`. */
export const behaviourReportSchema = z.strictObject({
  /** Name of the run that was probed. */
  run: z.string(),
  /** Model ids by node; null for a node that is off, and for one's own. */
  models: z.strictObject({
    analyzeSentiment: z.string().nullable(),
    analyzeQuant: z.string().nullable(),
    arbitrate: z.string().nullable(),
  }),
  /** Nodes that a fixed rule answers for in the place of a language model. */
  simulatedNodes: z.array(modelNode).readonly(),
  seed: z.int(),
  horizonBars: z.int(),
  sample: z.strictObject({
    /** Rows decided to draw from. */
    pool: z.int().nonnegative(),
    /** Of them, those without an action: they cannot turn. */
    undecided: z.int().nonnegative(),
    /** Rows probed, ascending. */
    rows: z.array(row).readonly(),
    buys: z.int().nonnegative(),
    sells: z.int().nonnegative(),
    /** Bars between neighbours at least; null with one row. */
    leastGapBars: z.int().nullable(),
    strata: z
      .array(
        z.strictObject({
          /** Side, volatility, part of the period: "buy, rough, early". */
          stratum: z.string(),
          pool: z.int().nonnegative(),
          drawn: z.int().nonnegative(),
        }),
      )
      .readonly(),
  }),
  /** Decisions turned by all interventions, of all that were decided both times. Those of one row are not independent. */
  turned: shareSchema,
  interventions: z.array(interventionSchema).readonly(),
  weights: weightsSchema,
  consistency: selfConsistencySchema,
  /** A handful of rows with both rationales, turned decisions first. */
  examples: z.array(exampleSchema).readonly(),
  trials: z.array(trialSchema).readonly(),
  usage: usageSchema,
});
export type BehaviourReport = Readonly<z.infer<typeof behaviourReportSchema>>;

/** Its name in a run directory. */
export const BEHAVIOUR_FILE = "behaviour.json";

/** The file's text. */
export function behaviourJson(report: BehaviourReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/**
 * Reads a report that an earlier probe left.
 * @param text of the file; null where there is none
 * @throws InputError when it is no report, or one of another run
 */
export function keptBehaviour(text: string | null, run: string): BehaviourReport | null {
  const kind = { file: BEHAVIOUR_FILE, what: "what a probe found", schema: behaviourReportSchema };
  return keptReport(kind, text, run);
}
