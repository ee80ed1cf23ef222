/** `hindcast behaviour`: changes a pipeline's inputs one at a time and measures what that does to its decisions. */
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import type { BehaviourReport } from "../../graphs/behaviour/report.ts";
import type { BehaviourOptions } from "../../graphs/behaviour/scope.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import type { Ledger } from "../../nodes/models/cost/ledger.ts";
import { doBooked } from "../booked-work.ts";
import { chooseData } from "../data-choice.ts";
import { openProbed } from "../open-probed.ts";
import { integer } from "../option-parsers.ts";
import { type ProbeFlags, withProbeOptions } from "../probe-options.ts";
import { isRecordedBehaviour } from "../recorded-probe.ts";
import { behaviourScreen } from "../screens/behaviour-screen.ts";
import { estimateLine } from "../screens/model-lines.ts";
import { loadData } from "../shared-options.ts";

interface BehaviourFlags extends ProbeFlags {
  readonly rows: number;
  readonly samples: number;
  readonly concurrency: number;
}

/** The command with its switches. */
export function behaviourCommand(): Command {
  const command = new Command("behaviour")
    .description("change the inputs of decisions one at a time and measure what turns them")
    .option("--rows <n>", "rows to probe, drawn from twice as many", integer(1), 12)
    .option("--samples <n>", "further answers a row with other seeds", integer(0), 5)
    .option("--concurrency <n>", "rows under way at once", integer(1, 1000), 4);
  const words = { adds: "behaviour.json", seeded: "the draw of rows and of the models" };
  return withProbeOptions(command, words).action(behaviour);
}

async function behaviour(flags: BehaviourFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const data = await loadData(choice.file, flags);
  const { pipeline, spoken } = await openProbed(flags, data, ({ rows, seed }) =>
    isRecordedBehaviour({ rows: flags.rows, seed, within: rows }),
  );
  say(`data   ${choice.spoken}, ${data.rows.length} rows`);
  say(`model  ${spoken}`);
  const { estimateBehaviour } = await import("../../graphs/behaviour/estimate.ts");
  const estimate = await estimateBehaviour(pipeline, flags);
  if (estimate) say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  const { report, ledger } = await measure(pipeline, flags);
  process.stdout.write(
    flags.json
      ? `${metricsJson({ ...report, estimate, ledger })}\n`
      : behaviourScreen(report, ledger.total),
  );
}

async function measure(
  pipeline: Pipeline,
  { rows, samples, concurrency, out, replies }: BehaviourFlags,
): Promise<{ readonly report: BehaviourReport; readonly ledger: Ledger }> {
  const { recordBehaviour } = await import("../../graphs/behaviour/record.ts");
  const { probeBehaviour } = await import("../../graphs/behaviour/probe.ts");
  return doBooked({
    name: "probing",
    unit: "decisions",
    prices: pipeline.prices,
    replies,
    work: async ({ onCall, onProgress }) => {
      const options: BehaviourOptions = { rows, samples, concurrency, onProgress };
      if (out !== undefined) return recordBehaviour(out, pipeline, { ...options, onCall });
      const unlisten = pipeline.calls.listen(onCall);
      return probeBehaviour(pipeline, options).finally(unlisten);
    },
  });
}
