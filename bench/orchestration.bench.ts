/** What Hindcast adds to a row on top of LangGraph itself: validation, views, traces, records. */
import { END, START, StateGraph, StateSchema } from "@langchain/langgraph";
import { z } from "zod";
import { noFeatures } from "../data/features/compute-features.ts";
import { MarketHistory } from "../data/history.ts";
import { makeWorld } from "../data/worlds/make-world.ts";
import { buildDecisionGraph } from "../graphs/decision-graph.ts";
import { walkForward } from "../graphs/walk-forward.ts";
import { noOpinion } from "../nodes/analyst-report.ts";
import { TurnQueue } from "../retrieval/turn-queue.ts";
import type { BenchResult } from "./bench-result.ts";
import { asyncMediansMs } from "./timing.ts";

const ROWS = 300;
const ROUNDS = 9;

/** Median over interleaved rounds of 300 rows, one row at a time. Target: 1.3 × the bare graph. */
export async function benchOrchestration(): Promise<BenchResult[]> {
  const history = new MarketHistory(makeWorld({ kind: "null", rows: ROWS, seed: 1 }), {
    horizonBars: 6,
    labelLagBars: 6,
  });
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  const bare = bareGraph();
  const ours = buildDecisionGraph(history, {
    extractFeatures: (view) => ({ features: noFeatures(view) }),
    retrieveCases: () => ({ cases: [] }),
    analyzeSentiment: () => ({ sentiment: noOpinion("empty") }),
    analyzeQuant: () => ({ quant: noOpinion("empty") }),
    arbitrate: () => ({
      decision: { status: "decided", action: 1, score: 0.5, confidence: 0.5, rationale: "empty" },
    }),
  });
  const runBare = async (): Promise<void> => {
    for (const row of rows) await bare.invoke({ row });
  };
  const runOurs = (): Promise<void> =>
    walkForward({
      graph: ours,
      turns: new TurnQueue(),
      rows,
      concurrency: 1,
      onRow: () => {},
    });
  const [floor = NaN, own = NaN] = await asyncMediansMs([runBare, runOurs], ROUNDS);
  return [
    {
      name: "orchestration of a row / bare LangGraph",
      ratio: own / floor,
      target: 1.3,
      detail: `${(own / ROWS).toFixed(2)} ms against ${(floor / ROWS).toFixed(2)} ms a row`,
    },
  ];
}

/** The same shape with nodes that do nothing. */
function bareGraph() {
  const value = z.number().optional();
  const state = new StateSchema({
    row: z.number(),
    features: value,
    cases: value,
    sentiment: value,
    quant: value,
    decision: value,
  });
  return new StateGraph(state)
    .addNode("extractFeatures", () => ({ features: 1 }))
    .addNode("retrieveCases", () => ({ cases: 1 }))
    .addNode("analyzeSentiment", () => ({ sentiment: 1 }))
    .addNode("analyzeQuant", () => ({ quant: 1 }))
    .addNode("arbitrate", () => ({ decision: 1 }))
    .addEdge(START, "extractFeatures")
    .addEdge("extractFeatures", "retrieveCases")
    .addEdge("retrieveCases", "analyzeSentiment")
    .addEdge("retrieveCases", "analyzeQuant")
    .addEdge(["analyzeSentiment", "analyzeQuant"], "arbitrate")
    .addEdge("arbitrate", END)
    .compile();
}
