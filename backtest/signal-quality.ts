/** How well actions match labels: a question apart from what they earn, and reported apart. */
import type { Label } from "../data/row.ts";
import { type BootstrapOptions, bootstrapIntervals, type Interval } from "./bootstrap.ts";
import { automaticBlockBars } from "./statistics/block-length.ts";

/** Precision, recall and F1 of one class; null where the denominator is 0. */
interface ClassQuality {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1_score: number | null;
}

/** Rows compared, counted as action then label. */
interface ConfusionMatrix {
  readonly buy_when_buy: number;
  readonly buy_when_sell: number;
  readonly sell_when_buy: number;
  readonly sell_when_sell: number;
}

/** Agreement of actions with labels. Shares from 0 to 1; null where undefined. */
export interface SignalQuality {
  /** Rows that have both an action and a label. */
  readonly compared: number;
  /** Share of compared rows whose action is the label. */
  readonly agreement: number | null;
  /** Stationary bootstrap of `agreement`; null below `needed_rows`. */
  readonly agreement_interval: Interval | null;
  readonly needed_rows: number;
  readonly mean_block_bars: number;
  /** Share of the commoner label among compared rows: what always saying it would score. */
  readonly majority_share: number | null;
  /** Mean of the two recalls; 0.5 for a coin. */
  readonly balanced_accuracy: number | null;
  /** Matthews correlation, -1 to 1. */
  readonly mcc: number | null;
  readonly buy: ClassQuality;
  readonly sell: ClassQuality;
  readonly confusion: ConfusionMatrix;
}

/**
 * Compares the sign of each action with its row's label; a row without either (null or 0) is left out.
 * Without `meanBlockBars`, blocks are as long as the run of agreements asks for (`automaticBlockBars`).
 * F1 = 2TP/(2TP + FP + FN); MCC = (TP·TN - FP·FN)/√((TP+FP)(TP+FN)(TN+FP)(TN+FN)) (Matthews 1975).
 * @throws RangeError when lengths differ
 */
export function signalQuality(
  actions: ArrayLike<number | null>,
  labels: readonly (Label | null)[],
  options: BootstrapOptions,
): SignalQuality {
  if (actions.length !== labels.length) {
    throw new RangeError(`actions: expected ${labels.length} rows, was ${actions.length}`);
  }
  const pairs = labels
    .map((label, row) => ({ label, action: Math.sign(actions[row] ?? 0) }))
    .filter(({ label, action }) => label !== null && action !== 0);
  const count = (action: number, label: number): number =>
    pairs.filter((pair) => pair.action === action && pair.label === label).length;
  const tp = count(1, 1);
  const fp = count(1, -1);
  const fn = count(-1, 1);
  const tn = count(-1, -1);
  const matches = Float64Array.from(pairs, ({ action, label }) => Number(action === label));
  const boot = bootstrapIntervals([matches], [([sum = NaN]) => sum / matches.length], {
    ...options,
    meanBlockBars: options.meanBlockBars ?? automaticBlockBars(matches) ?? 1,
  });
  const buy = classQuality(tp, fp, fn);
  const sell = classQuality(tn, fn, fp);
  return {
    compared: pairs.length,
    agreement: share(tp + tn, pairs.length),
    agreement_interval: boot.intervals[0] ?? null,
    needed_rows: boot.neededRows,
    mean_block_bars: boot.meanBlockBars,
    majority_share: share(Math.max(tp + fn, fp + tn), pairs.length),
    balanced_accuracy:
      buy.recall === null || sell.recall === null ? null : (buy.recall + sell.recall) / 2,
    mcc: share(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
    buy,
    sell,
    confusion: { buy_when_buy: tp, buy_when_sell: fp, sell_when_buy: fn, sell_when_sell: tn },
  };
}

function classQuality(hits: number, falseAlarms: number, misses: number): ClassQuality {
  return {
    precision: share(hits, hits + falseAlarms),
    recall: share(hits, hits + misses),
    f1_score: share(2 * hits, 2 * hits + falseAlarms + misses),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
