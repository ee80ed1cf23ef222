/** Graphs that a test's LangGraph server serves: what goes wrong in them goes wrong on every run. */
import { LookAheadError, ReplayMissError, StoppedError } from "../../data/errors.ts";
import type { DecisionGraph } from "../../graphs/decision-graph.ts";
import { serveGraph } from "../../graphs/remote/serve-graph.ts";
import { breaksOn, unevenModel } from "./models.ts";
import { type PipelineSketch, pipelineOf, withFields, worldRows } from "./pipeline.ts";

const rows = withFields(worldRows(12), { 7: { summary: "BREAK prices fell" } });

const breaking = (makeError: () => Error): PipelineSketch => ({
  rows,
  model: breaksOn("BREAK", makeError, unevenModel()),
});

/** A pipeline by what its model does at row 7. */
export const SKETCHES = {
  failing: breaking(() => new Error("503 try later")),
  stopping: breaking(() => new StoppedError("the account is empty")),
  peeking: breaking(() => new LookAheadError("close", 7, 8, 8)),
  missing: breaking(() => new ReplayMissError("analyzeSentiment", "abcdef0123456789")),
} as const satisfies Readonly<Record<string, PipelineSketch>>;

const serve = (sketch: PipelineSketch): (() => DecisionGraph) => serveGraph(pipelineOf(sketch));

export const failing = serve(SKETCHES.failing);
export const stopping = serve(SKETCHES.stopping);
export const peeking = serve(SKETCHES.peeking);
export const missing = serve(SKETCHES.missing);
