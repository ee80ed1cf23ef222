/** Runs for tests of the page: one of hostile text, two to compare, one under way. */
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TEXT_FIELDS } from "../../../data/row.ts";
import { startDashboard } from "../../../dashboard/server/start-dashboard.ts";
import type { Served } from "../../../dashboard/server/serve.ts";
import { makeRedecider } from "../../../dashboard/server/redecide.ts";
import { manifestJson } from "../../../graphs/manifest.ts";
import { runPipeline } from "../../../graphs/run.ts";
import type { AnalystReport } from "../../../nodes/channels.ts";
import { pipelineOf, withFields, worldRows } from "../../support/pipeline.ts";
import { linesIn, makeDirectory, removeDirectory } from "../../support/run-directory.ts";
import { HOSTILE } from "../report/hostile-text.ts";

const ROWS = 60;

/** A dashboard with its runs. */
export interface ShownRuns {
  readonly served: Served;
  /** Ids by what they are for. */
  readonly ids: Readonly<Record<"plain" | "hostile" | "without" | "live", string>>;
  /** Decides so many rows more of the run under way. */
  readonly decide: (rows: number) => void;
  /** Ends the run under way. */
  readonly finish: () => void;
  readonly close: () => Promise<void>;
}

/** The same news in every column of every row. */
function hostileRows() {
  const text = Object.fromEntries(TEXT_FIELDS.map((field) => [field, `${HOSTILE} ${field}`]));
  const fields = Object.fromEntries(Array.from({ length: 8 }, (_, row) => [row, text]));
  return withFields(worldRows(8), fields);
}

const hostileReport: AnalystReport = {
  opinion: { stance: "bearish", score: -0.5, confidence: 0.5, cited: [HOSTILE] },
  reason: null,
  quotes: [{ text: HOSTILE, found: false }],
  evidence: [{ id: HOSTILE, shown: HOSTILE, meaning: HOSTILE, value: 1 }],
};

/** Makes the runs and serves them. */
export async function showRuns(): Promise<ShownRuns> {
  const rows = worldRows(ROWS);
  const plain = pipelineOf({ rows });
  const without = pipelineOf({ rows, config: { without: ["analyzeQuant"] } });
  const live = pipelineOf({ rows, config: { seed: 5 } });
  const hostile = pipelineOf({
    rows: hostileRows(),
    nodes: {
      analyzeSentiment: () => ({
        sentiment: hostileReport,
        remarks: [{ node: "analyzeSentiment", kind: "unusable", what: HOSTILE }],
      }),
      arbitrate: () => ({
        decision: {
          status: "decided",
          action: 1,
          score: 0.5,
          confidence: 0.5,
          rationale: `0.5 ${HOSTILE}`,
        },
      }),
    },
  });
  const root = makeDirectory();
  const place = (name: string): string => join(root, name);
  for (const [name, pipeline] of Object.entries({ plain, without, hostile, ended: live })) {
    await runPipeline(pipeline, { out: place(name) });
  }
  const underWay = beginLive(place("ended"), place("live"), manifestJson(live, null));
  underWay.decide(20);
  const served = await startDashboard({
    runs: ["plain", "without", "hostile", "live"].map(place),
    datasets: [plain.data, hostile.data],
    port: 0,
    redecider: makeRedecider({ access: { cacheDir: place("cache"), openai: {} } }),
    pollMs: 20,
  });
  return {
    served,
    ids: { plain: plain.run, hostile: hostile.run, without: without.run, live: live.run },
    decide: (count) => underWay.decide(count),
    finish: () => underWay.finish(),
    close: async () => {
      await served.close();
      removeDirectory(root);
    },
  };
}

/** A run that has come as far as it is told to. */
export function beginLive(ended: string, directory: string, manifest: string) {
  const traces = linesIn(ended, "trace.jsonl");
  const records = linesIn(ended, "records.jsonl");
  let next = 0;
  mkdirSync(directory);
  writeFileSync(join(directory, "manifest.json"), manifest);
  return {
    decide(rows: number) {
      for (const end = next + rows; next < end; next += 1) {
        const own = traces.filter((line) => line.startsWith(`{"row":${next},`));
        appendFileSync(join(directory, "trace.jsonl"), own.map((line) => `${line}\n`).join(""));
        appendFileSync(join(directory, "records.jsonl"), `${records[next]}\n`);
      }
    },
    finish() {
      for (const name of ["records.jsonl", "decisions.csv", "positions.csv", "metrics.json"]) {
        copyFileSync(join(ended, name), join(directory, name));
      }
      copyFileSync(join(ended, "manifest.json"), join(directory, "manifest.json"));
    },
  };
}
