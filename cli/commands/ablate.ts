/** `hindcast ablate`: what each node is worth: variants of one configuration, compared with it in pairs. */
import { join } from "node:path";
import { Command, Option } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { StoppedError, UsageError } from "../../data/errors.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import type { AblationProgress } from "../../graphs/ablation/decide-all.ts";
import type { AblationReport } from "../../graphs/ablation/report.ts";
import { CHOOSE_BY, type ChooseBy, choosingRule } from "../../graphs/ablation/criteria.ts";
import type { TestOptions } from "../../graphs/ablation/run-ablation.ts";
import { TEST, TRADE_BY, type TradeBy } from "../../graphs/ablation/variant.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { openWorkerHands } from "../ablation/worker-hands.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { tracingIn } from "../langsmith-tracing.ts";
import { chooseModel } from "../model-choice.ts";
import { loadNodesFile } from "../nodes-file.ts";
import { decimal, integer } from "../option-parsers.ts";
import { sayingHowToGoOn } from "../going-on.ts";
import { type Progress, startProgress } from "../progress.ts";
import { type ConfigFlags, configFrom, withConfigOptions } from "../run-options.ts";
import { ablationScreen } from "../screens/ablation-screen.ts";
import { estimateLine } from "../screens/model-lines.ts";
import { loadData } from "../shared-options.ts";
import { stopOnSignals } from "../stop-signals.ts";

interface AblateFlags extends ConfigFlags {
  readonly out: string;
  readonly variants?: string;
  readonly chooseOn?: number;
  readonly chooseBy: ChooseBy;
  readonly tradeBy: TradeBy;
  readonly test?: true;
  readonly draws: number;
}

/** The command with its switches. */
export function ablateCommand(): Command {
  const command = new Command("ablate")
    .description(
      "what each node is worth: the ablation matrix, compared in pairs with the baseline",
    )
    .requiredOption("--out <dir>", "directory of the matrix; the same directory again resumes")
    .option("--variants <file>", "JSON file of variants, in place of the built-in matrix")
    .option(
      "--choose-on <share>",
      "decide the first share of the rows only, choose the best there and freeze it",
      decimal(0, 1),
    )
    .addOption(
      new Option("--choose-by <figure>", "what it is chosen by")
        .choices(CHOOSE_BY)
        .default("sharpe"),
    )
    .addOption(
      new Option("--trade-by <form>", "positions that are compared, unless a variant says which")
        .choices(TRADE_BY)
        .default("action"),
    )
    .option("--test", "decide the frozen choice and the baseline on the other rows, once")
    .option("--draws <n>", "bootstrap draws", integer(100, 100_000), 1000);
  return withConfigOptions(command, "default: simulated").action(ablate);
}

async function ablate(flags: AblateFlags, command: Command): Promise<void> {
  mustBeOneStage(flags, command);
  const choice = chooseData(flags.data);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const { readVariants } = await import("../../graphs/ablation/read-variants.ts");
  const variants = flags.variants === undefined ? undefined : readVariants(flags.variants);
  const data = await loadData(choice.file, flags);
  const own = flags.nodes === undefined ? {} : await loadNodesFile(flags.nodes);
  const stop = new AbortController();
  const access = readEnvironment();
  const langsmith = tracingIn(
    access,
    `hindcast push-dataset ${join(flags.out, ...(flags.test ? [TEST] : []), "VARIANT")} sends a finished variant`,
  );
  const shared: TestOptions = {
    data,
    access,
    out: flags.out,
    asking: {
      replies: flags.replies,
      maxCostUsd: flags.maxCost ?? null,
      drain: stop.signal,
      ...(flags.price && { price: flags.price }),
    },
    concurrency: flags.concurrency,
    draws: flags.draws,
    langsmith,
    ...own,
  };
  say(`data   ${choice.spoken}, ${data.rows.length} rows`);
  const { runAblation, testChoice } = await import("../../graphs/ablation/run-ablation.ts");
  if (flags.test) {
    const report = await working(flags, data, stop, (telling) =>
      testChoice({ ...shared, ...telling }),
    );
    return finish(report, join(flags.out, TEST), flags);
  }
  const input = configFrom(flags);
  const { llm, spoken } = modelFor(flags, data);
  say(`model  ${spoken}`);
  const options = {
    ...shared,
    config: { ...input, llm },
    ...(variants && { variants }),
    chooseOn: flags.chooseOn ?? null,
    chooseBy: flags.chooseBy,
    tradeBy: flags.tradeBy,
  };
  const { estimateAblation } = await import("../../graphs/ablation/estimate.ts");
  const estimate = await estimateAblation(options);
  if (estimate) say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  if (flags.chooseOn !== undefined) say(`choose ${choosingRule(flags.chooseBy)}`);
  const report = await working(flags, data, stop, (telling) =>
    runAblation({ ...options, ...telling }),
  );
  return finish(report, flags.out, flags);
}

/** The simulated model unless told: recorded replies answer the baseline, but few of its variants. */
function modelFor(flags: AblateFlags, data: MarketData): ReturnType<typeof chooseModel> {
  if (flags.llm !== undefined)
    return chooseModel(flags.llm, data, parseRunConfig(configFrom(flags)));
  const { llm, spoken } = chooseModel("simulated", data, parseRunConfig(configFrom(flags)));
  return {
    llm,
    spoken: `${spoken}; recorded replies answer only variants that ask the same prompts (--llm replay)`,
  };
}

/** What may be said beside `--test`: where things are, what is paid and how it is worked, nothing that was frozen. */
const BESIDE_TEST: ReadonlySet<string> = new Set([
  "test",
  "data",
  "map",
  "timezone",
  "out",
  "nodes",
  "replies",
  "maxCost",
  "price",
  "concurrency",
  "draws",
  "json",
]);

function mustBeOneStage({ test, chooseOn }: AblateFlags, command: Command): void {
  const given = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === "cli",
  );
  const frozen = given.filter((option) => !BESIDE_TEST.has(option.attributeName()));
  if (test && frozen.length > 0) {
    const names = frozen.map(({ long }) => long).join(", ");
    throw new UsageError(
      `--test: expected nothing of what was frozen before beside it, was ${names}: ${frozen.length === 1 ? "it" : "they"} would change nothing`,
    );
  }
  if (chooseOn === undefined && given.some(({ long }) => long === "--choose-by")) {
    throw new UsageError("--choose-by: expected --choose-on SHARE beside it, was none");
  }
}

type Telling = Required<Pick<TestOptions, "onProgress" | "signal" | "hands">>;

/** Works with a progress bar and workers; the first interrupt drains the rows under way, the second ends at once. */
async function working<T>(
  { nodes, out }: AblateFlags,
  data: MarketData,
  stop: AbortController,
  work: (telling: Telling) => Promise<T>,
): Promise<T> {
  const restoreSignals = stopOnSignals(stop);
  const hands = openWorkerHands(data, nodes ?? null);
  const bar = startBar();
  try {
    return await work({ onProgress: bar.update, signal: stop.signal, hands });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    throw new StoppedError(sayingHowToGoOn(error.message, out), { cause: error });
  } finally {
    bar.stop();
    await hands.close();
    restoreSignals();
  }
}

/** One bar over all configurations, which names the variant that got on last. */
function startBar(): { readonly update: (p: AblationProgress) => void; readonly stop: () => void } {
  const done = new Map<string, number>();
  let bar: Progress | null = null;
  return {
    update: (progress) => {
      bar ??= startProgress("deciding", "rows of all variants");
      done.set(progress.variant, progress.done);
      const sum = [...done.values()].reduce((a, b) => a + b, 0);
      bar.update(
        sum,
        progress.total * progress.of,
        `${progress.variant} (${progress.begun}/${progress.of})`,
      );
    },
    stop: () => bar?.stop(),
  };
}

async function finish(
  report: AblationReport,
  directory: string,
  { json, chooseOn }: AblateFlags,
): Promise<void> {
  if (report.comparison.pairs.length > 0) {
    // Loaded on demand: other commands need no charts.
    const { comparisonChart } = await import("../../dashboard/charts/comparison-chart.ts");
    writeFileAtomic(join(directory, "comparison.svg"), String(comparisonChart(report)));
  }
  process.stdout.write(json ? `${metricsJson(report)}\n` : ablationScreen(report, directory));
  const failed = report.variants.filter((variant) => variant.failed > 0);
  if (failed.length > 0) {
    const rows = failed.map(({ name, failed: count }) => `${count} of ${name}`).join(", ");
    const choosing = chooseOn === undefined ? "" : ", and then chooses";
    throw new StoppedError(`rows failed: ${rows}; the same command tries them again${choosing}`);
  }
}
