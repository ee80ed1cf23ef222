/** `hindcast recall`: asks models what they remember of a dataset's period, with no inputs, and scores it. */
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { contaminatedOf } from "../../graphs/manifest.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import type { RecallReport } from "../../graphs/recall/report.ts";
import type { RecallOptions } from "../../graphs/recall/scope.ts";
import type { CallLine, Ledger } from "../../nodes/models/cost/ledger.ts";
import { chooseData } from "../data-choice.ts";
import { doBooked } from "../booked-work.ts";
import { openProbed } from "../open-probed.ts";
import { integer } from "../option-parsers.ts";
import { type ProbeFlags, withProbeOptions } from "../probe-options.ts";
import { isRecordedProbe } from "../recorded-probe.ts";
import { estimateLine, knowledgeLine } from "../screens/model-lines.ts";
import { recallScreen } from "../screens/recall-screen.ts";
import { loadData, withAssetOption } from "../shared-options.ts";

interface RecallFlags extends ProbeFlags {
  readonly asset?: string;
  readonly rows: number;
  readonly twins: number;
  readonly concurrency: number;
}

/** The command with its switches. */
export function recallCommand(): Command {
  const command = new Command("recall")
    .description("ask models what they remember of the period, with no inputs, and score it")
    .option("--rows <n>", "rows to ask about, evenly spread", integer(1), 40)
    .option("--twins <n>", "rows to decide masked and unmasked; 0 for none", integer(0), 40)
    .option("--concurrency <n>", "questions under way at once", integer(1, 1000), 8);
  const words = { adds: "what is found", seeded: "the order of choices and of intervals" };
  return withProbeOptions(withAssetOption(command), words).action(recall);
}

async function recall(flags: RecallFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const data = await loadData(choice.file, flags);
  const { pipeline, spoken } = await openProbed(flags, data, () => isRecordedProbe(flags));
  say(`data   ${choice.spoken}, ${data.rows.length} rows`);
  say(`model  ${spoken}`);
  const { estimateRecall } = await import("../../graphs/recall/estimate.ts");
  const estimate = await estimateRecall(pipeline, flags);
  if (estimate) say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  const known = knowledgeLine(contaminatedOf(pipeline), data.rows.length);
  if (known !== null) say(`known  ${known}`);
  const { report, ledger } = await measure(pipeline, flags);
  process.stdout.write(
    flags.json
      ? `${metricsJson({ ...report, estimate, ledger })}\n`
      : recallScreen(report, ledger.total),
  );
}

async function measure(
  pipeline: Pipeline,
  { rows, twins, asset, concurrency, out, replies }: RecallFlags,
): Promise<{ readonly report: RecallReport; readonly ledger: Ledger }> {
  const { recordRecall } = await import("../../graphs/recall/record.ts");
  const { probeRecall } = await import("../../graphs/recall/probe.ts");
  return doBooked({
    name: "probing",
    unit: "answers",
    prices: pipeline.prices,
    replies,
    work: ({ onCall, onProgress }) => {
      const options: RecallOptions = { rows, twins, asset, concurrency, onProgress };
      return out === undefined
        ? listening(pipeline, onCall, () => probeRecall(pipeline, options))
        : recordRecall(out, pipeline, { ...options, onCall });
    },
  });
}

async function listening<T>(
  { calls }: Pipeline,
  onCall: (line: CallLine) => void,
  work: () => Promise<T>,
): Promise<T> {
  const unlisten = calls.listen(onCall);
  try {
    return await work();
  } finally {
    unlisten();
  }
}
