/** Deliveries of many runs beside each other. */
import { expect, it } from "vitest";
import { Deliveries } from "../../../graphs/tracing/deliveries.ts";
import type { Delivery } from "../../../graphs/tracing/langsmith-tracing.ts";

const NOTHING: Delivery = {
  report: {
    project: "p",
    url: null,
    rows: 0,
    lostRows: 0,
    feedback: 0,
    lostFeedback: 0,
    reason: null,
    unkept: null,
  },
  delivered: [],
  lost: [],
  told: [],
};

/** Deliveries that are over once they are hurried, or are let go. */
function waiting() {
  const deliveries = new Deliveries();
  const hurried: number[] = [];
  const ended: number[] = [];
  const letGo: (() => void)[] = [];
  const add = (run: number): void =>
    deliveries.add(
      (hurry) =>
        new Promise((resolve) => {
          letGo[run] = () => resolve(NOTHING);
          hurry?.addEventListener("abort", () => {
            hurried.push(run);
            resolve(NOTHING);
          });
        }),
      () => void ended.push(run),
    );
  return { deliveries, add, hurried, ended, letGo };
}

it("take their time, four at once; the oldest is hurried when another comes", async () => {
  const { deliveries, add, hurried, ended, letGo } = waiting();
  for (const run of [0, 1, 2, 3]) add(run);
  expect(hurried).toEqual([]);
  add(4);
  expect(hurried).toEqual([0]);
  letGo[2]?.();
  await expect.poll(() => ended).toEqual([0, 2]);
  // There is room for one again.
  add(5);
  expect(hurried).toEqual([0]);
  add(6);
  expect(hurried).toEqual([0, 1]);
  await deliveries.finish();
  expect(hurried).toEqual([0, 1, 3, 4, 5, 6]);
  expect(ended.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
