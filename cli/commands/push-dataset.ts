/** `hindcast push-dataset`: makes a dataset and an experiment in LangSmith of a finished run. */
import { Command } from "commander";
import { readEnvironment } from "../environment.ts";
import { startProgress } from "../progress.ts";
import { pushedScreen } from "../screens/pushed-screen.ts";
import { type PrintFlags, withPrintOptions } from "../shared-options.ts";

interface PushFlags extends PrintFlags {
  readonly name?: string;
}

/** The command with its switches. */
export function pushDatasetCommand(): Command {
  const command = new Command("push-dataset")
    .description("make a dataset and an experiment in LangSmith of a finished run")
    .argument("<dir>", "directory of a finished run")
    .option("--name <name>", "name of the dataset (default: by data, horizon and rows)");
  return withPrintOptions(command).action(push);
}

async function push(directory: string, { name, json }: PushFlags): Promise<void> {
  const { langsmith } = readEnvironment();
  // Loaded on demand: help need not wait for LangGraph and LangSmith.
  const { pushDataset } = await import("../../graphs/tracing/push-dataset.ts");
  const progress = startProgress("pushing", "rows");
  const pushed = await pushDataset(directory, langsmith, {
    name,
    onProgress: (done, total) => progress.update(done, total),
  }).finally(() => progress.stop());
  process.stdout.write(json ? `${JSON.stringify(pushed)}\n` : pushedScreen(pushed));
}
