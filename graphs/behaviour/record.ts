/** Probes a run that is finished, and adds `behaviour.json` to its directory. */
import { join } from "node:path";
import { writeFileAtomic } from "../../data/write-file.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import type { Pipeline } from "../pipeline.ts";
import { withFinishedRun } from "../recall/record.ts";
import { probeBehaviour } from "./probe.ts";
import { BEHAVIOUR_FILE, type BehaviourReport, behaviourJson } from "./report.ts";
import type { BehaviourOptions } from "./scope.ts";

/**
 * Probes the run of a directory, which no other process may be writing, and writes the report beside it: no other
 * file changes.
 * @throws UsageError, InputError as `withFinishedRun`; and as `probeBehaviour`, with nothing written then
 */
export function recordBehaviour(
  directory: string,
  pipeline: Pipeline,
  options: BehaviourOptions & { readonly onCall?: (line: CallLine) => void } = {},
): Promise<BehaviourReport> {
  return withFinishedRun(directory, pipeline, async () => {
    const unlisten = pipeline.calls.listen((line) => options.onCall?.(line));
    const report = await probeBehaviour(pipeline, options).finally(unlisten);
    writeFileAtomic(join(directory, BEHAVIOUR_FILE), behaviourJson(report));
    return report;
  });
}
