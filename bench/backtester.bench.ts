/** Reference metrics of a million bars against the least that arithmetic can cost: one fused loop. */
import { type ReferenceInput, referenceMetrics } from "../backtest/reference.ts";
import { makeRandom } from "../data/random.ts";
import type { BenchResult } from "./bench-result.ts";
import { mediansMs } from "./timing.ts";

const BARS = 1_000_000;
const REPEATS = 21;

/** Times `referenceMetrics` beside the floor and checks that both compute the same total return. */
export async function benchBacktester(): Promise<BenchResult[]> {
  const input = randomInput(BARS);
  const total = referenceMetrics(input).total_return;
  if (total !== floor(input)[0]) throw new Error("expected the floor to compute the same return");
  const [oursMs = NaN, floorMs = NaN] = mediansMs(
    [() => referenceMetrics(input), () => floor(input)],
    REPEATS,
  );
  return [
    {
      name: "reference metrics, 1,000,000 bars",
      ratio: oursMs / floorMs,
      target: 1.5,
      detail: `${oursMs.toFixed(1)} ms against ${floorMs.toFixed(1)} ms for one hand-fused loop`,
    },
  ];
}

function randomInput(bars: number): ReferenceInput {
  const random = makeRandom(7);
  let price = 100;
  const closes = Float64Array.from({ length: bars }, () => (price *= 1 + 0.001 * random.normal()));
  const positions = Float64Array.from({ length: bars }, () => random.pick([-1, 0, 0.5, 1]));
  const labels = Int8Array.from({ length: bars }, () => random.pick([-1, 1]));
  return { closes, positions, labels, costs: { commission: 1e-5, slippage: 0, initialCapital: 1 } };
}

/** The same arithmetic, as free of branches, with nothing around it: no checks, no undefined values or labels. */
function floor({ closes, positions, labels, costs }: ReferenceInput): readonly number[] {
  const n = closes.length;
  const cost = costs.commission + costs.slippage;
  let growth = 1;
  let peak = -Infinity;
  let worst = 0;
  let sum = 0;
  let squares = 0;
  let wins = 0;
  let losing = 0;
  let gained = 0;
  let lost = 0;
  let bought = 0;
  let shouldBuy = 0;
  let both = 0;
  let close = closes[0] ?? 0;
  let position = positions[0] ?? 0;
  for (let t = 0; t < n; t++) {
    const nextPosition = positions[t] ?? 0;
    const buy = Number(nextPosition > 0);
    const should = Number((labels[t] ?? 0) > 0);
    bought += buy;
    shouldBuy += should;
    both += buy & should;
    if (t === 0) continue;
    const nextClose = closes[t] ?? 0;
    const r = position * (nextClose / close - 1) - Math.abs(nextPosition - position) * cost;
    close = nextClose;
    position = nextPosition;
    growth *= 1 + r;
    const cumulative = growth - 1;
    if (cumulative > peak) peak = cumulative;
    const drawdown = (cumulative - peak) / (1 + peak);
    if (drawdown < worst) worst = drawdown;
    sum += r;
    squares += r * r;
    const size = Math.abs(r);
    gained += (size + r) / 2;
    lost += (size - r) / 2;
    wins += Number(r > 0);
    losing += Number(r < 0);
  }
  const mean = sum / (n - 1);
  const std = Math.sqrt((squares - (n - 1) * mean * mean) / (n - 2));
  const precision = both / bought;
  const recall = both / shouldBuy;
  return [
    growth - 1,
    growth ** (252 / (n - 1)) - 1,
    (Math.sqrt(252) * mean) / std,
    worst,
    wins / (wins + losing),
    gained / lost,
    precision,
    recall,
    (2 * precision * recall) / (precision + recall),
  ];
}
