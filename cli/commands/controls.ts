/** `hindcast controls`: the agent and every trivial rule in worlds of known truth, in one table. */
import { Command, Option } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import type { NodeName } from "../../data/vocabulary.ts";
import type { ControlsPlan } from "../../graphs/controls/controls-plan.ts";
import type { ControlsReport } from "../../graphs/controls/run-controls.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import type { Ledger } from "../../nodes/models/cost/ledger.ts";
import { mergedName } from "../../nodes/models/node-models.ts";
import type { TokenPrice } from "../../nodes/models/cost/prices.ts";
import { REPLY_MODES, type ReplyMode } from "../../nodes/models/replies/remembered-model.ts";
import { CheckFailed } from "../check-failed.ts";
import { doBooked } from "../booked-work.ts";
import { readEnvironment } from "../environment.ts";
import { decimal, integer, nodeList, tokenPrice } from "../option-parsers.ts";
import { brokenControls, controlsScreen } from "../screens/controls-screen.ts";
import { estimateLine } from "../screens/model-lines.ts";
import { type PrintFlags, withPrintOptions } from "../shared-options.ts";

interface ControlsFlags extends PrintFlags {
  readonly seeds: number;
  readonly rows: number;
  readonly strength: number;
  readonly llm: string;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
  readonly embedder: string;
  readonly without?: readonly NodeName[];
  readonly horizon: number;
  readonly concurrency: number;
  readonly seed: number;
}

/** The command with its switches. */
export function controlsCommand(): Command {
  const command = new Command("controls")
    .description("let the agent and every trivial rule decide worlds whose truth is known")
    .option("--seeds <n>", "null worlds for the agent; ten times as many for rules", integer(2), 20)
    .option("--rows <n>", "rows a world", integer(40), 240)
    .option(
      "--strength <s>",
      "of the planted edge: who reads it is right about the next bar (1+s)/2 of the time",
      decimal(0, 1),
      0.4,
    )
    .option("--llm <model>", "as for run", "simulated")
    .addOption(
      new Option("--replies <mode>", "stored replies: used, alone, or renewed")
        .choices(REPLY_MODES)
        .default("live"),
    )
    .option("--max-cost <usd>", "stop before calls of these controls have cost more", decimal(0))
    .option(
      "--price <in,out>",
      "US dollars per million tokens, of every model that is paid for",
      tokenPrice,
    )
    .option("--embedder <name>", "hash, use or openai:MODEL", "hash")
    .option("--without <nodes>", "nodes switched off, comma-separated", nodeList)
    .option("--horizon <bars>", "bars until an outcome is known", integer(1), 6)
    .option("--seed <n>", "of the first world; the others follow", integer(0, 2 ** 31 - 1), 1)
    .option("--concurrency <n>", "rows under way at once", integer(1, 1000), 8);
  return withPrintOptions(command).action(controls);
}

async function controls(flags: ControlsFlags): Promise<void> {
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { planControls } = await import("../../graphs/controls/controls-plan.ts");
  const { estimateControls } = await import("../../graphs/controls/controls-estimate.ts");
  const plan = planControls(flags);
  const pipeline = await openControlled(flags);
  const { agentSeeds, ruleSeeds, edgeSeeds, rows } = plan;
  say(
    `worlds ${agentSeeds} without an edge (${ruleSeeds} for rules), ${edgeSeeds} with one, ${rows} rows each`,
  );
  say(`model  ${mergedName(pipeline.models)}`);
  const estimate = pipeline.askedNodes.length > 0 ? await estimateControls(pipeline, plan) : null;
  if (estimate) {
    const { maxCalls, decisions } = estimate;
    say(
      `calls  at most ${maxCalls}, for ${decisions} decisions, if every answer must be asked for again`,
    );
    say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  }
  const { report, ledger } = await measure(pipeline, plan, flags);
  process.stdout.write(
    flags.json
      ? `${metricsJson({ ...report, estimate, ledger })}\n`
      : controlsScreen(report, ledger),
  );
  const broken = brokenControls(report);
  if (broken.length > 0) throw new CheckFailed(`controls: ${broken.join("; ")}`);
}

/** The user's pipeline over the first null world. @throws UsageError as `openPipeline` */
async function openControlled(flags: ControlsFlags): Promise<Pipeline> {
  const { llm, embedder, horizon, seed, without = [], rows, replies, maxCost, price } = flags;
  const { openPipeline } = await import("../../graphs/open-pipeline.ts");
  const { worldData } = await import("../../graphs/controls/world-data.ts");
  return openPipeline({
    data: worldData({ kind: "null", rows, seed }),
    access: readEnvironment(),
    config: { llm, embedder, horizonBars: horizon, seed, without: [...without] },
    asking: { replies, maxCostUsd: maxCost ?? null, ...(price && { price }) },
  });
}

async function measure(
  { parts, prices }: Pipeline,
  { agentSeeds: seeds, rows }: ControlsPlan,
  { strength, concurrency, replies }: ControlsFlags,
): Promise<{ readonly report: ControlsReport; readonly ledger: Ledger }> {
  const { runControls } = await import("../../graphs/controls/run-controls.ts");
  const options = { ...parts, seeds, rows, strength, concurrency };
  return doBooked({
    name: "deciding",
    unit: "rows",
    prices,
    replies,
    work: (telling) => runControls({ ...options, ...telling }),
  });
}
