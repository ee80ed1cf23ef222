import { describe, expect, it } from "vitest";
import { modelNodesOf, mostCallsOf } from "../../graphs/model-nodes.ts";
import { type RunConfigInput, parseRunConfig } from "../../graphs/run-config.ts";
import { STAND_INS } from "../../nodes/stand-ins.ts";

const asking = (input: RunConfigInput, ownNodes = {}) => ({
  config: parseRunConfig(input),
  ownNodes,
  ownMayAsk: true,
});

describe("the nodes that ask a model", () => {
  it.each<[RunConfigInput, readonly string[], number]>([
    [{}, ["analyzeSentiment", "analyzeQuant", "arbitrate"], 6],
    [{ without: ["analyzeQuant", "retrieveCases"] }, ["analyzeSentiment", "arbitrate"], 4],
    [{ groundingGate: true }, ["analyzeSentiment", "analyzeQuant", "arbitrate"], 8],
    [{ singleCall: true }, ["arbitrate"], 2],
    [{ singleCall: true, without: ["arbitrate"] }, [], 0],
  ])("%j: %j, %i calls at most", (input, nodes, calls) => {
    const given = asking(input);
    const askingNodes = modelNodesOf(given);
    expect(askingNodes).toEqual(nodes);
    expect(mostCallsOf({ ...given, askingNodes })).toBe(calls);
  });

  it("may be nodes of one's own beside a single call", () => {
    const own = { analyzeQuant: STAND_INS.analyzeQuant };
    const given = asking({ singleCall: true }, own);
    expect(modelNodesOf(given)).toEqual(["analyzeQuant", "arbitrate"]);
    // Those that were ready before the models were there ask none.
    expect(modelNodesOf({ ...given, ownMayAsk: false })).toEqual(["arbitrate"]);
  });
});
