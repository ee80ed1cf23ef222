/** Deliveries of many runs beside each other. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { Deliveries } from "../../../graphs/tracing/deliveries.ts";
import type { Delivery } from "../../../graphs/tracing/langsmith-tracing.ts";

it("wait for the same hurry in any number, without a word on stderr", async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on("warning", onWarning);
  const nothing: Delivery = {
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
  const deliveries = new Deliveries();
  let ended = 0;
  for (let run = 0; run < 30; run += 1) {
    deliveries.add(
      (hurry) =>
        new Promise((resolve) => {
          hurry?.addEventListener("abort", () => resolve(nothing), { once: true });
        }),
      () => void (ended += 1),
    );
  }
  await nextTurn();
  await deliveries.finish();
  process.off("warning", onWarning);
  expect([ended, warnings]).toEqual([30, []]);
});
