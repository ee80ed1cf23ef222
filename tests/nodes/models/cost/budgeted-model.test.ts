import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../../data/errors.ts";
import type { ChatModel } from "../../../../nodes/models/chat-model.ts";
import { Budget } from "../../../../nodes/models/cost/budget.ts";
import { makeBudgetedModel } from "../../../../nodes/models/cost/budgeted-model.ts";
import type { Price } from "../../../../nodes/models/cost/prices.ts";
import { boundPromptTokens } from "../../../../nodes/models/cost/token-estimate.ts";
import { faultOf } from "../../../support/fault.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";
import { heldModel, question, settleAll, stored } from "../replies/fakes.ts";

const PRICE: Price = { inputUsd: 1000, cachedInputUsd: null, outputUsd: 10_000, long: null };
const ASKED = question("Judge.");
const BOUND = boundPromptTokens(ASKED) / 1000 + 4096 / 100;
/** 11 tokens in and 7 out, at that price. */
const ACTUAL = 0.011 + 0.07;

function limited(model: ChatModel, maxTokens: number): ChatModel {
  return { ...model, origin: { ...model.origin, parameters: { maxTokens } } };
}

describe("the budgeted model", () => {
  it("sets aside the most a call may cost, then books what it cost", async () => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: 100 })];
    const served = makeBudgetedModel({ model, budget, price: PRICE });
    expect([served.id, served.origin]).toEqual([model.id, model.origin]);
    const signal = new AbortController().signal;
    const reply = served.complete(ASKED, { signal });
    await settleAll();
    expect(budget.reservedUsd).toBeCloseTo(BOUND, 9);
    expect(model.calls[0]).toMatchObject({ request: ASKED, options: { signal } });
    model.calls[0]?.reply(stored("x"));
    expect(await reply).toEqual(stored("x"));
    expect(budget.reservedUsd).toBe(0);
    expect(budget.spentUsd).toBeCloseTo(ACTUAL, 12);
  });

  it("reckons with the model's own limit of output tokens", async () => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: null })];
    void makeBudgetedModel({ model: limited(model, 100), budget, price: PRICE }).complete(ASKED);
    await settleAll();
    expect(budget.reservedUsd).toBeCloseTo(boundPromptTokens(ASKED) / 1000 + 1, 9);
  });

  it("books all that was set aside where the model does not say its tokens", async () => {
    const budget = new Budget({ maxUsd: 100 });
    const model = scriptedModel({ completionTokens: null });
    await makeBudgetedModel({ model, budget, price: PRICE }).complete(ASKED);
    expect(budget.spentUsd).toBeCloseTo(BOUND, 9);
  });

  it("books nothing for a call that failed", async () => {
    const budget = new Budget({ maxUsd: 100 });
    const served = makeBudgetedModel({ model: scriptedModel(), budget, price: PRICE });
    expect(await faultOf(served.complete(ASKED))).toMatchObject({
      message: "expected no further question",
    });
    expect([budget.spentUsd, budget.reservedUsd]).toEqual([0, 0]);
  });

  it("asks nothing that the budget does not hold", async () => {
    const model = scriptedModel("x");
    const budget = new Budget({ maxUsd: BOUND - 0.01 });
    const served = makeBudgetedModel({ model, budget, price: PRICE });
    expect(await faultOf(served.complete(ASKED))).toBeInstanceOf(StoppedError);
    expect(model.asked).toEqual([]);
  });

  it("lets calls wait for each other rather than stop a run that can be paid", async () => {
    const model = scriptedModel("a", "b", "c");
    const budget = new Budget({ maxUsd: BOUND + 3 * ACTUAL });
    const served = makeBudgetedModel({ model, budget, price: PRICE });
    await Promise.all([1, 2, 3].map(() => served.complete(ASKED)));
    expect(budget.spentUsd).toBeCloseTo(3 * ACTUAL, 9);
  });

  it("does not ask for a caller who gave up while waiting", async () => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: BOUND })];
    const served = makeBudgetedModel({ model, budget, price: PRICE });
    const controller = new AbortController();
    const first = faultOf(served.complete(ASKED));
    const second = faultOf(served.complete(ASKED, { signal: controller.signal }));
    await settleAll();
    const reason = new Error("given up");
    controller.abort(reason);
    model.calls[0]?.fail(new Error("down"));
    await first;
    expect(await second).toBe(reason);
    expect(model.calls).toHaveLength(1);
    expect([budget.spentUsd, budget.reservedUsd]).toEqual([0, 0]);
  });

  it("needs a price where there is a limit", async () => {
    const model = scriptedModel("x");
    const unpriced = (maxUsd: number | null) =>
      makeBudgetedModel({ model, budget: new Budget({ maxUsd }), price: null });
    expect(() => unpriced(1)).toThrow(UsageError);
    expect(await unpriced(null).complete(ASKED)).toMatchObject({ text: "x" });
  });
});
