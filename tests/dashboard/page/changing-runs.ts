/** Runs for tests of a page that stays open: one to be mended, one that decides anew, one with errors, one yet to come. */
import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findRuns } from "../../../dashboard/server/reading/find-runs.ts";
import type { Served } from "../../../dashboard/server/serve.ts";
import { startDashboard } from "../../../dashboard/server/start-dashboard.ts";
import { writeFileAtomic } from "../../../data/write-file.ts";
import { manifestJson } from "../../../graphs/manifest.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { linesIn, makeDirectory, readIn, removeDirectory } from "../../support/run-directory.ts";
import { beginLive } from "./shown-runs.ts";

/** A dashboard over a directory in which things happen. */
export interface ChangingRuns {
  readonly served: Served;
  readonly ids: Readonly<Record<"live" | "erring" | "later", string>>;
  /** Begins the run that was not there. */
  readonly begin: () => void;
  /** Breaks the manifest of the first run, and mends it. */
  readonly break: () => void;
  readonly mend: () => void;
  /** Writes a line that is none of a run's to the run under way, and takes it away. */
  readonly breakLive: () => void;
  readonly mendLive: () => void;
  /** Decides the row anew that failed, as resuming does, and so many rows after it. */
  readonly resume: (rows: number) => void;
  /** Decides so many rows more. */
  readonly decide: (rows: number) => void;
  readonly close: () => Promise<void>;
}

/** Row of the run under way that failed, the last one that it has come to. */
export const FAILED_ROW = 19;

/** Rows of the run with errors, by class. */
export const ERRING = { "cut off": [3, 7], "not JSON": [7] } as const;

export async function showChangingRuns(): Promise<ChangingRuns> {
  const [shown, aside] = [makeDirectory(), makeDirectory()];
  const pipelines = [1, 2, 3, 4].map((seed) =>
    pipelineOf({ rows: worldRows(40), config: { seed } }),
  );
  const names = ["a-broken", "live", "erring", "later"] as const;
  for (const [at, pipeline] of pipelines.entries()) {
    await runPipeline(pipeline, { out: join(aside, names[at] ?? "") });
  }
  const [, live, erring, later] = pipelines;
  if (!live || !erring || !later) throw new Error("expected four pipelines");
  const put = (name: (typeof names)[number]): void =>
    cpSync(join(aside, name), join(shown, name), { recursive: true });
  put("a-broken");
  put("erring");
  writeErrors(join(shown, "erring"));
  const manifest = join(shown, "a-broken", "manifest.json");
  const whole = readIn(join(shown, "a-broken"), "manifest.json");
  writeFileSync(manifest, "{");
  const folder = join(shown, "live");
  const underWay = beginLive(join(aside, "live"), folder, manifestJson(live, null));
  underWay.decide(FAILED_ROW + 1);
  const records = linesIn(folder, "records.jsonl");
  const failed = JSON.parse(records[FAILED_ROW] ?? "");
  const decision = { ...NO_DECISION, rationale: "arbitrate: it broke" };
  const before = records.slice(0, FAILED_ROW).map((line) => `${line}\n`);
  writeFileSync(
    join(folder, "records.jsonl"),
    `${before.join("")}${JSON.stringify({ ...failed, decision })}\n`,
  );
  const served = await startDashboard({
    runs: findRuns([shown]),
    findAgain: () => findRuns([shown]),
    datasets: [live.data],
    port: 0,
    pollMs: 20,
  });
  return {
    served,
    ids: { live: live.run, erring: erring.run, later: later.run },
    begin: () => put("later"),
    break: () => writeFileSync(manifest, "{"),
    mend: () => writeFileAtomic(manifest, whole),
    breakLive: () => appendFileSync(join(folder, "records.jsonl"), "{}\n"),
    mendLive() {
      const lines = linesIn(folder, "records.jsonl").filter((line) => line !== "{}");
      writeFileAtomic(join(folder, "records.jsonl"), lines.map((line) => `${line}\n`).join(""));
    },
    decide: (rows) => underWay.decide(rows),
    resume(rows) {
      writeFileAtomic(join(folder, "records.jsonl"), `${before.join("")}${records[FAILED_ROW]}\n`);
      underWay.decide(rows);
    },
    async close() {
      await served.close();
      for (const directory of [shown, aside]) removeDirectory(directory);
    },
  };
}

const NO_DECISION = { status: "failed", action: null, score: null, confidence: null } as const;

/** Says of model calls of some rows what was wrong with their replies. */
function writeErrors(directory: string): void {
  const lines = linesIn(directory, "records.jsonl").map((line) => {
    const record = JSON.parse(line);
    const faults = Object.entries(ERRING).flatMap(([name, rows]) =>
      rows.some((row) => row === record.row) ? [name] : [],
    );
    const usage = record.usage.map((call: object, at: number) => ({
      ...call,
      fault: faults[at] ?? null,
    }));
    return `${JSON.stringify({ ...record, usage })}\n`;
  });
  writeFileSync(join(directory, "records.jsonl"), lines.join(""));
}
