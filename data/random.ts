/** The one module that makes random numbers: seeded, and the same on every machine. */
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded stream of draws. */
export interface Random {
  /** Uniform in [0, 1), 32 bits of it. */
  uniform(): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** Uniform integer in [0, n). */
  below(n: number): number;
  /** One of the items, uniformly. @throws RangeError when there is none. */
  pick<T>(items: readonly T[]): T;
}

/** A stream that depends on the seed alone. @param seed any 32-bit integer */
export function makeRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => (generator.next() >>> 0) / 2 ** 32;
  const below = (n: number): number => Math.floor(uniform() * n);
  return {
    uniform,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined)
        throw new RangeError("expected at least one item to pick from, was none");
      return item;
    },
  };
}
