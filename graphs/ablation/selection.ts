/** What the luck of the best would be, among the variants and among all that was tried on the data. */
import { barReturns } from "../../backtest/bar-returns.ts";
import type { ExperimentGround, VariantRows } from "../../backtest/experiments/variant-rows.ts";
import {
  type Trials,
  deflatedSharpe,
  expectedBestSharpe,
} from "../../backtest/statistics/deflated-sharpe.ts";
import { moments } from "../../backtest/statistics/moments.ts";
import { sharpeEvidence } from "../../backtest/statistics/probabilistic-sharpe.ts";
import { sharpePerBar } from "../../backtest/statistics/sharpe.ts";
import { countTrials, deflationOf } from "../trials/count-trials.ts";
import { readOwnTrial } from "../trials/read-own-trial.ts";
import { readTrials } from "../trials/trial-files.ts";
import type { Selection } from "./report.ts";

/** The luck, and what each variant's Sharpe ratio is deflated by; null where too little is known. */
interface Luck {
  readonly report: Selection;
  readonly deflation: Trials | null;
}

/**
 * Counts distinct ways to trade among variants, and distinct trials in the ledger.
 * @param trials where the ledger is, and a run of the experiment, which counts whether the ledger has it or not
 */
export async function selectionOf(
  ground: ExperimentGround,
  variants: readonly VariantRows[],
  trials: { readonly cacheDir: string; readonly data: string; readonly directory: string },
): Promise<Luck> {
  const ways = new Map<string, number | null>();
  for (const variant of variants) {
    const net = netOf(ground, variant);
    ways.set(net.join(), sharpePerBar(net));
  }
  const sharpes = [...ways.values()].filter((value) => value !== null).toSorted((a, b) => a - b);
  const spread = moments(sharpes).std;
  const variance = spread === null ? null : spread ** 2;
  const lines = readTrials(trials.cacheDir, trials.data);
  const counted = countTrials(lines, await readOwnTrial(trials.directory));
  const known = deflationOf(counted.action);
  // The ledger holds these variants too, and whatever else was tried: the larger number is the honest one.
  const own = variance === null ? null : { trials: ways.size, variance };
  const deflation = known && own && known.trials < own.trials ? own : (known ?? own);
  return {
    report: {
      variants: ways.size,
      variance,
      expectedBestSharpe: own && expectedBestSharpe(own),
      trials: counted.action.trials,
      runs: counted.runs,
    },
    deflation,
  };
}

/** Probability that the variant's true Sharpe ratio is above the luck of the best trial; null where undefined. */
export function deflatedOf(
  ground: ExperimentGround,
  variant: VariantRows,
  deflation: Trials | null,
): number | null {
  const { evidence } = sharpeEvidence(netOf(ground, variant));
  return evidence && deflation && deflatedSharpe(evidence, deflation);
}

function netOf({ closes, costs }: ExperimentGround, { positions }: VariantRows): Float64Array {
  return barReturns({ closes, positions, costs }).net;
}
