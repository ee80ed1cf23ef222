/** A share of right answers beside what luck gives: its interval, its chance, and what would have been a sign. */
import { z } from "zod";
import { wilsonInterval } from "../wilson.ts";
import { binomialTail, coincidenceTail } from "./exact-tail.ts";

/** As `Interval`. */
export const intervalSchema = z
  .strictObject({ low: z.number(), high: z.number(), level: z.number() })
  .nullable();

/** Hits among trials. */
export const shareSchema = z.strictObject({
  hits: z.int().nonnegative(),
  of: z.int().nonnegative(),
  /** 0 to 1; null without trials. */
  share: z.number().nullable(),
  /** Wilson, 95 %; null without trials. */
  interval: intervalSchema,
});
export type Share = Readonly<z.infer<typeof shareSchema>>;

/** A share that a test is made of. */
export const luckSchema = shareSchema.extend({
  /** The share that luck gives, 0 to 1; null where undefined. */
  chance: z.number().nullable(),
  /** Chance of as many hits or more by luck alone; null without trials. */
  p: z.number().nullable(),
  /** Fewest hits that would have been a sign at the level asked for; null where no number of them would. */
  needed: z.int().nullable(),
});
export type Luck = Readonly<z.infer<typeof luckSchema>>;

/** Up or down: what was said of a row, and what came. */
export interface Sides {
  readonly said: 1 | -1;
  readonly truth: 1 | -1;
}

/** Hits among trials with the Wilson interval. */
export function shareOf(hits: number, of: number): Share {
  return { hits, of, share: of === 0 ? null : hits / of, interval: wilsonInterval(hits, of) };
}

/**
 * Answers that are right by luck with a known chance, each by itself.
 * @param level the chance of luck at or below which hits are a sign
 */
export function luckOfGuesses(hits: number, of: number, chance: number, level: number): Luck {
  const tail = (count: number): number => binomialTail(count, of, chance);
  const counts = Array.from({ length: of + 1 }, (_, count) => count);
  return {
    ...shareOf(hits, of),
    chance,
    p: of === 0 ? null : tail(hits),
    needed: counts.find((count) => of > 0 && tail(count) <= level) ?? null,
  };
}

/**
 * Sides said of rows, against the same sides dealt out to the rows anew: neither a rising market nor a model that
 * mostly says up can make a sign of it. A model that says one side only shows nothing, whatever it knows.
 * @param level the chance of luck at or below which hits are a sign
 */
export function luckOfSides(rows: readonly Sides[], level: number): Luck {
  const n = rows.length;
  const count = (test: (row: Sides) => boolean): number => rows.filter(test).length;
  const said = count((row) => row.said === 1);
  const went = count((row) => row.truth === 1);
  const both = count((row) => row.said === 1 && row.truth === 1);
  const hitsOf = (coincide: number): number => n - said - went + 2 * coincide;
  const tail = (coincide: number): number => coincidenceTail(coincide, n, said, went);
  const [low, high] = [Math.max(0, said + went - n), Math.min(said, went)];
  const possible = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const sign = possible.find((coincide) => n > 0 && tail(coincide) <= level);
  return {
    ...shareOf(hitsOf(both), n),
    chance: n === 0 ? null : (said * went + (n - said) * (n - went)) / (n * n),
    p: n === 0 ? null : tail(both),
    needed: sign === undefined ? null : hitsOf(sign),
  };
}
