import { describe, expect, it } from "vitest";
import {
  type CallLine,
  callLineSchema,
  makeAccountedModel,
  totalLedger,
} from "../../../../nodes/models/cost/ledger.ts";
import { faultOf } from "../../../support/fault.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";
import { heldModel, question, stored } from "../replies/fakes.ts";

const PAID: CallLine = {
  node: "analyzeQuant",
  model: "m",
  cached: false,
  retries: 0,
  promptTokens: 100,
  completionTokens: 10,
  costUsd: 0.25,
  latencyMs: 20,
  outcome: "reply",
};
const CACHED: CallLine = { ...PAID, cached: true, latencyMs: 1 };
const FAILED: CallLine = {
  ...PAID,
  promptTokens: null,
  completionTokens: null,
  costUsd: null,
  latencyMs: 900,
  outcome: "failed",
};
const NOTHING = {
  calls: 0,
  cached: 0,
  failed: 0,
  retries: 0,
  promptTokens: 0,
  completionTokens: 0,
  costUsd: 0,
  meanLatencyMs: null,
  p95LatencyMs: null,
};

describe("the accounted model", () => {
  it("reports each call as its node asked for it, and times the reply", async () => {
    const lines: CallLine[] = [];
    const model = scriptedModel({ cached: true, retries: 2, costUsd: 0.5 });
    const served = makeAccountedModel({ model, onCall: (line) => lines.push(line) });
    expect([served.id, served.origin]).toEqual([model.id, model.origin]);
    const reply = await served.complete(question("Judge.", { node: "arbitrate" }));
    expect(lines).toEqual([
      {
        node: "arbitrate",
        model: "scripted",
        cached: true,
        retries: 2,
        promptTokens: 11,
        completionTokens: 7,
        costUsd: 0.5,
        latencyMs: reply.latencyMs,
        outcome: "reply",
      },
    ]);
    expect(callLineSchema.parse(lines[0])).toEqual(lines[0]);
  });

  it("times from asking to having the reply", async () => {
    const model = heldModel();
    const asked = makeAccountedModel({ model, onCall: () => {} }).complete(question("Judge."));
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    model.calls[0]?.reply(stored("x"));
    const { latencyMs = 0 } = await asked;
    expect(latencyMs).toBeGreaterThan(25);
    expect(latencyMs).toBeLessThan(5000);
  });

  it("takes a reply that says little for a new one of unknown cost", async () => {
    const lines: CallLine[] = [];
    const model = heldModel();
    const asked = makeAccountedModel({ model, onCall: (line) => lines.push(line) }).complete(
      question("Judge."),
    );
    model.calls[0]?.reply(stored("x"));
    await asked;
    expect(lines).toMatchObject([{ cached: false, retries: 0, costUsd: null }]);
  });

  it("reports a failed call and passes its error on", async () => {
    const lines: CallLine[] = [];
    const model = heldModel();
    const served = makeAccountedModel({ model, onCall: (line) => lines.push(line) });
    const asked = faultOf(served.complete(question("Judge.")));
    const down = new Error("service down");
    model.calls[0]?.fail(down);
    expect(await asked).toBe(down);
    const { latencyMs } = lines[0] ?? PAID;
    expect(lines).toEqual([{ ...FAILED, model: "held", latencyMs }]);
  });
});

describe("the ledger", () => {
  it("of no calls is nothing, and costs nothing", () => {
    expect(totalLedger([])).toEqual({
      total: NOTHING,
      byNode: { analyzeSentiment: NOTHING, analyzeQuant: NOTHING, arbitrate: NOTHING },
    });
  });

  it("sums by node and in total; only new replies are paid", () => {
    const ledger = totalLedger([
      PAID,
      { ...PAID, retries: 2, promptTokens: 50, costUsd: 0.5, latencyMs: 40 },
      CACHED,
      FAILED,
      { ...PAID, node: "arbitrate", latencyMs: 60 },
    ]);
    expect(ledger.byNode.analyzeQuant).toEqual({
      calls: 4,
      cached: 1,
      failed: 1,
      retries: 2,
      promptTokens: 150,
      completionTokens: 20,
      costUsd: 0.75,
      meanLatencyMs: 30,
      p95LatencyMs: 40,
    });
    expect(ledger.byNode.arbitrate).toMatchObject({ calls: 1, costUsd: 0.25, p95LatencyMs: 60 });
    expect(ledger.byNode.analyzeSentiment).toEqual(NOTHING);
    expect(ledger.total).toMatchObject({
      calls: 5,
      promptTokens: 250,
      costUsd: 1,
      meanLatencyMs: 40,
    });
  });

  it.each(["promptTokens", "completionTokens", "costUsd"] as const)(
    "does not know %s where one paid call does not say, and only there",
    (field) => {
      const known = { promptTokens: 200, completionTokens: 20, costUsd: 0.5 };
      const { total } = totalLedger([PAID, { ...PAID, [field]: null }]);
      expect(total).toMatchObject({ ...known, [field]: null });
      expect(totalLedger([PAID, PAID, { ...CACHED, [field]: null }]).total).toMatchObject(known);
    },
  );

  it("takes the nearest rank for the 95th percentile", () => {
    const lines = Array.from({ length: 100 }, (_, i) => ({ ...PAID, latencyMs: 100 - i }));
    expect(totalLedger(lines).total.p95LatencyMs).toBe(95);
    expect(totalLedger(lines.slice(0, 20)).total.p95LatencyMs).toBe(99);
    expect(totalLedger(lines.slice(0, 1)).total.p95LatencyMs).toBe(100);
  });
});
