/** The decision graph: five nodes in a LangGraph state machine, each of which can be off or replaced. */
import { END, START, StateGraph, StateSchema } from "@langchain/langgraph";
import { z } from "zod";
import type { MarketHistory } from "../data/history.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import { DecisionState } from "./decision-state.ts";
import { type Around, type DecisionContext, NODE_OUTPUTS, makeStep } from "./node-step.ts";

const contextSchema = z.object({
  onNode: z
    .custom<NonNullable<DecisionContext["onNode"]>>((value) => typeof value === "function")
    .exactOptional(),
});

/** All that a run starts from, and all that a form for it asks for. */
const inputSchema = new StateSchema({ row: z.int().min(0) });

/** Compiles the graph over one history. Invoke it with `{ row }`; it answers with every channel. */
export function buildDecisionGraph(history: MarketHistory, nodes: DecisionNodes, around?: Around) {
  const step = makeStep(history, around);
  const extractFeatures = step({
    node: "extractFeatures",
    output: NODE_OUTPUTS.extractFeatures,
    pick: () => ({}),
    work: (_input, view) => nodes.extractFeatures(view),
  });
  const retrieveCases = step({
    node: "retrieveCases",
    output: NODE_OUTPUTS.retrieveCases,
    pick: ({ features }) => ({ features }),
    work: (input, view) => nodes.retrieveCases(input, view),
  });
  const analyzeSentiment = step({
    node: "analyzeSentiment",
    output: NODE_OUTPUTS.analyzeSentiment,
    pick: ({ features, cases }) => ({ features, cases }),
    work: (input, view) => nodes.analyzeSentiment(input, view),
  });
  const analyzeQuant = step({
    node: "analyzeQuant",
    output: NODE_OUTPUTS.analyzeQuant,
    pick: ({ features, cases }) => ({ features, cases }),
    work: (input) => nodes.analyzeQuant(input),
  });
  const arbitrate = step({
    node: "arbitrate",
    output: NODE_OUTPUTS.arbitrate,
    pick: ({ cases, sentiment, quant, voteHitRate }) => ({
      cases,
      sentiment,
      quant,
      ...(voteHitRate !== undefined && { voteHitRate }),
    }),
    work: (input) => nodes.arbitrate(input),
  });
  return new StateGraph({ state: DecisionState, input: inputSchema, context: contextSchema })
    .addNode("extractFeatures", extractFeatures)
    .addNode("retrieveCases", retrieveCases)
    .addNode("analyzeSentiment", analyzeSentiment)
    .addNode("analyzeQuant", analyzeQuant)
    .addNode("arbitrate", arbitrate)
    .addEdge(START, "extractFeatures")
    .addEdge("extractFeatures", "retrieveCases")
    .addEdge("retrieveCases", "analyzeSentiment")
    .addEdge("retrieveCases", "analyzeQuant")
    .addEdge(["analyzeSentiment", "analyzeQuant"], "arbitrate")
    .addEdge("arbitrate", END)
    .compile({ name: "hindcast" });
}

export type DecisionGraph = ReturnType<typeof buildDecisionGraph>;
