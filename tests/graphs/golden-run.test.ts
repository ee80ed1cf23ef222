/**
 * The shipped sample with the default configuration, simulated and replayed, against recorded figures. When a change is meant to move them,
 * renew them with `HINDCAST_RENEW_GOLDEN=1 npx vitest run tests/graphs/golden-run.test.ts` and say so in the changelog.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sha256 } from "../../data/hash.ts";
import { loadRows } from "../../data/load-rows.ts";
import { shippedFile } from "../../data/package-root.ts";
import { SAMPLE_FILE } from "../../data/sample-file.ts";
import { openPipeline } from "../../graphs/open-pipeline.ts";
import { countStatuses } from "../../graphs/run-files.ts";
import { runPipeline } from "../../graphs/run.ts";
import { makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const FIXTURE = shippedFile("tests", "fixtures", "golden-run.json");

const figures = z.record(z.string(), z.number().nullable());
const goldenSchema = z.strictObject({
  sample: z.string(),
  statuses: z.record(z.string(), z.number()),
  reference: figures,
  corrected: figures,
  baselines: figures,
  signal: figures,
  decisions: z.string(),
});
type Golden = z.infer<typeof goldenSchema>;

/** Figures by model, as `--llm` names it. */
const MODELS = ["simulated", "replay"] as const;
const fileSchema = z.strictObject({ simulated: goldenSchema, replay: goldenSchema });

const figure = (value: number): unknown => expect.closeTo(value, 9);

/** A last digit may differ between machines; no change of ours hides there. */
function nearly(wanted: Golden["reference"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [name, value === null ? null : figure(value)]),
  );
}

async function runSample(llm: string): Promise<Golden> {
  const data = await loadRows(SAMPLE_FILE);
  const out = makeDirectory();
  const access = { openai: {}, cacheDir: out };
  const pipeline = await openPipeline({ data, config: { llm }, access });
  const { records, metrics } = await runPipeline(pipeline, { out });
  const decisions = sha256(readIn(out, "decisions.csv"));
  removeDirectory(out);
  const { reference, corrected, signal, baselines } = metrics;
  const { total_return, sharpe_ratio, flips, hit_rate, break_even_cost_bps } = corrected;
  return {
    sample: data.sha256,
    statuses: countStatuses(records),
    reference: { ...reference },
    corrected: { total_return, sharpe_ratio, flips, hit_rate, break_even_cost_bps },
    baselines: Object.fromEntries(
      Object.entries(baselines).flatMap(([name, score]) =>
        "draws" in score ? [] : [[name, score.corrected.total_return]],
      ),
    ),
    signal: { agreement: signal.agreement, mcc: signal.mcc },
    decisions,
  };
}

describe.each(MODELS)("the shipped sample, %s", (llm) => {
  let now: Golden;
  let golden: Golden;

  beforeAll(async () => {
    now = await runSample(llm);
    if (process.env["HINDCAST_RENEW_GOLDEN"] === "1") {
      const held: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(FIXTURE, "utf8"));
      writeFileSync(FIXTURE, `${JSON.stringify({ ...held, [llm]: now }, null, 2)}\n`);
    }
    golden = fileSchema.parse(JSON.parse(readFileSync(FIXTURE, "utf8")))[llm];
  }, 60_000);

  it("is the sample the figures are of", () => {
    expect(now.sample).toBe(golden.sample);
  });

  it.each(["reference", "corrected", "baselines", "signal"] as const)("%s", (part) => {
    expect(Object.keys(now[part])).toEqual(Object.keys(golden[part]));
    expect(now[part]).toEqual(nearly(golden[part]));
  });

  it("decides every row as before, byte for byte", () => {
    expect(now.statuses).toEqual(golden.statuses);
    expect(now.decisions).toBe(golden.decisions);
  });
});
