import { describe, expect, it, vi } from "vitest";
import { ReplayMissError, StoppedError, UsageError } from "../../../data/errors.ts";
import { Budget } from "../../../nodes/models/cost/budget.ts";
import type { CallLine } from "../../../nodes/models/cost/ledger.ts";
import type { Price } from "../../../nodes/models/cost/prices.ts";
import { boundPromptTokens } from "../../../nodes/models/cost/token-estimate.ts";
import { CallFault } from "../../../nodes/models/failures/call-fault.ts";
import { makePatientModel } from "../../../nodes/models/failures/patient-model.ts";
import { serveModel } from "../../../nodes/models/serve.ts";
import { faultOf } from "../../support/fault.ts";
import { scriptedModel } from "../../support/scripted-model.ts";
import { heldModel, memoryReplies, question, stored } from "./replies/fakes.ts";

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

  it("writes each try's money into the books, and once where a call was shared", async () => {
    const lines: CallLine[] = [];
    const model = heldModel();
    const budget = new Budget({ maxUsd: 1000 });
    const served = serveModel({
      model,
      store: memoryReplies(),
      patient: (inner) => makePatientModel(inner, { maxRetries: 1, firstDelayMs: 0 }),
      budget,
      price: PRICE,
      onCall: (line) => lines.push(line),
    });
    const cut = new CallFault("connection", "cut (ECONNRESET)");
    const asked = [served.complete(ASKED), served.complete(ASKED)];
    await vi.waitUntil(() => model.calls.length === 1);
    model.calls[0]?.fail(cut);
    await vi.waitUntil(() => model.calls.length === 2);
    model.calls[1]?.reply(stored("x"));
    await Promise.all(asked);
    const failed = [served.complete(question("B.")), served.complete(question("B."))].map(faultOf);
    await vi.waitUntil(() => model.calls.length === 3);
    model.calls[2]?.fail(cut);
    await vi.waitUntil(() => model.calls.length === 4);
    model.calls[3]?.fail(new CallFault("overloaded", "503"));
    await Promise.all(failed);

    const bound = { promptTokens: boundPromptTokens(ASKED), completionTokens: 4096 };
    const most = bound.promptTokens / 1000 + 40.96;
    expect(lines).toMatchObject([
      { outcome: "reply", cached: false, retries: 1, maybeBilled: 1, bound },
      { outcome: "reply", cached: true, bookedUsd: 0, maybeBilled: 0, bound: null },
      { outcome: "failed", maybeBilled: 1, bound: { completionTokens: 4096 } },
      { outcome: "failed", bookedUsd: 0, maybeBilled: 0, bound: null },
    ]);
    expect(lines[0]?.bookedUsd).toBeCloseTo(most + 0.081, 9);
    const booked = lines.reduce((sum, line) => sum + (line.bookedUsd ?? Number.NaN), 0);
    expect(booked).toBeCloseTo(budget.spentUsd, 9);
  });

  it("does not know what was booked where no price was known, and 0 where nothing is paid", async () => {
    const lines: CallLine[] = [];
    const onCall = (line: CallLine): number => lines.push(line);
    await serveModel({ model: scriptedModel("x"), price: null, onCall }).complete(ASKED);
    const free = { ...PRICE, inputUsd: 0, outputUsd: 0 };
    const mute = { text: "x", promptTokens: null };
    await serveModel({ model: scriptedModel(mute), price: free, onCall }).complete(ASKED);
    await faultOf(serveModel({ model: scriptedModel(), price: free, onCall }).complete(ASKED));
    expect(lines).toMatchObject([
      { bookedUsd: null, maybeBilled: 0 },
      { bookedUsd: 0, maybeBilled: 0 },
      { bookedUsd: 0, maybeBilled: 0 },
    ]);
  });
});
