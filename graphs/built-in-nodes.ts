/** The built-in nodes of a configuration, its toggles put in. */
import { makeAnalyzeQuant } from "../nodes/analyze-quant.ts";
import { makeAnalyzeSentiment } from "../nodes/analyze-sentiment.ts";
import { makeArbitrate } from "../nodes/arbitrate.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import type { NodeModels } from "../nodes/models/node-models.ts";
import type { Prompts } from "../nodes/prompts.ts";
import type { RunConfig } from "./run-config.ts";

/** What the nodes that ask a model are made from. */
export interface NodeParts {
  readonly config: RunConfig;
  readonly models: NodeModels;
  readonly prompts: Prompts;
}

/** The nodes that ask a model. */
export function makeModelNodes(
  parts: NodeParts,
): Pick<DecisionNodes, "analyzeSentiment" | "analyzeQuant" | "arbitrate"> {
  const { config, models, prompts } = parts;
  const shared = sharedPorts(config);
  return {
    analyzeSentiment: makeAnalyzeSentiment({
      ...shared,
      contextTokens: config.contextTokens,
      model: models.analyzeSentiment,
      prompt: prompts.analyzeSentiment,
    }),
    analyzeQuant: makeAnalyzeQuant({
      ...shared,
      model: models.analyzeQuant,
      prompt: prompts.analyzeQuant,
    }),
    arbitrate: makeArbiter(parts),
  };
}

/** The arbiter alone. */
export function makeArbiter({ config, models, prompts }: NodeParts): DecisionNodes["arbitrate"] {
  return makeArbitrate({
    ...sharedPorts(config),
    model: models.arbitrate,
    prompt: prompts.arbitrate,
    quantFirst: config.quantFirst,
    groundingGate: config.groundingGate,
  });
}

function sharedPorts({ seed, horizonBars, unmasked }: RunConfig) {
  return { seed, horizonBars, unmasked };
}
