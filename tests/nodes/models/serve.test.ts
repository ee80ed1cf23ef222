import { describe, expect, it } from "vitest";
import { ReplayMissError, StoppedError, UsageError } from "../../../data/errors.ts";
import { Budget } from "../../../nodes/models/cost/budget.ts";
import type { CallLine } from "../../../nodes/models/cost/ledger.ts";
import type { Price } from "../../../nodes/models/cost/prices.ts";
import { serveModel } from "../../../nodes/models/serve.ts";
import { faultOf } from "../../support/fault.ts";
import { scriptedModel } from "../../support/scripted-model.ts";
import { memoryReplies, question } from "./replies/fakes.ts";

const PRICE: Price = { inputUsd: 1000, cachedInputUsd: null, outputUsd: 10_000, long: null };
const ASKED = question("Judge.");

describe("a served model", () => {
  it("is the model itself where nothing is asked for", () => {
    const model = scriptedModel();
    expect(serveModel({ model })).toBe(model);
  });

  it("pays a question once, says its cost twice, and books both calls", async () => {
    const lines: CallLine[] = [];
    const budget = new Budget({ maxUsd: 100 });
    const model = scriptedModel({ text: "x", retries: 1 });
    const served = serveModel({
      model,
      store: memoryReplies(),
      budget,
      price: PRICE,
      onCall: (line) => lines.push(line),
    });
    expect([served.id, served.origin]).toEqual([model.id, model.origin]);
    await served.complete(ASKED);
    const again = await served.complete(ASKED);
    expect(again).toMatchObject({ text: "x", cached: true, costUsd: 0.081 });
    expect(again.latencyMs).toBeGreaterThanOrEqual(0);
    expect(lines).toMatchObject([
      { cached: false, retries: 1, costUsd: 0.081 },
      { cached: true, retries: 0, costUsd: 0.081 },
    ]);
    expect(budget.spentUsd).toBeCloseTo(0.081, 12);
  });

  it("answers from the store when the money is gone, and books a refusal as failed", async () => {
    const lines: CallLine[] = [];
    const store = memoryReplies();
    await serveModel({ model: scriptedModel("x"), store }).complete(ASKED);
    const served = serveModel({
      model: scriptedModel("never"),
      store,
      budget: new Budget({ maxUsd: 0 }),
      price: PRICE,
      onCall: (line) => lines.push(line),
    });
    expect(await served.complete(ASKED)).toMatchObject({ text: "x", cached: true });
    expect(await faultOf(served.complete(question("Another.")))).toBeInstanceOf(StoppedError);
    expect(lines.map(({ outcome }) => outcome)).toEqual(["reply", "failed"]);
  });

  it("refuses a limit without a price, but not for a replay, which asks nothing", async () => {
    const [model, budget] = [scriptedModel("never"), new Budget({ maxUsd: 1 })];
    const store = memoryReplies();
    expect(() => serveModel({ model, budget })).toThrow(UsageError);
    expect(() => serveModel({ model, budget, mode: "replay" })).toThrow(UsageError);
    const replayed = serveModel({ model, store, budget, mode: "replay" });
    expect(await faultOf(replayed.complete(ASKED))).toBeInstanceOf(ReplayMissError);
    expect(model.asked).toEqual([]);
  });
});
