/** The trailing EMA crossover, streamed bar by bar. */
import { EMA } from "trading-signals";

/**
 * A crossover that takes closes in time order and answers 1 while the fast EMA is above the slow one, -1 while
 * below, null on a tie or before `slowBars` closes. Both EMAs are seeded with the first close (α = 2/(bars + 1)).
 * @param fastBars at least 1
 * @param slowBars above `fastBars`
 */
export function makeEmaCross(fastBars: number, slowBars: number): (close: number) => 1 | -1 | null {
  const fast = new EMA(fastBars);
  const slow = new EMA(slowBars);
  return (close) => {
    fast.add(close);
    slow.add(close);
    const fastValue = fast.getResult();
    const slowValue = slow.getResult();
    if (fastValue === null || slowValue === null || fastValue === slowValue) return null;
    return fastValue > slowValue ? 1 : -1;
  };
}
