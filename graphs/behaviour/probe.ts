/** Probes what drives a pipeline's decisions: rows decided again with one input changed at a time. */
import { type SampledRow, consistencyOf } from "../../backtest/behaviour/consistency.ts";
import {
  type DecisionPair,
  type StancePoint,
  influenceOf,
} from "../../backtest/behaviour/influence.ts";
import { drawStrata } from "../../backtest/behaviour/strata.ts";
import { weighChannels } from "../../backtest/behaviour/weights.ts";
import { shareOf } from "../../backtest/recall/luck.ts";
import { StoppedError } from "../../data/errors.ts";
import type { Decision } from "../../data/vocabulary.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { sumUsage } from "../manifest.ts";
import type { Pipeline } from "../pipeline.ts";
import { askingNodes } from "../run-config.ts";
import type { CallUsage } from "../row-record.ts";
import { usageOf } from "../walk-forward.ts";
import { decideRows } from "./decided-rows.ts";
import { eachInTurn } from "./each-in-turn.ts";
import { examplesOf } from "./examples.ts";
import { INTERVENTIONS, type Intervention } from "./interventions.ts";
import { type DecidedRow, type LabParts, type Redecided, decideAnew, redecide } from "./lab.ts";
import { probedWith, sampledWith } from "./probed-pipelines.ts";
import { type BehaviourReport, type InterventionFigures, behaviourReportSchema } from "./report.ts";
import { type BehaviourOptions, poolOf, samplingOf, scopeOf } from "./scope.ts";
import { citedWeights, confidenceWeights } from "./stated-weights.ts";
import { strataOf } from "./strata.ts";

/** One intervention on one row. */
export interface Trial extends DecisionPair {
  readonly intervention: string;
  readonly decisions: { readonly before: Decision; readonly after: Decision };
}

/**
 * Decides rows to draw from, draws some of them by strata, decides those again under every intervention, and again
 * with other seeds where a model's answers depend on one. Nothing after a row has a part in it. Same replies, same
 * report.
 * @throws StoppedError when stopped, or no further call can succeed or be paid; replies that were got are stored
 * @throws ReplayMissError when models are replayed and a reply is not stored
 * @throws UsageError for counts out of range
 */
export async function probeBehaviour(
  pipeline: Pipeline,
  options: BehaviourOptions = {},
): Promise<BehaviourReport> {
  const { rows, samples, concurrency } = scopeOf(options);
  const { onProgress, signal } = options;
  const { config } = pipeline;
  const sampling = samplingOf(pipeline);
  const asked = sampling.reason === null ? samples : 0;
  const pool = poolOf(pipeline, rows);
  const total = pool.length + Math.min(rows, pool.length) * (INTERVENTIONS.length + asked);
  let done = 0;
  const tick = (): void => onProgress?.((done += 1), total);
  onProgress?.(0, total);

  const { base, lab } = probedWith(pipeline);
  const { decided, calls } = await decideRows(base, {
    rows: pool,
    concurrency,
    onRow: tick,
    signal,
  });
  const draw = drawStrata(strataOf(decided), rows, config.seed);
  const drawn = decided.filter(({ row }) => draw.rows.includes(row));
  const others = sampledWith(pipeline, asked);
  const probed = await eachInTurn(drawn, { concurrency, signal }, async (row) => ({
    row,
    trials: await tryAll(lab, row, tick, signal),
    sampled: await sampleRow(others, row, tick, signal),
  }));
  onProgress?.(total, total);

  const trials = probed.flatMap((each) => each.trials.trials);
  const interventions = INTERVENTIONS.map((each) => figuresOf(each, trials, drawn.length));
  const both = interventions.map(({ figures }) => figures.flipped);
  const actions = drawn.map(({ decision }) => decision.action);
  const usage = [
    ...calls,
    ...probed.flatMap((each) => [...each.trials.calls, ...each.sampled.calls]),
  ];
  // Parsed, so that its keys stand in the order in which they are read back.
  return behaviourReportSchema.parse({
    run: pipeline.run,
    models: forEachNode((node) =>
      askingNodes(config).includes(node) ? pipeline.models[node].id : null,
    ),
    simulatedNodes: pipeline.simulatedNodes,
    seed: config.seed,
    horizonBars: config.horizonBars,
    sample: {
      pool: pool.length,
      undecided: pool.length - decided.length,
      rows: draw.rows,
      buys: actions.filter((action) => action === 1).length,
      sells: actions.filter((action) => action === -1).length,
      leastGapBars: leastGap(draw.rows),
      strata: draw.strata,
    },
    turned: shareOf(
      both.reduce((sum, { hits }) => sum + hits, 0),
      both.reduce((sum, { of }) => sum + of, 0),
    ),
    interventions,
    weights: weighChannels({
      cited: drawn.flatMap((row) => citedWeights(row) ?? []),
      confidence: drawn.flatMap((row) => confidenceWeights(row) ?? []),
      dropped: {
        news: influenceNamed("drop news", interventions),
        quant: influenceNamed("drop quant", interventions),
        cases: influenceNamed("drop cases", interventions),
      },
    }),
    consistency: {
      samples: asked,
      sampledNodes: sampling.nodes,
      reason: sampling.reason ?? (samples === 0 ? "not asked" : null),
      figures: asked === 0 ? null : consistencyOf(probed.map(({ sampled }) => sampled.row)),
    },
    examples: examplesOf(trials),
    trials: trials.map(({ intervention, row, before, after }) => ({
      intervention,
      row,
      before,
      after,
    })),
    usage: sumUsage(usage),
  });
}

/** Every intervention that changes something on this row. */
async function tryAll(
  lab: LabParts,
  base: DecidedRow,
  tick: () => void,
  signal: AbortSignal | undefined,
): Promise<{ readonly trials: readonly Trial[]; readonly calls: readonly CallUsage[] }> {
  const trials: Trial[] = [];
  const calls: CallUsage[] = [];
  for (const { name, from, to } of INTERVENTIONS) {
    if (signal?.aborted) throw new StoppedError("stopped on request");
    const unchanged: Redecided = { decision: base.decision, calls: [] };
    const before = from === null ? unchanged : await redecide(lab, base, from);
    const after = await redecide(lab, base, to);
    if (before !== null && after !== null) {
      calls.push(...[...before.calls, ...after.calls].map(usageOf));
      trials.push({
        intervention: name,
        row: base.row,
        before: pointOf(before.decision),
        after: pointOf(after.decision),
        decisions: { before: before.decision, after: after.decision },
      });
    }
    tick();
  }
  return { trials, calls };
}

async function sampleRow(
  others: readonly Pick<LabParts, "history" | "nodes">[],
  base: DecidedRow,
  tick: () => void,
  signal: AbortSignal | undefined,
): Promise<{ readonly row: SampledRow; readonly calls: readonly CallUsage[] }> {
  const again: Redecided[] = [];
  for (const parts of others) {
    if (signal?.aborted) throw new StoppedError("stopped on request");
    again.push(await decideAnew(parts, base));
    tick();
  }
  return {
    row: {
      row: base.row,
      first: pointOf(base.decision),
      others: again.map(({ decision }) => pointOf(decision)),
    },
    calls: again.flatMap(({ calls }) => calls.map(usageOf)),
  };
}

function figuresOf(
  { name, channel, says, sense }: Intervention,
  trials: readonly Trial[],
  rows: number,
): InterventionFigures {
  const own = trials.filter(({ intervention }) => intervention === name);
  return { name, channel, says, sense, inert: rows - own.length, figures: influenceOf(own, sense) };
}

function influenceNamed(name: string, all: readonly InterventionFigures[]) {
  return all.find((each) => each.name === name)?.figures ?? influenceOf([], "own side");
}

function pointOf({ action, score }: Decision): StancePoint {
  return { action, score };
}

/** Between neighbours of ascending rows. */
function leastGap(rows: readonly number[]): number | null {
  const gaps = rows.slice(1).map((row, i) => row - (rows[i] ?? row));
  return gaps.length === 0 ? null : Math.min(...gaps);
}
