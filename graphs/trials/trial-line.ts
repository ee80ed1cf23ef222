/** A trial: one finished run over a dataset, by what it held on which bars and what that earned. */
import { z } from "zod";
import { barReturns } from "../../backtest/bar-returns.ts";
import { type CostModel, costPerSide } from "../../backtest/reference.ts";
import { sharpePerBar } from "../../backtest/statistics/sharpe.ts";
import { sha256 } from "../../data/hash.ts";
import { NODE_NAMES } from "../../data/vocabulary.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const heldSchema = z.object({
  /** Hash of bars and positions: runs that traded alike on the same rows have the same. */
  series: hash,
  /** mean/std of net returns per bar, the entry charged; null where they do not vary or all was lost. */
  sharpe: z.number().nullable(),
  /** The same before costs, which differ by how much was traded and not by luck; null where it does not vary. */
  gross: z.number().nullable(),
});

/** A line of the ledger. Fields that a later version adds are passed over. */
export const trialLineSchema = z.object({
  /** Hash of the dataset's bytes. */
  data: hash,
  /** The run's name. */
  run: z.string().min(1),
  /** Version of the package, and the first digits of the hash of its code. */
  code: z.string(),
  /** Whether a stand-in answered for a language model. */
  simulated: z.boolean(),
  /** What was tried, in brief; the run's name is over all of it. */
  setting: z.object({
    /** Ids of the models that answered, each once. */
    models: z.array(z.string()).readonly(),
    embedder: z.string(),
    without: z.array(z.enum(NODE_NAMES)).readonly(),
    horizonBars: z.int().min(1),
    seed: z.int(),
  }),
  /** Rows decided, from (included) to (excluded). */
  rows: z.object({ from: z.int().min(0), to: z.int().min(1) }),
  /** Rows that ended failed: the run was not whole. */
  failed: z.int().min(0),
  /** Commission and slippage, a fraction of the traded value. */
  costPerSide: z.number().min(0),
  /** The agent's action as traded. */
  action: heldSchema,
  /** Its continuous score as traded. */
  score: heldSchema,
});
export type TrialLine = Readonly<z.infer<typeof trialLineSchema>>;

/** What a run is named by, as its pipeline and its manifest hold it. */
const identitySchema = z.object({
  data: z.object({ sha256: hash }),
  code: z.object({ version: z.string(), hash }),
  config: z.object({
    without: z.array(z.enum(NODE_NAMES)),
    horizonBars: z.int(),
    seed: z.int(),
    commission: z.number(),
    slippage: z.number(),
    capital: z.number(),
  }),
  embedder: z.string(),
  models: z.record(z.string(), z.string().nullable()),
  /** Their keys are, among others, the names of nodes of one's own. */
  ownNodes: z.record(z.string(), z.string()).default({}),
});

/** Which run it was. */
export const trialStampSchema = z.object({
  run: z.string(),
  simulated: z.boolean(),
  identity: identitySchema,
});

/** What was held, one value a row. */
export interface TrialSeries {
  readonly firstRow: number;
  readonly closes: Float64Array;
  readonly action: Float64Array;
  readonly score: Float64Array;
  /** Rows that ended failed. */
  readonly failed: number;
}

/**
 * The line of a finished run. No clock is read for it: the same run gives the same line.
 * @param stamp a pipeline's `run` and `identity`, or those of a manifest; other fields are passed over
 * @throws ZodError when it is neither
 */
export function trialLine(stamp: unknown, series: TrialSeries): TrialLine {
  const { run, simulated, identity } = trialStampSchema.parse(stamp);
  const { data, code, config, embedder } = identity;
  const { without, horizonBars, seed, commission, slippage, capital } = config;
  const costs = { commission, slippage, initialCapital: capital };
  // What stands in a model's place is not that model.
  const models = Object.entries(identity.models).flatMap(([node, id]) =>
    id === null || node in identity.ownNodes ? [] : [id],
  );
  return {
    data: data.sha256,
    run,
    code: `${code.version}+${code.hash.slice(0, 8)}`,
    simulated,
    setting: { models: [...new Set(models)], embedder, without, horizonBars, seed },
    rows: { from: series.firstRow, to: series.firstRow + series.closes.length },
    failed: series.failed,
    costPerSide: costPerSide(costs),
    action: held(series, series.action, costs),
    score: held(series, series.score, costs),
  };
}

function held(
  { firstRow, closes }: TrialSeries,
  positions: Float64Array,
  costs: CostModel,
): TrialLine["action"] {
  const { net, gross, ruined } = barReturns({ closes, positions, costs });
  return {
    series: sha256(JSON.stringify([firstRow, [...closes], [...positions]])),
    sharpe: ruined ? null : sharpePerBar(net),
    gross: sharpePerBar(gross),
  };
}
