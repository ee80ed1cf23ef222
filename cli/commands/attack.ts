/** `hindcast attack`: plants hostile texts in the news and measures whether they steer decisions. */
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { ATTACK_PAYLOADS, somePayloads } from "../../data/attacks/catalogue.ts";
import type { AttackReport } from "../../graphs/attack-report.ts";
import { parseModelSpecs } from "../../nodes/models/model-spec.ts";
import { openModels } from "../../nodes/models/open-models.ts";
import { makeObeyingModel } from "../../nodes/models/providers/obeying-model.ts";
import { makeEmbedder } from "../../retrieval/embedders/make-embedder.ts";
import { CheckFailed } from "../check-failed.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { integer } from "../option-parsers.ts";
import { startProgress } from "../progress.ts";
import { attackScreen, brokenPromises } from "../screens/attack-screen.ts";
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
    .option("--embedder <name>", "hash, use or openai:MODEL", "hash")
    .option("--rows <n>", "rows to attack, half of them decided up, half down", integer(1), 4)
    .option("--payloads <n>", "texts to plant, of every family in turn", integer(1, all), all)
    .option("--horizon <bars>", "bars until an outcome is known", integer(1), 6)
    .option("--seed <n>", "passed on to models that take one", integer(0, 2 ** 31 - 1), 1)
    .option("--concurrency <n>", "attacks under way at once", integer(1, 1000), 4);
  return withPrintOptions(withDataOptions(command)).action(attack);
}

async function attack(flags: AttackFlags): Promise<void> {
  const { llm, embedder, horizon, seed, concurrency } = flags;
  const choice = chooseData(flags.data);
  const access = readEnvironment();
  const opened =
    llm === "obeying"
      ? { models: makeObeyingModel() }
      : await openModels(parseModelSpecs(llm), { access, cacheDir: access.cacheDir });
  const data = await loadData(choice.file, flags);
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { attackPipeline } = await import("../../graphs/attack.ts");
  const { parseRunConfig } = await import("../../graphs/run-config.ts");
  const progress = startProgress("attacking", "attempts");
  let report: AttackReport;
  try {
    report = await attackPipeline({
      data,
      config: parseRunConfig({ llm, embedder, horizonBars: horizon, seed }),
      model: opened.models,
      ...("memories" in opened && { service: { memories: opened.memories } }),
      embedder: await makeEmbedder(embedder, access),
      targets: flags.rows,
      payloads: somePayloads(flags.payloads),
      concurrency,
      onProgress: (done, total) => progress.update(done, total),
    });
  } finally {
    progress.stop();
  }
  process.stdout.write(
    flags.json ? `${metricsJson(report)}\n` : attackScreen(report, choice.spoken),
  );
  const broken = brokenPromises(report);
  if (broken.length > 0) throw new CheckFailed(`attack: ${broken.join("; ")}`);
}
