/** Seeded permutations, for controls that put columns out of order. */
import { makeRandom } from "../random.ts";

/**
 * The numbers 0 to n-1 in an order drawn uniformly (Fisher–Yates).
 * @param n at least 0
 * @param stream equal seeds of different streams are independent
 */
export function permutation(n: number, seed: number, stream: string): readonly number[] {
  const random = makeRandom(seed, stream);
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const held = order[i] ?? i;
    order[i] = order[j] ?? j;
    order[j] = held;
  }
  return order;
}
