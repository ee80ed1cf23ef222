import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type LogisticTask,
  fitLogistic,
  logitOf,
  probabilityOf,
} from "../../../nodes/classifier/logistic-fit.ts";

const component = fc.double({ min: -2, max: 2, noNaN: true });

const tasks: fc.Arbitrary<LogisticTask> = fc
  .record({ count: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 6 }) })
  .chain(({ count, width }) =>
    fc.record({
      examples: fc.array(fc.array(component, { minLength: width, maxLength: width }), {
        minLength: count,
        maxLength: count,
      }),
      isPositive: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
      weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
      penalty: fc.double({ min: 0.1, max: 10, noNaN: true }),
    }),
  );

describe("fitLogistic", () => {
  it("solves one example by hand: penalty · w = 1 - p(w), which w = 1 does at a penalty of 1/(1 + e)", () => {
    const penalty = 1 / (1 + Math.E);
    const task = { examples: [[1]], isPositive: [true], weight: 1, penalty };
    expect(fitLogistic(task)[0]).toBeCloseTo(1, 9);
  });

  it("ends where the gradient is 0, with more examples than weights and with fewer", () => {
    fc.assert(
      fc.property(tasks, (task) => {
        const weights = fitLogistic(task);
        for (const [at, weight] of weights.entries()) {
          const slope = task.examples.reduce((sum, example, i) => {
            const excess =
              probabilityOf(logitOf(weights, example)) - (task.isPositive[i] === true ? 1 : 0);
            return sum + task.weight * excess * (example[at] ?? 0);
          }, task.penalty * weight);
          expect(slope).toBeCloseTo(0, 7);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("gives opposite weights for opposite signs", () => {
    const examples = [[1, 0.5], [-0.3, 1], [0.2, 0.2]]; // prettier-ignore
    const isPositive = [true, false, true];
    const ups = fitLogistic({ examples, isPositive, weight: 1, penalty: 1 });
    const turned = isPositive.map((up) => !up);
    const downs = fitLogistic({ examples, isPositive: turned, weight: 1, penalty: 1 });
    for (const [i, up] of ups.entries()) expect(up).toBeCloseTo(-(downs[i] ?? 0), 9);
  });

  it.each([
    { examples: [], weight: 1, penalty: 1 },
    { examples: [[1]], weight: 0, penalty: 1 },
    { examples: [[1]], weight: 1, penalty: 0 },
  ])("refuses %j", (task) => {
    expect(() => fitLogistic({ ...task, isPositive: [] })).toThrow(RangeError);
  });
});
