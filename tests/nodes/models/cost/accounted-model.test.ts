import { describe, expect, it } from "vitest";
import { makeAccountedModel } from "../../../../nodes/models/cost/accounted-model.ts";
import { type CallLine, callLineSchema } from "../../../../nodes/models/cost/ledger.ts";
import { faultOf } from "../../../support/fault.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";
import { heldModel, question, stored } from "../replies/fakes.ts";

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
        bookedUsd: 0,
        maybeBilled: 0,
        bound: null,
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
    expect(lines).toEqual([
      {
        node: "analyzeQuant",
        model: "held",
        cached: false,
        retries: 0,
        promptTokens: null,
        completionTokens: null,
        costUsd: null,
        bookedUsd: 0,
        maybeBilled: 0,
        bound: null,
        latencyMs: expect.any(Number),
        outcome: "failed",
      },
    ]);
  });
});
