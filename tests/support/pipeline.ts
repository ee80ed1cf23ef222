/** Small pipelines for tests: rows of a seeded world, the simulated model, the hash embedder. */
import type { MarketData } from "../../data/load-rows.ts";
import type { MarketRow, Observation } from "../../data/row.ts";
import { makeWorld } from "../../data/worlds/make-world.ts";
import { dataOfRows } from "../../graphs/controls/world-data.ts";
import { type Pipeline, type PipelineParts, buildPipeline } from "../../graphs/pipeline.ts";
import { type RunConfigInput, parseRunConfig } from "../../graphs/run-config.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";

/** Rows of an edge world; the same count and seed give the same rows. */
export function worldRows(rows: number, seed = 7): readonly MarketRow[] {
  return [...makeWorld({ kind: "edge", rows, seed })];
}

/** A dataset of these rows, as if they had been read from a file. */
export function dataOf(rows: readonly MarketRow[]): MarketData {
  return dataOfRows("world.csv", rows);
}

/** Rows with other fields in some of them. */
export function withFields(
  rows: readonly MarketRow[],
  changes: Readonly<Record<number, Partial<Observation>>>,
): readonly MarketRow[] {
  return rows.map((row, i) => ({ ...row, observation: { ...row.observation, ...changes[i] } }));
}

/** What a test says about a pipeline; the rest is the usual. */
export interface PipelineSketch extends Partial<
  Pick<PipelineParts, "data" | "model" | "nodes" | "service" | "trials">
> {
  readonly rows: readonly MarketRow[];
  readonly config?: RunConfigInput;
}

/** Builds a pipeline. The horizon is 2 bars, so that the first cases mature at row 4. */
export function pipelineOf({ rows, config, ...parts }: PipelineSketch): Pipeline {
  return buildPipeline({
    data: dataOf(rows),
    config: parseRunConfig({ horizonBars: 2, ...config }),
    model: makeSimulatedModel(),
    embedder: makeHashEmbedder(),
    ...parts,
  });
}
