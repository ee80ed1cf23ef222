/** `hindcast export-finetune`: writes chat-format lines to tune the analysts on, after checking that none knows what is to come. */
import { Command } from "commander";
import { UsageError } from "../../data/errors.ts";
import { NODE_NAMES, type NodeName } from "../../data/vocabulary.ts";
import type { FinetuneExport } from "../../graphs/finetune/export-finetune.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { makeEmbedder } from "../../retrieval/embedders/make-embedder.ts";
import { CheckFailed } from "../check-failed.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { loadNodesFile } from "../nodes-file.ts";
import { decimal, integer, nodeList, rowRange } from "../option-parsers.ts";
import { startProgress } from "../progress.ts";
import { finetuneScreen } from "../screens/finetune-screen.ts";
import {
  type DataFlags,
  type PrintFlags,
  loadData,
  withDataOptions,
  withPrintOptions,
} from "../shared-options.ts";

interface FinetuneFlags extends DataFlags, PrintFlags {
  readonly data?: string;
  readonly out: string;
  readonly horizon: number;
  readonly labelLag?: number;
  readonly validation: number;
  readonly embargo?: number;
  readonly unmasked?: true;
  readonly embedder: string;
  readonly without?: readonly NodeName[];
  readonly nodes?: string;
  readonly rows?: { readonly from: number; readonly to: number };
  readonly seed: number;
}

/** The command with its switches. */
export function exportFinetuneCommand(): Command {
  const command = new Command("export-finetune")
    .description("write what the analysts are asked, answered as the outcome says, to tune them on")
    .option(
      "--data <file>",
      "CSV of bars (default: data/gold.csv if there, else the shipped sample)",
    )
    .option("--out <dir>", "directory to write to", "finetune")
    .option("--horizon <bars>", "bars until an outcome is known", integer(1), 6)
    .option("--label-lag <bars>", "bars until a label is known (default: the horizon)", integer(1))
    .option(
      "--validation <share>",
      "share of the rows to validate on, the latest",
      decimal(0, 1),
      0.2,
    )
    .option(
      "--embargo <bars>",
      "bars between training and validation, at least the horizon (default: three horizons)",
      integer(1),
    )
    .option("--unmasked", "show dates and price levels, for a run with --unmasked")
    .option("--embedder <name>", "hash, use or openai:MODEL", "hash")
    .option("--without <nodes>", `switch nodes off: ${NODE_NAMES.join(", ")}`, nodeList)
    .option("--nodes <file>", "ES module that exports makeNodes: nodes of your own")
    .option("--rows <A:B>", "rows A to B-1; earlier rows still feed the memory", rowRange)
    .option("--seed <n>", "seed of the runs that it is for", integer(0, 2 ** 31 - 1), 1);
  return withPrintOptions(withDataOptions(command)).action(exportLines);
}

async function exportLines(flags: FinetuneFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const data = await loadData(choice.file, flags);
  const own = flags.nodes === undefined ? {} : await loadNodesFile(flags.nodes);
  const config = parseRunConfig({
    embedder: flags.embedder,
    without: [...(flags.without ?? [])],
    unmasked: flags.unmasked ?? false,
    rows: flags.rows ?? null,
    horizonBars: flags.horizon,
    labelLagBars: flags.labelLag ?? null,
    seed: flags.seed,
  });
  const embedder = await makeEmbedder(config.embedder, readEnvironment());
  if (!flags.json) process.stdout.write(`data   ${choice.spoken}, ${data.rows.length} rows\n`);
  // Loaded on demand: help and faulty input need not wait for LangGraph.
  const { exportFinetune } = await import("../../graphs/finetune/export-finetune.ts");
  const { mustTakeExport, removeExport, writeExport } =
    await import("../../graphs/finetune/export-directory.ts");
  mustTakeExport(flags.out);
  const progress = startProgress("exporting", "rows");
  const made = await exportFinetune(
    { data, config, embedder, ...own },
    {
      validation: flags.validation,
      embargoBars: flags.embargo,
      onProgress: (done, total) => progress.update(done, total),
    },
  ).finally(() => progress.stop());
  // Lines of an earlier export would be taken for what this one refuses to write.
  if (made.leak !== null) removeExport(flags.out);
  mustBeClean(made);
  writeExport(flags.out, made);
  process.stdout.write(
    flags.json ? made.manifest : finetuneScreen(made, flags.out, data.rows.length),
  );
}

/** Nothing is written of lines that know too much. */
function mustBeClean({ leak, files }: FinetuneExport): void {
  if (leak !== null) {
    const { row, node, what } = leak;
    throw new CheckFailed(
      `a line holds what its row could not know, nothing is written: row ${row}, ${node}: ${what}`,
    );
  }
  if (files.length === 0) {
    throw new UsageError("export-finetune: expected an analyst that asks a model, was none");
  }
}
