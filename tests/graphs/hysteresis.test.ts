/** The toggle that changes what is held, not what is decided. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOwnTrial } from "../../graphs/trials/read-own-trial.ts";
import { runPipeline } from "../../graphs/run.ts";
import { TrialFiles, readTrials } from "../../graphs/trials/trial-files.ts";
import { unevenModel } from "../support/models.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const rows = worldRows(30);
const folder = makeDirectory();
afterAll(() => removeDirectory(folder));

async function runWith(hysteresis: number | null, concurrency: number) {
  const out = join(folder, `${hysteresis}-${concurrency}`);
  const cache = `${out}-cache`;
  const trials = new TrialFiles(cache);
  const pipeline = pipelineOf({ rows, config: { hysteresis }, model: unevenModel(), trials });
  const { metrics } = await runPipeline(pipeline, { out, concurrency });
  const file = (name: string): string => readIn(out, name);
  return { out, cache, pipeline, metrics, file };
}

describe("a run with hysteresis", () => {
  let without: Awaited<ReturnType<typeof runWith>>;
  let banded: typeof without;
  beforeAll(async () => {
    [without, banded] = await Promise.all([runWith(null, 1), runWith(0.3, 16)]);
  });

  it("decides as without it, side by side too, and trades less", () => {
    expect(banded.file("decisions.csv")).toBe(without.file("decisions.csv"));
    expect(banded.file("positions.csv")).not.toBe(without.file("positions.csv"));
    const turnover = ({ metrics }: typeof without) =>
      metrics.continuous.corrected.turnover_per_bar ?? NaN;
    expect(turnover(banded)).toBeLessThan(turnover(without));
    expect(banded.metrics.signal).toEqual(without.metrics.signal);
    expect(banded.pipeline.run).not.toBe(without.pipeline.run);
  });

  it("is counted as the trial that its directory holds", async () => {
    const { out, cache, pipeline } = banded;
    expect(readTrials(cache, pipeline.data.sha256)).toEqual([await readOwnTrial(out)]);
  });
});
