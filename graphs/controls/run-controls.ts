/** Controls with known truth: an agent and every trivial rule in worlds where what they may earn is known. */
import { barReturns } from "../../backtest/bar-returns.ts";
import type { Backtester } from "../../backtest/seed-figures.ts";
import { UsageError } from "../../data/errors.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import { mergedName } from "../../nodes/models/node-models.ts";
import type { PipelineParts } from "../pipeline.ts";
import { type GuardedControls, guarded } from "./controls-at.ts";
import { type ControlsPlan, type ControlsSize, planControls } from "./controls-plan.ts";
import { edgeControls } from "./edge-controls.ts";
import { nullControls } from "./null-controls.ts";
import { type Observed, observe } from "./observe.ts";
import { shiftControls } from "./shift-controls.ts";
import { textControls } from "./text-controls.ts";

/** A pipeline's parts but for the data, which the controls make, and how large to make it. */
export interface ControlsOptions extends Omit<PipelineParts, "data">, ControlsSize {
  /** How far the planted edge tilts the next bar, 0 to 1: a reader is right (1 + strength)/2 of the time. @default 0.4 */
  readonly strength?: number | undefined;
  /** Rows under way at once, at least 1. @default 8 */
  readonly concurrency?: number | undefined;
  /** What scores positions; another one is examined just as well. @default Hindcast's own */
  readonly backtester?: Backtester | undefined;
  /** Told after each row that the agent has decided. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Told of each model call. */
  readonly onCall?: ((line: CallLine) => void) | undefined;
}

/** What the controls came to. Fractions and shares. */
export interface ControlsReport extends GuardedControls {
  readonly model: string;
  readonly plan: ControlsPlan;
  readonly strength: number;
  /** Seed of the first world. */
  readonly seed: number;
  /** Rows that the agent left without a decision; the position before stayed. */
  readonly undecided: number;
}

/**
 * Lets agent and rules decide null worlds and edge worlds and says of each control whether it holds. Seeds of worlds
 * follow one another from the configuration's on; its rows are ignored. Same inputs, same report.
 * @throws UsageError for a size or a strength out of range
 * @throws StoppedError when no further model call can succeed or be paid; replies so far are kept where replies are
 */
export async function runControls(options: ControlsOptions): Promise<ControlsReport> {
  const { seeds, rows, strength = 0.4, concurrency = 8, backtester = barReturns } = options;
  const { onProgress, onCall, ...parts } = options;
  if (!(strength >= 0 && strength <= 1)) {
    throw new UsageError(`strength: expected a number from 0 to 1, was ${strength}`);
  }
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new UsageError(`concurrency: expected an integer of at least 1, was ${concurrency}`);
  }
  const plan = planControls({ seeds, rows });
  let done = 0;
  onProgress?.(0, plan.decisions);
  const observed = await observe({
    parts,
    plan,
    strength,
    concurrency,
    onRow: () => onProgress?.((done += 1), plan.decisions),
    onCall,
  });
  const { commission, slippage, capital, without, seed } = options.config;
  const scoring = { backtester, costs: { commission, slippage, initialCapital: capital } };
  const readsNews = !without.includes("analyzeSentiment");
  return {
    model: mergedName(options.model),
    plan,
    strength,
    seed,
    undecided: countUndecided(observed),
    ...guarded([
      nullControls(observed, scoring),
      edgeControls(observed, scoring, { strength, readsNews }),
      textControls(observed, scoring, readsNews),
      shiftControls(observed, scoring),
    ]),
  };
}

function countUndecided({ nullAgent, edge, shuffled, constant, permuted }: Observed): number {
  const trials = [...nullAgent, ...edge, ...shuffled, ...constant, ...permuted];
  return trials.flatMap(({ actions }) => actions).filter((action) => action === null).length;
}
