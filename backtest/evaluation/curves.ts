/** A run bar by bar, for pictures: equity with its band, drawdown, and the hit rate of the last bars. */
import { makeRandom } from "../../data/random.ts";
import { type BarReturns, barReturns } from "../bar-returns.ts";
import { quantile } from "../quantile.ts";
import { automaticBlockBars } from "../statistics/block-length.ts";
import { NEEDED_BARS } from "../statistics/needed-bars.ts";
import { wilsonInterval } from "../wilson.ts";
import { type EvaluatedSeries, type EvaluationOptions, inputOf } from "./evaluated-series.ts";

/** A value a row; null where it is undefined. */
type Curve = readonly (number | null)[];

/** Lower and upper end a row. */
export interface CurveBand {
  readonly low: Curve;
  readonly high: Curve;
}

/** All curves have one value a row. */
export interface Curves {
  /** Bar closes, milliseconds since the epoch. */
  readonly timeMs: readonly number[];
  readonly closes: readonly number[];
  /** By strategy, the agent first: growth of 1, net of costs, and its distance from the peak so far, 0 or below. */
  readonly strategies: readonly {
    readonly name: string;
    readonly own: boolean;
    readonly positions: readonly number[];
    readonly equity: readonly number[];
    readonly drawdown: readonly number[];
  }[];
  /** 95 % of the agent's equity paths over resampled bars, row by row; null below the bars that it needs. */
  readonly band: CurveBand | null;
  /** Share of the agent's last `windowBars` bars with the right sign, and its Wilson interval. */
  readonly hitRate: CurveBand & { readonly share: Curve; readonly windowBars: number };
}

/** Rows at which the band is measured, at most; it is drawn straight between them. */
const BAND_POINTS = 400;

/** Bars that a rolling hit rate looks back: an eighth of them, but no fewer than an interval needs. */
const WINDOW_SHARE = 1 / 8;

/** Curves of every strategy. */
export function curvesOf(series: EvaluatedSeries, options: EvaluationOptions): Curves {
  const [agent] = series.strategies;
  const own = agent && barReturns(inputOf(series, agent));
  return {
    timeMs: [...series.timeMs],
    closes: [...series.closes],
    strategies: series.strategies.map((strategy) => {
      const equity = equityOf(barReturns(inputOf(series, strategy)));
      return {
        name: strategy.name,
        own: strategy.own,
        positions: [...strategy.positions],
        equity,
        drawdown: drawdownOf(equity),
      };
    }),
    band: own ? equityBand(own.net, options) : null,
    hitRate: rollingHitRate(own?.gross ?? new Float64Array(), series.closes.length),
  };
}

function equityOf({ net }: BarReturns): readonly number[] {
  const equity = [1];
  for (const r of net) equity.push((equity.at(-1) ?? NaN) * (1 + r));
  return equity;
}

function drawdownOf(equity: readonly number[]): readonly number[] {
  let peak = -Infinity;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
}

/** Pointwise 2.5 and 97.5 percentiles of equity over stationary-bootstrap resamples of the bars. */
export function equityBand(
  net: Float64Array,
  { seed, draws = 1000 }: EvaluationOptions,
): CurveBand | null {
  const n = net.length;
  if (n < NEEDED_BARS) return null;
  const random = makeRandom(seed, "equity band");
  const stay = 1 - 1 / (automaticBlockBars(net) ?? 1);
  const count = Math.min(n, BAND_POINTS);
  const rows = Array.from({ length: count }, (_, i) => Math.round(((i + 1) * n) / count));
  const paths = rows.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    let [equity, at, next] = [1, random.below(n), 0];
    for (let t = 1; t <= n; t++) {
      equity *= 1 + (net[at] ?? NaN);
      if (t === rows[next]) {
        const path = paths[next];
        if (path) path[draw] = equity;
        next += 1;
      }
      at = random.uniform() < stay ? (at + 1) % n : random.below(n);
    }
  }
  const sorted = paths.map((path) => path.toSorted());
  const edge = (share: number): Curve =>
    interpolated([0, ...rows], [1, ...sorted.map((path) => quantile(path, share))], n + 1);
  return { low: edge(0.025), high: edge(0.975) };
}

/** Straight lines between points at the given rows, one value a row. */
function interpolated(rows: readonly number[], values: readonly number[], length: number): Curve {
  let segment = 0;
  return Array.from({ length }, (_, row) => {
    while ((rows[segment + 1] ?? Infinity) < row) segment += 1;
    const [from, to] = [rows[segment] ?? NaN, rows[segment + 1] ?? rows[segment] ?? NaN];
    const [a, b] = [values[segment] ?? NaN, values[segment + 1] ?? values[segment] ?? NaN];
    return to === from ? a : a + ((b - a) * (row - from)) / (to - from);
  });
}

function rollingHitRate(gross: Float64Array, rows: number): Curves["hitRate"] {
  const windowBars = Math.max(NEEDED_BARS, Math.round(gross.length * WINDOW_SHARE));
  const shares: (number | null)[] = [];
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  let [hits, calls] = [0, 0];
  for (let row = 0; row < rows; row++) {
    // Row t ends bar t - 1.
    const [enters, leaves] = [gross[row - 1] ?? 0, gross[row - 1 - windowBars] ?? 0];
    hits += Number(enters > 0) - Number(leaves > 0);
    calls += Number(enters !== 0) - Number(leaves !== 0);
    const known = row >= windowBars && calls > 0;
    const interval = known ? wilsonInterval(hits, calls) : null;
    shares.push(known ? hits / calls : null);
    low.push(interval?.low ?? null);
    high.push(interval?.high ?? null);
  }
  return { share: shares, low, high, windowBars };
}
