/** The one module that makes random numbers: seeded, and the same on every machine. */
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { sha256 } from "./hash.ts";

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

/** Draws thrown away at the start, since a freshly seeded generator has not mixed its state yet. */
const WARM_UP_DRAWS = 64;

/**
 * A stream that depends on seed and name alone; streams of other names are independent of it,
 * so that drawing more of one never shifts another.
 * @param seed any integer
 */
export function makeRandom(seed: number, stream = ""): Random {
  // Hashed, because neighbouring small seeds would otherwise start alike.
  const state = Number.parseInt(sha256(`${seed}:${stream}`).slice(0, 8), 16);
  const generator = xoroshiro128plus(state | 0);
  for (let i = 0; i < WARM_UP_DRAWS; i += 1) generator.next();
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
