/** How often 95 % intervals miss and 5 % tests err where the truth is known: Monte Carlo, too slow for tests. */
import type { Interval } from "../backtest/bootstrap.ts";
import { superiorAbility } from "../backtest/experiments/superior-ability.ts";
import { automaticBlockBars } from "../backtest/statistics/block-length.ts";
import {
  type BootstrapDifference,
  bootstrapDifference,
} from "../backtest/statistics/bootstrap-difference.ts";
import { expectedCalibrationError } from "../backtest/statistics/calibration-error.ts";
import { circularShiftTest } from "../backtest/statistics/circular-shift.ts";
import { deflatedSharpe } from "../backtest/statistics/deflated-sharpe.ts";
import { hacMean } from "../backtest/statistics/hac.ts";
import { moments } from "../backtest/statistics/moments.ts";
import { pesaranTimmermann } from "../backtest/statistics/pesaran-timmermann.ts";
import {
  probabilisticSharpe,
  sharpeEvidence,
} from "../backtest/statistics/probabilistic-sharpe.ts";
import { randomPercentile } from "../backtest/statistics/random-percentile.ts";
import { hacSharpe } from "../backtest/statistics/sharpe-error.ts";
import { sharpePerBar } from "../backtest/statistics/sharpe.ts";
import { makeRandom, type Random } from "../data/random.ts";
import type { BenchResult } from "./bench-result.ts";

/** A world whose truth is known; one draw of it either errs or does not. */
interface Experiment {
  readonly name: string;
  readonly draws: number;
  /** Errors at most, over the nominal 5 %. */
  readonly target: number;
  readonly errs: (random: Random, seed: number) => boolean;
}

const NOMINAL = 0.05;
const BARS = 500;

const EXPERIMENTS: readonly Experiment[] = [
  {
    name: "HAC interval of a mean, AR(1) of 0.3, 500 bars",
    draws: 2000,
    target: 1.6,
    errs: (random) => misses(hacMean(series(random, 0.3)).interval, 0),
  },
  {
    name: "HAC interval of a Sharpe ratio of 0.1, independent bars",
    draws: 2000,
    target: 1.4,
    errs: (random) => misses(hacSharpe(series(random, 0).map((r) => r + 0.1)).interval, 0.1),
  },
  {
    name: "bootstrap of the difference of two means, AR(1) of 0.3, automatic blocks",
    draws: 1000,
    target: 2.2,
    errs: (random, seed) => misses(differenceOfEquals(random, seed).mean.interval, 0),
  },
  {
    name: "bootstrap of the difference of two Sharpe ratios, the same worlds",
    draws: 1000,
    target: 2.2,
    errs: (random, seed) => misses(differenceOfEquals(random, seed).sharpe.interval, 0),
  },
  {
    name: "probabilistic Sharpe ratio above 0.95 without any edge, skewed returns",
    draws: 4000,
    target: 1.3,
    errs: (random) => {
      const returns = series(random, 0).map((z) => 1 - Math.exp(z / 2 - 1 / 8));
      const { evidence } = sharpeEvidence(returns);
      return evidence !== null && (probabilisticSharpe(evidence) ?? 0) > 0.95;
    },
  },
  {
    name: "deflated Sharpe ratio above 0.95 for the best of 20 without any edge",
    draws: 1000,
    target: 1.3,
    errs: (random) => {
      const tried = Array.from({ length: 20 }, () => series(random, 0));
      const ratios = tried.map((returns) => sharpePerBar(returns) ?? NaN);
      const variance = (moments(ratios).std ?? NaN) ** 2;
      const best = tried[ratios.indexOf(Math.max(...ratios))] ?? new Float64Array();
      const { evidence } = sharpeEvidence(best);
      return evidence !== null && (deflatedSharpe(evidence, { trials: 20, variance }) ?? 0) > 0.95;
    },
  },
  {
    name: "SPA: the best of 12 without any edge over the baseline",
    draws: 1000,
    target: 1.6,
    errs: (random, seed) => (crowd(random, seed).p ?? 1) <= NOMINAL,
  },
  {
    name: "stepwise test: any of 12 told from the baseline, the same worlds",
    draws: 1000,
    target: 1.6,
    errs: (random, seed) => crowd(random, seed).adjusted.some((p) => (p ?? 1) <= NOMINAL),
  },
  {
    name: "Pesaran–Timmermann, unrelated directions that lean up",
    draws: 4000,
    target: 1.3,
    errs: (random) => {
      const [calls, outcomes] = [series(random, 0), series(random, 0)];
      const { p } = pesaranTimmermann(
        calls.map((z) => z + 0.3),
        outcomes.map((z) => z + 0.2),
      );
      return (p ?? 1) <= NOMINAL;
    },
  },
  {
    name: "Pesaran–Timmermann's error for runs, unrelated directions in runs",
    draws: 2000,
    target: 2.5,
    errs: (random) => {
      const [calls, outcomes] = [series(random, 0.8), series(random, 0.8)];
      return misses(pesaranTimmermann(calls, outcomes).dependent.interval, 0);
    },
  },
  {
    name: "circular shifts, positions and returns unrelated, both in runs",
    draws: 1000,
    target: 1.3,
    errs: (random, seed) => {
      const held = series(random, 0.9).map(Math.sign);
      return (circularShiftTest(held, series(random, 0.3), { seed }).p ?? 1) <= NOMINAL;
    },
  },
  {
    name: "standing among random paths, a coin-flipper of ten bars a trade with 10 bps",
    draws: 400,
    target: 1.6,
    errs: (random, seed) => {
      let [close, side] = [100, 1];
      const closes = series(random, 0).map((z) => (close *= 1 + 0.002 * z));
      const positions = closes.map(() => (side = random.uniform() < 0.1 ? -side : side));
      const costs = { commission: 0.001, slippage: 0, initialCapital: 1 };
      return (randomPercentile({ closes, positions, costs }, { seed }).p ?? 1) <= NOMINAL;
    },
  },
  {
    name: "interval of the calibration error, forecasts 0.1 too high",
    draws: 400,
    target: 1.3,
    errs: (random, seed) => missesCalibration(random, seed, 0.1),
  },
  {
    name: "interval of the calibration error, calibrated forecasts",
    draws: 400,
    target: 1.3,
    errs: (random, seed) => missesCalibration(random, seed, 0),
  },
];

/** Share of errors over the nominal share, one result an experiment. */
export function benchCoverage(): BenchResult[] {
  return EXPERIMENTS.map(({ name, draws, target, errs }) => {
    const random = makeRandom(11, name);
    let errors = 0;
    for (let draw = 0; draw < draws; draw++) errors += Number(errs(random, draw));
    const share = errors / draws;
    return {
      name: `errors of: ${name}`,
      ratio: share / NOMINAL,
      target,
      detail: `${(100 * share).toFixed(1)} % of ${draws} draws where 5 % are stated`,
    };
  });
}

/** An autoregression of standard normal shocks, long under way. */
function series(random: Random, dependence: number): Float64Array {
  let last = random.normal() / Math.sqrt(1 - dependence ** 2);
  return Float64Array.from({ length: BARS }, () => (last = dependence * last + random.normal()));
}

/** Two strategies of equal worth that share a market. */
function differenceOfEquals(random: Random, seed: number): BootstrapDifference {
  const common = series(random, 0);
  const strategy = (): Float64Array =>
    series(random, 0.3).map((r, t) => 0.01 * (r + (common[t] ?? NaN)));
  return bootstrapDifference(strategy(), strategy(), { seed, draws: 400 });
}

/** Whether the interval misses a bias that is the same everywhere, and so is the true error in any bins. */
function missesCalibration(random: Random, seed: number, bias: number): boolean {
  const truths = series(random, 0).map(() => 0.2 + 0.6 * random.uniform());
  const outcomes = truths.map((truth) => Number(random.uniform() < truth));
  const probabilities = truths.map((truth) => truth + bias);
  const options = { seed, draws: 400, meanBlockBars: automaticBlockBars(outcomes) ?? 1 };
  return misses(expectedCalibrationError({ probabilities, outcomes }, options).interval, bias);
}

function misses(interval: Interval | null, truth: number): boolean {
  return interval === null || interval.low > truth || interval.high < truth;
}

/** Differences of twelve useless variants, a third of which is noise that they share. */
function crowd(random: Random, seed: number): ReturnType<typeof superiorAbility> {
  const shared = series(random, 0);
  const differences = Array.from({ length: 12 }, () =>
    series(random, 0).map((z, bar) => z + (shared[bar] ?? NaN) / 2),
  );
  return superiorAbility(differences, { seed, draws: 400, meanBlockBars: 4 });
}
