/** The built-in nodes of a configuration, its toggles put in. */
import { makeAnalyzeQuant } from "../nodes/analyze-quant.ts";
import { makeAnalyzeSentiment } from "../nodes/analyze-sentiment.ts";
import { makeArbitrate } from "../nodes/arbitrate.ts";
import { makeClassifySentiment } from "../nodes/classify-sentiment.ts";
import { calibrated } from "../nodes/calibrate.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import { fitCases } from "../nodes/context/fit-cases.ts";
import type { NodeModels } from "../nodes/models/node-models.ts";
import { type Prompts, singleCallPrompt } from "../nodes/prompts.ts";
import { makeRetrieveCases } from "../nodes/retrieve-cases.ts";
import { makeHandFigures, makeHandNews, makeSingleCall } from "../nodes/single-call.ts";
import type { CaseRetriever } from "../retrieval/case-retriever.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { makeVoteRecord } from "../retrieval/vote-record.ts";
import type { RunConfig } from "./run-config.ts";

/** What the nodes that ask a model are made from. */
export interface NodeParts {
  readonly config: RunConfig;
  readonly models: NodeModels;
  readonly prompts: Prompts;
  /** For the classifier, where it stands in the sentiment analyst's place. */
  readonly embedder: Embedder;
}

/** The retrieving node; with its own record of votes where decisions are calibrated by it. */
export function makeRetrieval(
  { contextTokens, calibrated: isCalibrated }: RunConfig,
  {
    retriever,
    makeSecond,
  }: { readonly retriever: CaseRetriever; readonly makeSecond: () => CaseRetriever },
): DecisionNodes["retrieveCases"] {
  if (!isCalibrated) return makeRetrieveCases({ retriever, contextTokens });
  const voteRecord = makeVoteRecord(() => {
    const second = makeSecond();
    return async (view) => {
      const cases = await second.retrieve(view);
      return contextTokens === null ? cases : fitCases(cases, contextTokens);
    };
  });
  return makeRetrieveCases({ retriever, contextTokens, voteRecord });
}

/** The nodes that ask a model, and what stands in for two of them where one call does. */
export function makeModelNodes(
  parts: NodeParts,
): Pick<DecisionNodes, "analyzeSentiment" | "analyzeQuant" | "arbitrate"> {
  const { config, models, prompts, embedder } = parts;
  const shared = sharedPorts(config);
  if (config.singleCall) {
    return {
      analyzeSentiment: makeHandNews(config),
      analyzeQuant: makeHandFigures(config),
      arbitrate: makeArbiter(parts),
    };
  }
  return {
    analyzeSentiment:
      config.sentimentBy === "classifier"
        ? makeClassifySentiment({ embedder, learning: config.classifier })
        : makeAnalyzeSentiment({
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

/** What decides in the arbiter's place. */
export function makeArbiter({
  config,
  models,
  prompts,
}: Omit<NodeParts, "embedder">): DecisionNodes["arbitrate"] {
  const { groundingGate, quantFirst } = config;
  const shared = { ...sharedPorts(config), model: models.arbitrate, groundingGate };
  const arbitrate = config.singleCall
    ? makeSingleCall({ ...shared, prompt: prompts.singleCall ?? singleCallPrompt() })
    : makeArbitrate({ ...shared, prompt: prompts.arbitrate, quantFirst });
  return config.calibrated ? calibrated(arbitrate) : arbitrate;
}

function sharedPorts({ seed, horizonBars, unmasked }: RunConfig) {
  return { seed, horizonBars, unmasked };
}
