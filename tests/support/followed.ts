/** Files that grow while they are followed, by a clock that runs as fast as it is asked. */
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../data/clock.ts";
import { GrowingRows } from "../../data/growing/growing-rows.ts";
import { type FollowOptions, followPipeline } from "../../graphs/follow/follow.ts";
import { type Pipeline, buildPipeline } from "../../graphs/pipeline.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";
import type { PipelineSketch } from "./pipeline.ts";

/** Takes one of the steps each time it is waited by, then lets time pass. */
export function stepClock(steps: Iterable<() => void>): Clock {
  const next = steps[Symbol.iterator]();
  let now = 0;
  return {
    nowMs: () => now,
    wait: async (ms) => {
      now += ms;
      const step = next.next();
      if (!step.done) step.value();
      await setImmediate();
    },
  };
}

export type FollowSketch = Omit<PipelineSketch, "rows">;

/** Follows a file with a new pipeline as `pipelineOf` makes it. It ends when nothing came for a minute. */
export function followFile(
  file: string,
  options: Partial<FollowOptions> & Pick<FollowOptions, "out">,
  { config, ...parts }: FollowSketch = {},
) {
  const growing = new GrowingRows(file);
  const pipeline: Pipeline = buildPipeline({
    data: growing.live,
    config: parseRunConfig({ horizonBars: 2, ...config }),
    model: makeSimulatedModel(),
    embedder: makeHashEmbedder(),
    ...parts,
  });
  return followPipeline(pipeline, growing, { idleMs: 60_000, clock: stepClock([]), ...options });
}
