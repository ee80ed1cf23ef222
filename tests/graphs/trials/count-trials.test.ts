import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../data/hash.ts";
import { countTrials, deflationOf } from "../../../graphs/trials/count-trials.ts";
import { type TrialSketch, trialOf } from "./trial-of.ts";

const own = trialOf({ action: ["own", 0.1] });
const counted = (...sketches: readonly TrialSketch[]) =>
  countTrials(sketches.map(trialOf), own).action;

describe("counting trials", () => {
  it("counts the run that asks, in the ledger or not", () => {
    const alone = { trials: 1, comparable: 1, variance: null };
    expect(counted()).toEqual(alone);
    expect(countTrials([own, own], own)).toEqual({
      runs: 1,
      simulatedRuns: 0,
      unread: 0,
      action: alone,
      score: alone,
    });
  });

  it("takes the sample variance of the Sharpe ratios per bar", () => {
    // 0.1, 0.2 and 0.6: mean 0.3, squares 0.04 + 0.01 + 0.09, over 2.
    const { variance, ...counts } = counted({ action: ["b", 0.2] }, { action: ["c", 0.6] });
    expect(counts).toEqual({ trials: 3, comparable: 3 });
    expect(variance).toBeCloseTo(0.07, 12);
  });

  it("takes runs that traded alike as one, whatever their name, code and costs", () => {
    const alike = { action: ["own", 0.1] } as const;
    const again = counted(
      { ...alike, run: "other seed" },
      { ...alike, code: "9.9.9+ffffffff" },
      { action: ["own", 0.1], run: "other costs", costPerSide: 0 },
    );
    expect(again).toEqual({ trials: 1, comparable: 1, variance: null });
  });

  it("takes action and score apart", () => {
    const one = trialOf({ action: ["own", 0.1], score: ["s", 0.5], run: "one" });
    const { runs, action, score } = countTrials([one], own);
    expect([runs, action.trials, score.trials]).toEqual([2, 1, 2]);
    // 0.1 and 0.5: ±0.2 from the mean, over 1.
    expect(score.variance).toBeCloseTo(0.08, 12);
  });

  it.each([
    ["other rows", { action: ["b", 9], rows: { from: 1, to: 100 } }],
    ["other rows", { action: ["b", 9], rows: { from: 0, to: 99 } }],
    ["no Sharpe ratio", { action: ["b", null] }],
  ] as const)("counts a trial with %s, but takes no variance of it", (_, sketch) => {
    expect(counted(sketch)).toEqual({ trials: 2, comparable: 1, variance: null });
  });

  it("takes the variance before costs, so that those may differ", () => {
    const { variance, comparable } = counted({ action: ["b", 0.3], costPerSide: 0 });
    expect(comparable).toBe(2);
    expect(variance).toBeCloseTo(0.02, 12);
  });

  it("passes over trials on other data", () => {
    expect(counted({ action: ["b", 0.2], data: sha256("other data") }).trials).toBe(1);
  });

  it("takes a run that was tried again with fewer failed rows for what it came to last", () => {
    const run = "flaky";
    const tries = [
      { run, failed: 3, action: ["x", 0.2] },
      { run, failed: 1, action: ["y", 0.3] },
      { run, failed: 0, action: ["z", 0.4] },
    ] as const;
    expect(counted(...tries.slice(0, 1)).trials).toBe(2);
    expect(counted(...tries.slice(0, 2)).trials).toBe(2);
    expect(counted(...tries)).toMatchObject({ trials: 2, comparable: 2 });
    expect(counted(...tries).variance).toBeCloseTo(0.045, 12);
  });

  it("takes a run whose replies were asked anew, and differ, for another trial", () => {
    const run = "again";
    expect(counted({ run, action: ["x", 0.2] }, { run, action: ["y", 0.3] }).trials).toBe(3);
  });

  it("says how many runs were simulated", () => {
    const lines = ["a", "b"].map((name) => trialOf({ action: [name, 0.2], simulated: true }));
    expect(countTrials(lines, own)).toMatchObject({ runs: 3, simulatedRuns: 2 });
  });

  it("comes to the same in any order and with any lines there twice", () => {
    // What a series earns before costs is a matter of the series alone.
    const grossOf = { own: 0.1, b: 0.3, c: 1 / 3, d: null } as const;
    const sketch = fc.record({
      run: fc.constantFrom("r", "s", "t", "u"),
      failed: fc.constantFrom(0, 0, 2),
      costPerSide: fc.constantFrom(0, 0.001),
      action: fc.tuple(
        fc.constantFrom<(keyof typeof grossOf)[]>("own", "b", "c", "d"),
        fc.constant(0.1),
      ),
      rows: fc.constantFrom({ from: 0, to: 100 }, { from: 0, to: 50 }),
    });
    const lineOf = (
      each: TrialSketch & { readonly action: readonly [keyof typeof grossOf, number] },
    ) => trialOf({ ...each, action: [each.action[0], grossOf[each.action[0]]] });
    const ledgers = fc.array(sketch.map(lineOf), { maxLength: 12 }).chain((lines) =>
      fc.record({
        lines: fc.constant(lines),
        shuffled: fc.shuffledSubarray([...lines, ...lines], {
          minLength: 2 * lines.length,
          maxLength: 2 * lines.length,
        }),
      }),
    );
    fc.assert(
      fc.property(ledgers, ({ lines, shuffled }) => {
        expect(countTrials(shuffled, own)).toEqual(countTrials(lines, own));
      }),
      { numRuns: 200 },
    );
  });

  it("never counts fewer when a whole run is added", () => {
    const sketches = fc.array(fc.constantFrom("own", "b", "c", "d"), { maxLength: 8 });
    fc.assert(
      fc.property(sketches, fc.string({ minLength: 1 }), (names, added) => {
        const lines = names.map((name) => trialOf({ action: [name, 0.2] }));
        const before = countTrials(lines, own).action.trials;
        const after = countTrials([...lines, trialOf({ action: [added, 1] })], own).action.trials;
        expect(after - before).toBe(["own", ...names].includes(added) ? 0 : 1);
      }),
      { numRuns: 100 },
    );
  });
});

describe("what a ratio is deflated by", () => {
  it.each([
    [
      { trials: 1, comparable: 0, variance: null },
      { trials: 1, variance: 0 },
    ],
    [
      { trials: 7, comparable: 2, variance: 0.5 },
      { trials: 7, variance: 0.5 },
    ],
    [{ trials: 2, comparable: 1, variance: null }, null],
  ])("of %j is %j", (count, expected) => {
    expect(deflationOf(count)).toEqual(expected);
  });
});
