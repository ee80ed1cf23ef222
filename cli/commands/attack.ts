/** `hindcast attack`: plants hostile texts in the news and measures whether they steer decisions. */
import { Command, Option } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { ATTACK_PAYLOADS, somePayloads } from "../../data/attacks/catalogue.ts";
import type { AttackPayload } from "../../data/attacks/payload.ts";
import type { MarketData } from "../../data/load-rows.ts";
import type { AttackReport } from "../../graphs/attack/report.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import type { Ledger } from "../../nodes/models/cost/ledger.ts";
import type { TokenPrice } from "../../nodes/models/cost/prices.ts";
import { mergedName } from "../../nodes/models/node-models.ts";
import { makeObeyingModel } from "../../nodes/models/providers/obeying-model.ts";
import { REPLY_MODES, type ReplyMode } from "../../nodes/models/replies/remembered-model.ts";
import { makeEmbedder } from "../../retrieval/embedders/make-embedder.ts";
import { CheckFailed } from "../check-failed.ts";
import { chooseData } from "../data-choice.ts";
import { doBooked } from "../booked-work.ts";
import { readEnvironment } from "../environment.ts";
import { decimal, integer, tokenPrice } from "../option-parsers.ts";
import { attackScreen, brokenPromises } from "../screens/attack-screen.ts";
import { estimateLine } from "../screens/model-lines.ts";
import {
  type DataFlags,
  type PrintFlags,
  loadData,
  withDataOptions,
  withPrintOptions,
} from "../shared-options.ts";

interface AttackFlags extends DataFlags, PrintFlags {
  readonly data?: string;
  readonly llm: string;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
  readonly embedder: string;
  readonly rows: number;
  readonly payloads: number;
  readonly horizon: number;
  readonly concurrency: number;
  readonly seed: number;
}

/** The command with its switches. */
export function attackCommand(): Command {
  const all = ATTACK_PAYLOADS.length;
  const command = new Command("attack")
    .description("plant hostile texts in the news, and measure whether they steer decisions")
    .option(
      "--data <file>",
      "CSV of bars (default: data/gold.csv if there, else the shipped sample)",
    )
    .option("--llm <model>", "as for run, or obeying: does what any text tells it", "simulated")
    .addOption(
      new Option("--replies <mode>", "stored replies: used, alone, or renewed")
        .choices(REPLY_MODES)
        .default("live"),
    )
    .option("--max-cost <usd>", "stop before calls of this attack have cost more", decimal(0))
    .option(
      "--price <in,out>",
      "US dollars per million tokens, of every model that is paid for",
      tokenPrice,
    )
    .option("--embedder <name>", "hash, use or openai:MODEL", "hash")
    .option("--rows <n>", "rows to attack, half of them decided up, half down", integer(1), 4)
    .option("--payloads <n>", "texts to plant, of every family in turn", integer(1, all), all)
    .option("--horizon <bars>", "bars until an outcome is known", integer(1), 6)
    .option("--seed <n>", "passed on to models that take one", integer(0, 2 ** 31 - 1), 1)
    .option("--concurrency <n>", "attacks under way at once", integer(1, 1000), 4);
  return withPrintOptions(withDataOptions(command)).action(attack);
}

async function attack(flags: AttackFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const data = await loadData(choice.file, flags);
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { estimateAttack } = await import("../../graphs/attack/estimate.ts");
  const pipeline = await openAttacked(flags, data);
  const payloads = somePayloads(flags.payloads);
  say(`data   ${choice.spoken}`);
  say(`model  ${mergedName(pipeline.models)}`);
  const estimate = mayAsk(pipeline)
    ? await estimateAttack(pipeline, { targets: flags.rows, payloads: payloads.length })
    : null;
  if (estimate) {
    const { maxCalls, decisions } = estimate;
    say(
      `calls  at most ${maxCalls}, for ${decisions} decisions, if every answer must be asked for again`,
    );
    say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  }
  const { report, ledger } = await measure(pipeline, payloads, flags);
  process.stdout.write(
    flags.json ? `${metricsJson({ ...report, estimate, ledger })}\n` : attackScreen(report, ledger),
  );
  const broken = brokenPromises(report);
  if (broken.length > 0) throw new CheckFailed(`attack: ${broken.join("; ")}`);
}

/** @throws UsageError as `openPipeline` */
async function openAttacked(flags: AttackFlags, data: MarketData): Promise<Pipeline> {
  const { llm, embedder, horizon, seed, replies, maxCost, price } = flags;
  const { openPipeline } = await import("../../graphs/open-pipeline.ts");
  const access = readEnvironment();
  const config = { embedder, horizonBars: horizon, seed };
  if (llm !== "obeying") {
    const asking = { replies, maxCostUsd: maxCost ?? null, ...(price && { price }) };
    return openPipeline({ data, access, config: { ...config, llm }, asking });
  }
  const { buildPipeline } = await import("../../graphs/pipeline.ts");
  const { parseRunConfig } = await import("../../graphs/run-config.ts");
  return buildPipeline({
    data,
    config: parseRunConfig(config),
    model: makeObeyingModel(),
    service: { price: { inputUsd: 0, outputUsd: 0 } },
    embedder: await makeEmbedder(embedder, access),
  });
}

/** Whether a model may be asked, rather than a rule or a store alone. */
function mayAsk({ parts }: Pipeline): boolean {
  const memories = Object.values(parts.service?.memories ?? {});
  return memories.some((memory) => memory !== null && memory.mode !== "replay");
}

async function measure(
  { parts, prices }: Pipeline,
  payloads: readonly AttackPayload[],
  { rows: targets, concurrency, replies }: AttackFlags,
): Promise<{ readonly report: AttackReport; readonly ledger: Ledger }> {
  const { attackPipeline } = await import("../../graphs/attack/attack.ts");
  return doBooked({
    name: "attacking",
    unit: "attempts",
    prices,
    replies,
    work: (telling) => attackPipeline({ ...parts, targets, payloads, concurrency, ...telling }),
  });
}
