/** Bar returns of a position series with every cost charged, the entry from flat included. */
import { type CostModel, costPerSide } from "./reference.ts";
import { requireEqualLengths, requireFinite } from "./series-checks.ts";

/** A position series on bars whose times are known; all of one length. */
export interface PositionInput {
  /** Bar closes, milliseconds since the epoch, strictly rising. */
  readonly timeMs: Float64Array;
  /** Close prices in the quote currency. */
  readonly closes: Float64Array;
  /** Position taken at each row's close, a fraction of equity; it earns the next bar. */
  readonly positions: Float64Array;
  readonly costs: CostModel;
}

/** What each bar earned; element i is the bar that ends at row i + 1. */
export interface BarReturns {
  /** close_{i+1}/close_i - 1. */
  readonly market: Float64Array;
  /** position_i·market_i. */
  readonly gross: Float64Array;
  /** Gross less costs; they compound to the total return, since the first bar carries the entry at row 0. */
  readonly net: Float64Array;
  /** Money paid in costs, as a fraction of the initial capital. */
  readonly costPaid: number;
  /** Lowest equity over the highest so far (the start included), less 1; from -1 to 0. */
  readonly maxDrawdown: number;
  /** Whether a bar lost everything; equity stays at 0 from there on and later `net` is 0. */
  readonly ruined: boolean;
}

/**
 * Returns of holding position_i through bar i + 1 and trading to position_{i+1} at its end.
 * @throws RangeError when lengths differ, costs are out of range or a value is not finite
 */
export function barReturns({
  closes,
  positions,
  costs,
}: Omit<PositionInput, "timeMs">): BarReturns {
  requireEqualLengths(closes, { positions });
  requireFinite({ closes, positions });
  const cost = costPerSide(costs);
  const bars = Math.max(0, closes.length - 1);
  const market = new Float64Array(bars);
  const gross = new Float64Array(bars);
  const net = new Float64Array(bars);
  const entry = Math.abs(positions[0] ?? 0) * cost;
  let equity = 1;
  let costPaid = entry;
  let peak = 1;
  let maxDrawdown = Math.max(0, 1 - entry) - 1;
  for (let i = 0; i < bars; i++) {
    const held = positions[i] ?? NaN;
    const move = (closes[i + 1] ?? NaN) / (closes[i] ?? NaN) - 1;
    const paid = Math.abs((positions[i + 1] ?? NaN) - held) * cost;
    const earned = held * move - paid;
    const withEntry = i === 0 ? (1 - entry) * (1 + earned) - 1 : earned;
    market[i] = move;
    gross[i] = held * move;
    net[i] = equity === 0 ? 0 : Math.max(-1, withEntry);
    costPaid += paid * (i === 0 ? 1 - entry : equity);
    equity = Math.max(0, equity * (1 + withEntry));
    peak = Math.max(peak, equity);
    maxDrawdown = Math.min(maxDrawdown, equity / peak - 1);
  }
  return { market, gross, net, costPaid, maxDrawdown, ruined: equity === 0 };
}
