import { describe, expect, it } from "vitest";
import { makePricedModel } from "../../../../nodes/models/cost/priced-model.ts";
import type { Price } from "../../../../nodes/models/cost/prices.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";
import { question } from "../replies/fakes.ts";

const PRICE: Price = { inputUsd: 1000, cachedInputUsd: null, outputUsd: 10_000, long: null };

describe("the priced model", () => {
  it.each([
    ["a new reply", { cached: false }, PRICE, 0.081],
    ["a stored reply, all the same", { cached: true }, PRICE, 0.081],
    ["tokens that are not known", { promptTokens: null }, PRICE, null],
    ["a price that is not known", {}, null, null],
  ])("says the cost of %s", async (_what, parts, price, costUsd) => {
    const model = scriptedModel({ text: "x", ...parts });
    const served = makePricedModel({ model, price });
    expect([served.id, served.origin]).toEqual([model.id, model.origin]);
    const reply = await served.complete(question("Judge."));
    expect(reply).toMatchObject({ text: "x", costUsd, ...parts });
  });
});
