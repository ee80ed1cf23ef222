/** Probes a run that is finished, and adds what was found to its directory. */
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { InputError, UsageError, faultCode } from "../../data/errors.ts";
import { keepLines } from "../../data/line-file.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import { type CallLine, ledgerJson, totalLedger } from "../../nodes/models/cost/ledger.ts";
import type { Pipeline } from "../pipeline.ts";
import { type RunConfigInput, parseRunConfig } from "../run-config.ts";
import { lockDirectory } from "../run-lock.ts";
import { readCalls } from "../run-store.ts";
import { refuseOtherData, refuseOtherPipeline } from "./other-run.ts";
import { probeRecall } from "./probe.ts";
import {
  RECALL_FILE,
  type RecallReport,
  asRecallLine,
  recallJson,
  recallSection,
} from "./report.ts";
import type { RecallOptions } from "./scope.ts";

const stampSchema = z.object({
  run: z.string(),
  state: z.enum(["under way", "finished"]),
  identity: z.object({ config: z.looseObject({}) }),
});

interface Manifest {
  readonly stamp: z.infer<typeof stampSchema>;
  /** All of it, its keys in the order of the file. */
  readonly whole: Readonly<Record<string, unknown>>;
}

/**
 * The configuration of the run in a directory, but for its models.
 * @param data what is to be probed. @default whatever the run was of
 * @throws UsageError when the run is of other data, UsageError and InputError as `recordRecall`
 */
export function configOfRun(directory: string, data?: MarketData): RunConfigInput {
  const { stamp, whole } = readManifest(directory);
  if (data) refuseOtherData(directory, whole, data);
  const { llm: _llm, ...deciding } = parseRunConfig(stamp.identity.config);
  return deciding;
}

/**
 * Writes `recall.json`, the manifest's section and the calls into a finished run's directory, which no other process
 * may be writing. What calls cost before has no part in this probe's limit.
 * @throws UsageError when the directory holds no run, another one, one that is not finished, or is being written
 * @throws InputError when its files are broken
 * @throws StoppedError as `probeRecall`; the calls made are in the ledger then, nothing else has changed
 */
export async function recordRecall(
  directory: string,
  pipeline: Pipeline,
  options: RecallOptions & { readonly onCall?: (line: CallLine) => void } = {},
): Promise<RecallReport> {
  return withFinishedRun(directory, pipeline, async (manifest) => {
    const ledgerFile = join(directory, "ledger.jsonl");
    readCalls(ledgerFile);
    keepLines(ledgerFile, () => true);
    const unlisten = pipeline.calls.listen((line) => {
      appendFileSync(ledgerFile, `${JSON.stringify(asRecallLine(line))}\n`);
      options.onCall?.(line);
    });
    const report = await probeRecall(pipeline, options).finally(unlisten);
    const changed = { ...manifest, recall: recallSection(report) };
    const ledger = totalLedger(readCalls(ledgerFile), pipeline.prices);
    writeFileAtomic(join(directory, RECALL_FILE), recallJson(report));
    writeFileAtomic(join(directory, "manifest.json"), `${JSON.stringify(changed, null, 2)}\n`);
    writeFileAtomic(join(directory, "ledger.json"), ledgerJson(ledger));
    return report;
  });
}

/**
 * Works on the directory of a finished run, which no other process may be writing.
 * @param pipeline its own
 * @param work is given the manifest, its keys in the order of the file
 * @throws UsageError when the directory holds no run, another one (naming what differs), one that is not finished, or
 * is being written
 * @throws InputError when its manifest is broken; and whatever the work throws
 */
export async function withFinishedRun<T>(
  directory: string,
  pipeline: Pipeline,
  work: (manifest: Manifest["whole"]) => Promise<T>,
): Promise<T> {
  readManifest(directory);
  const unlock = lockDirectory(directory);
  try {
    const { stamp, whole } = readManifest(directory);
    refuseOtherPipeline(directory, whole, pipeline);
    if (stamp.state !== "finished") {
      throw new UsageError(
        `${directory}: expected a finished run, was one under way; the same run command goes on with it`,
      );
    }
    return await work(whole);
  } finally {
    unlock();
  }
}

function readManifest(directory: string): Manifest {
  const file = join(directory, "manifest.json");
  const content = parseJson(file, readText(directory, file));
  const stamp = stampSchema.safeParse(content);
  const whole = z.record(z.string(), z.unknown()).safeParse(content);
  if (stamp.success && whole.success) return { stamp: stamp.data, whole: whole.data };
  throw new InputError({ file }, "a run's manifest", "another file");
}

function readText(directory: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    if (faultCode(cause) !== "ENOENT") throw cause;
    throw new UsageError(
      `${directory}: expected the directory of a finished run, was one without manifest.json. ` +
        "--json prints what is found without a directory",
      { cause },
    );
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file }, "JSON", "something else", { cause });
  }
}
