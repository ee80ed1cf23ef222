/** Splits a position series into trades and says what each one earned. */
import type { PositionInput } from "./bar-returns.ts";
import { costPerSide } from "./reference.ts";

/**
 * Net return of every trade, in order of entry, as fractions of the equity at entry.
 * A trade is a maximal run of rows whose positions have one non-zero sign. It pays for its entry, its
 * resizing and its exit; at a flip each of the two trades pays its own side. A trade still open at the last
 * close is valued there without an exit; one entered at the last close has not begun and is left out.
 */
export function tradeReturns({
  closes,
  positions,
  costs,
}: Omit<PositionInput, "timeMs">): readonly number[] {
  const cost = costPerSide(costs);
  const returns: number[] = [];
  let value = 1;
  let sign = 0;
  let bars = 0;
  for (let t = 0; t < closes.length; t++) {
    const position = positions[t] ?? NaN;
    const next = Math.sign(position);
    if (sign !== 0) {
      const held = positions[t - 1] ?? NaN;
      const move = (closes[t] ?? NaN) / (closes[t - 1] ?? NaN) - 1;
      const traded = next === sign ? Math.abs(position - held) : Math.abs(held);
      value *= 1 + held * move - traded * cost;
      bars++;
      if (next !== sign) returns.push(value - 1);
    }
    if (next !== 0 && next !== sign) {
      value = 1 - Math.abs(position) * cost;
      bars = 0;
    }
    sign = next;
  }
  if (sign !== 0 && bars > 0) returns.push(value - 1);
  return returns;
}
