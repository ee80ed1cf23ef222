/**
 * The reference backtester, reproduced exactly: its metrics in one pass over typed arrays.
 * Known quirks are kept on purpose (252 periods a year, free first entry); `corrected.ts` has the right figures.
 */
import type { Label } from "../data/row.ts";
import { requireEqualLengths } from "./series-checks.ts";

/** What trading costs. Fractions are of the traded notional, per side. */
export interface CostModel {
  /** At least 0; 0.001 is 10 bps. */
  readonly commission: number;
  /** At least 0. */
  readonly slippage: number;
  /** Above 0, in the quote currency. */
  readonly initialCapital: number;
}

/** A position series on a price series, with what each row should have been; all of one length. */
export interface ReferenceInput {
  /** Close prices in the quote currency, oldest first. */
  readonly closes: Float64Array;
  /** Position taken at each row's close, a fraction of equity; it earns the next bar. */
  readonly positions: Float64Array;
  /** -1 sell, 1 buy, 0 where the row has no label (see `labelCodes`). */
  readonly labels: Int8Array;
  readonly costs: CostModel;
}

/** Names and arithmetic of the reference. Fractions; null where undefined. */
export interface ReferenceMetrics {
  readonly total_return: number | null;
  readonly annual_return: number | null;
  readonly sharpe_ratio: number | null;
  /** At most 0. */
  readonly max_drawdown: number | null;
  /** Share of bars won among bars with a non-zero return. */
  readonly win_rate: number | null;
  /** Infinity when no bar lost. */
  readonly profit_factor: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1_score: number | null;
}

/** Periods a year the reference annualises with, whatever the bar length. */
const REFERENCE_PERIODS_PER_YEAR = 252;

/** Commission plus slippage. @throws RangeError when either is negative or not finite, or capital is not above 0 */
export function costPerSide({ commission, slippage, initialCapital }: CostModel): number {
  for (const [name, value] of Object.entries({ commission, slippage })) {
    if (!Number.isFinite(value) || value < 0) {
      throw new RangeError(`${name}: expected a fraction of at least 0, was ${value}`);
    }
  }
  if (!Number.isFinite(initialCapital) || initialCapital <= 0) {
    throw new RangeError(`initialCapital: expected an amount above 0, was ${initialCapital}`);
  }
  return commission + slippage;
}

/** Labels as codes: -1, 1, and 0 for a row without one. */
export function labelCodes(labels: readonly (Label | null)[]): Int8Array {
  return Int8Array.from(labels, (label) => label ?? 0);
}

/**
 * Total return, its 252-period annualisation, Sharpe, drawdown, bar win rate and profit factor of
 * r_t = position_{t-1}·(close_t/close_{t-1} - 1) - |position_t - position_{t-1}|·(commission + slippage),
 * and precision, recall and F1 of position > 0 against label > 0 over labelled rows.
 *
 * - total = Π(1 + r) - 1; annual = (1 + total)^(252/n) - 1; sharpe = √252·mean/std with the sample std, 0 if that is 0.
 * - drawdown = min (cum - peak)/(1 + peak); the peak is that of the cumulative return from its first defined value on.
 * - win rate is 0 when every return is 0; precision, recall and F1 are 0 when their denominator is.
 * - An undefined return (NaN in, as at row 0) is left out everywhere; without any, the money figures are null.
 * @throws RangeError when lengths differ or costs are out of range
 */
export function referenceMetrics(input: ReferenceInput): ReferenceMetrics {
  const { closes, positions, labels, costs } = input;
  requireEqualLengths(closes, { positions, labels });
  const cost = costPerSide(costs);
  const rows = closes.length;

  const shift = firstReturn(input, cost);
  let close = closes[0] ?? NaN;
  let position = positions[0] ?? NaN;
  let defined = 0;
  let growth = 1;
  let peak = -Infinity;
  let worst = Infinity;
  let sum = 0;
  let shiftedSquares = 0;
  let wins = 0;
  let losing = 0;
  let gained = 0;
  let lost = 0;
  for (let t = 1; t < rows; t++) {
    const nextClose = closes[t] ?? NaN;
    const nextPosition = positions[t] ?? NaN;
    const r = position * (nextClose / close - 1) - Math.abs(nextPosition - position) * cost;
    close = nextClose;
    position = nextPosition;
    if (Number.isNaN(r)) continue;
    defined++;
    growth *= 1 + r;
    const cumulative = growth - 1;
    if (cumulative > peak) peak = cumulative;
    const drawdown = (cumulative - peak) / (1 + peak);
    if (drawdown < worst) worst = drawdown;
    sum += r;
    shiftedSquares += (r - shift) * (r - shift);
    const size = Math.abs(r);
    gained += (size + r) / 2;
    lost += (size - r) / 2;
    wins += Number(r > 0);
    losing += Number(r < 0);
  }

  const signal = signalScores(positions, labels);
  if (defined === 0) return { ...NO_RETURNS, ...signal };
  const total = growth - 1;
  const offset = sum - defined * shift;
  const variance = (shiftedSquares - (offset * offset) / defined) / (defined - 1);
  const ratio = variance <= 0 ? 0 : sum / defined / Math.sqrt(variance);
  return {
    total_return: finiteOrNull(total),
    annual_return: finiteOrNull((1 + total) ** (REFERENCE_PERIODS_PER_YEAR / defined) - 1),
    sharpe_ratio: finiteOrNull(Math.sqrt(REFERENCE_PERIODS_PER_YEAR) * ratio),
    max_drawdown: finiteOrNull(worst),
    win_rate: wins + losing === 0 ? 0 : wins / (wins + losing),
    profit_factor: profitFactor(gained, lost),
    ...signal,
  };
}

/** Infinite when nothing was lost; null when both sides are beyond what a number holds. */
function profitFactor(gained: number, lost: number): number | null {
  const ratio = lost === 0 ? Infinity : gained / lost;
  return Number.isNaN(ratio) ? null : ratio;
}

const NO_RETURNS = {
  total_return: null,
  annual_return: null,
  sharpe_ratio: null,
  max_drawdown: null,
  win_rate: null,
  profit_factor: null,
} as const;

/** A value near the mean return: squares taken around it lose no digits when returns hardly vary. */
function firstReturn({ closes, positions }: ReferenceInput, cost: number): number {
  const [close = NaN, nextClose = NaN] = closes;
  const [position = NaN, nextPosition = NaN] = positions;
  const r = position * (nextClose / close - 1) - Math.abs(nextPosition - position) * cost;
  return Number.isNaN(r) ? 0 : r;
}

function signalScores(
  positions: Float64Array,
  labels: Int8Array,
): Pick<ReferenceMetrics, "precision" | "recall" | "f1_score"> {
  let labelled = 0;
  let bought = 0;
  let shouldBuy = 0;
  let both = 0;
  for (let t = 0; t < labels.length; t++) {
    const label = labels[t] ?? 0;
    const known = Number(label !== 0);
    const buy = Number((positions[t] ?? NaN) > 0) & known;
    const should = Number(label > 0);
    labelled += known;
    bought += buy;
    shouldBuy += should;
    both += buy & should;
  }
  if (labelled === 0) return { precision: null, recall: null, f1_score: null };
  const precision = bought === 0 ? 0 : both / bought;
  const recall = shouldBuy === 0 ? 0 : both / shouldBuy;
  const f1 = both === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1_score: f1 };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
