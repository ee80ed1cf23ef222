import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { StoppedError, UsageError } from "../../../../data/errors.ts";
import type { ChatModel, ModelLayer } from "../../../../nodes/models/chat-model.ts";
import { Budget } from "../../../../nodes/models/cost/budget.ts";
import { makeBudgetedModel } from "../../../../nodes/models/cost/budgeted-model.ts";
import type { Price } from "../../../../nodes/models/cost/prices.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import {
  type Patience,
  makePatientModel,
} from "../../../../nodes/models/failures/patient-model.ts";
import { boundPromptTokens } from "../../../../nodes/models/cost/token-estimate.ts";
import { faultOf } from "../../../support/fault.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";
import { type HeldCall, heldModel, question, settleAll, stored } from "../replies/fakes.ts";

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

  const failures: readonly (readonly [string, Error, boolean])[] = [
    ["a rate limit", new CallFault("rate limit", "429"), false],
    ["an overloaded server", new CallFault("overloaded", "503"), false],
    ["a server error", new CallFault("server error", "500"), false],
    ["a bad request", new CallFault("bad request", "400"), false],
    ["a refused key", new StoppedError("401"), false],
    ["a refused connection", new CallFault("connection", "no connection (ECONNREFUSED)"), false],
    ["an unknown host", new CallFault("connection", "no connection (ENOTFOUND)"), false],
    ["a lost connection", new CallFault("connection", "no connection (ECONNRESET)"), true],
    ["an unexplained lack of connection", new CallFault("connection", "no connection"), true],
    ["a timeout", new CallFault("timeout", "no reply within 60000 ms"), true],
    ["an unreadable reply", new CallFault("unreadable reply", "no completion"), true],
    ["an error of unknown make", new Error("odd"), true],
  ];
  it.each(failures)("after %s books what may be billed", async (_what, error, billed) => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: 100 })];
    const served = makeBudgetedModel({ model, budget, price: PRICE });
    const fault = faultOf(served.complete(ASKED));
    await settleAll();
    model.calls[0]?.fail(error);
    expect(await fault).toBe(error);
    expect(budget.spentUsd).toBeCloseTo(billed ? BOUND : 0, 9);
    expect(budget.reservedUsd).toBe(0);
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
    model.calls[0]?.fail(new CallFault("overloaded", "503"));
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

/** Three tries in quick succession. */
function hasty(more: Patience = {}): ModelLayer {
  const patience = { firstDelayMs: 1, maxDelayMs: 1, maxRetries: 2, ...more };
  return (model) => makePatientModel(model, patience);
}

describe("tries", () => {
  it("are budgeted one by one", async () => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: 10 * BOUND })];
    const served = makeBudgetedModel({ model, budget, price: PRICE, patient: hasty() });
    const reply = served.complete(ASKED);
    const ends = [
      (call: HeldCall) => call.fail(new CallFault("connection", "cut (ECONNRESET)")),
      (call: HeldCall) => call.fail(new CallFault("rate limit", "429")),
      (call: HeldCall) => call.reply(stored("x")),
    ];
    for (const [i, end] of ends.entries()) {
      await vi.waitUntil(() => model.calls.length > i);
      expect(budget.reservedUsd).toBeCloseTo(BOUND, 9);
      const call = model.calls[i];
      if (call) end(call);
    }
    expect(await reply).toMatchObject({ text: "x", retries: 2 });
    expect(budget.spentUsd).toBeCloseTo(BOUND + ACTUAL, 9);
    expect(budget.reservedUsd).toBe(0);
  });

  it("that time out are booked even if the model never lets go of them", async () => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: 10 * BOUND })];
    const patient = hasty({ timeoutMs: 5 });
    const served = makeBudgetedModel({ model, budget, price: PRICE, patient });
    expect(await faultOf(served.complete(ASKED))).toMatchObject({ kind: "timeout" });
    expect(budget.spentUsd).toBeCloseTo(3 * BOUND, 9);
    for (const call of model.calls) call.reply(stored("late"));
    await settleAll();
    expect(budget.spentUsd).toBeCloseTo(3 * BOUND, 9);
    expect(budget.reservedUsd).toBe(0);
  });

  it("end where the money does", async () => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: 1.5 * BOUND })];
    const patient = hasty({ timeoutMs: 5 });
    const served = makeBudgetedModel({ model, budget, price: PRICE, patient });
    expect(await faultOf(served.complete(ASKED))).toBeInstanceOf(StoppedError);
    expect(model.calls).toHaveLength(1);
  });

  it("are not timed while they wait for money", async () => {
    const [model, budget] = [heldModel(), new Budget({ maxUsd: BOUND + ACTUAL })];
    const first = makeBudgetedModel({ model, budget, price: PRICE });
    const patient = hasty({ timeoutMs: 5, maxRetries: 0 });
    const second = makeBudgetedModel({ model: scriptedModel("y"), budget, price: PRICE, patient });
    const replies = Promise.all([first.complete(ASKED), second.complete(ASKED)]);
    await sleep(20);
    model.calls[0]?.reply(stored("x"));
    expect(await replies).toMatchObject([{ text: "x" }, { text: "y" }]);
  });
});
