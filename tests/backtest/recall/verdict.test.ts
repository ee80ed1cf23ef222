import { describe, expect, it } from "vitest";
import type { RecallAnswer } from "../../../backtest/recall/answers.ts";
import { scoreDirections, scoreEvents } from "../../../backtest/recall/choice-recall.ts";
import { scoreCloses } from "../../../backtest/recall/close-recall.ts";
import { scoreTwins } from "../../../backtest/recall/twin-recall.ts";
import {
  type ModelScores,
  ERROR_RATE,
  signLevel,
  verdictOf,
} from "../../../backtest/recall/verdict.ts";
import { type Random, makeRandom } from "../../../data/random.ts";

const ROWS = 40;

const answersOf = <T>(truths: readonly T[], say: (row: number) => T): RecallAnswer<T>[] =>
  truths.map((truth, row) => ({ row, truth, said: say(row), ending: "answered" }));

/** A probe of a model that draws every answer; its closes drift like a price, as do the true ones. */
function luckyProbe(random: Random): ReturnType<typeof verdictOf> {
  const level = signLevel(1);
  const walk = (): number[] => {
    let price = 100;
    const slope = 0.002 * random.normal();
    return Array.from({ length: ROWS }, () => (price *= 1 + slope + 0.006 * random.normal()));
  };
  const lean = random.uniform();
  const side = (): 1 | -1 => (random.uniform() < lean ? 1 : -1);
  const sides = (): (1 | -1)[] => Array.from({ length: ROWS }, side);
  const said = walk();
  const model: ModelScores = {
    model: "m",
    close: scoreCloses(
      answersOf(walk(), (row) => said[row] ?? NaN),
      level,
    ),
    direction: scoreDirections(answersOf<1 | -1>(sides(), side), level),
    event: scoreEvents(
      answersOf<string>(
        Array.from({ length: ROWS }, () => random.pick(["A", "B", "C", "D"])),
        () => "A",
      ),
      { options: 4, skipped: 0, level },
    ),
  };
  const twins = sides().map((truth, row) => ({ row, truth, masked: side(), unmasked: side() }));
  return verdictOf([model], scoreTwins(twins, { seed: 1, level }));
}

describe("the rule", () => {
  it("shares its error rate among all figures", () => {
    expect(signLevel(1)).toBe(0.0125);
    expect(signLevel(3)).toBe(0.005);
  });

  it("accuses models that remember nothing no more often than it says", () => {
    const random = makeRandom(11, "lucky probes");
    const probes = Array.from({ length: 300 }, () => luckyProbe(random));
    const accused = probes.filter(({ verdict }) => verdict === "knows").length;
    expect(probes.every(({ verdict }) => verdict !== "unmeasured")).toBe(true);
    // Three standard deviations above 5 % of 300.
    expect(accused).toBeLessThanOrEqual(300 * ERROR_RATE + 3 * Math.sqrt(300 * 0.05 * 0.95));
  });

  it("names what luck does not explain", () => {
    const level = signLevel(1);
    const sides = Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? (1 as const) : -1));
    const closes = sides.map((side) => 100 + side);
    const model: ModelScores = {
      model: "m",
      close: scoreCloses(
        answersOf(closes, (row) => closes[row] ?? NaN),
        level,
      ),
      direction: scoreDirections(
        answersOf<1 | -1>(sides, () => 1),
        level,
      ),
      event: scoreEvents(
        answersOf<string>(["A"], () => "A"),
        { options: 4, skipped: 0, level },
      ),
    };
    const signs = [{ model: "m", kind: "close" }];
    expect(verdictOf([model], null)).toEqual({ verdict: "knows", signs });
  });

  it("cannot say where no answer could have been a sign, and has nothing to say of rules", () => {
    const none: ModelScores = {
      model: "m",
      close: scoreCloses([], 0.0125),
      direction: scoreDirections([], 0.0125),
      event: scoreEvents([], { options: 4, skipped: 0, level: 0.0125 }),
    };
    expect(verdictOf([none], null)).toEqual({ verdict: "unmeasured", signs: [] });
    expect(verdictOf([], null)).toEqual({ verdict: "rule", signs: [] });
  });
});
