/** `hindcast dashboard`: shows runs in a browser on this machine. */
import { once } from "node:events";
import { Command, Option } from "commander";
import { UsageError, faultCode } from "../../data/errors.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { SAMPLE_FILE } from "../../data/sample-file.ts";
import type { Served } from "../../dashboard/server/serve.ts";
import type { TokenPrice } from "../../nodes/models/cost/prices.ts";
import { parseModelSpecs } from "../../nodes/models/model-spec.ts";
import { REPLY_MODES, type ReplyMode } from "../../nodes/models/replies/remembered-model.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { answerTo } from "../exit-codes.ts";
import { decimal, integer, tokenPrice } from "../option-parsers.ts";
import { dashboardScreen } from "../screens/dashboard-screen.ts";
import {
  type DataFlags,
  type PrintFlags,
  loadData,
  withDataOptions,
  withPrintOptions,
} from "../shared-options.ts";

interface DashboardFlags extends DataFlags, PrintFlags {
  readonly data?: string;
  readonly port?: number;
  readonly llm?: string;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
}

/** Where runs are looked for when none is named, and the port that is tried first. */
const DEFAULTS = { directory: "runs", port: 4400 } as const;

/** The command with its switches. */
export function dashboardCommand(): Command {
  const command = new Command("dashboard")
    .description("show runs in a browser: on this machine alone, finished and under way")
    .argument(
      "[dir...]",
      "run directories, or directories that hold them (default: ./runs); runs begun later come up by themselves",
    )
    .option("--port <n>", `port (default: ${DEFAULTS.port}, or a free one)`, integer(1, 65_535))
    .option(
      "--data <file>",
      "CSV that the runs were decided on, for their news (default: data/gold.csv if there; the shipped sample always)",
    );
  command
    .option(
      "--llm <model>",
      "who decides again from a replaced output, as for run (default: the run's own models, replayed)",
    )
    .addOption(
      new Option("--replies <mode>", "stored replies: used, alone, or renewed")
        .choices(REPLY_MODES)
        .default("live"),
    )
    .option("--max-cost <usd>", "decide nothing again once calls have cost more", decimal(0))
    .option(
      "--price <in,out>",
      "US dollars per million tokens, of every model that is paid for",
      tokenPrice,
    );
  return withPrintOptions(withDataOptions(command)).action(dashboard);
}

async function dashboard(directories: readonly string[], flags: DashboardFlags): Promise<void> {
  // Told before anything is read, rather than by the first row that is decided again.
  if (flags.llm !== undefined) parseModelSpecs(flags.llm);
  const { findRuns, runsBelow } = await import("../../dashboard/server/reading/find-runs.ts");
  const { makeRedecider } = await import("../../dashboard/server/redecide.ts");
  const { startDashboard } = await import("../../dashboard/server/start-dashboard.ts");
  const looked = directories.length > 0 ? directories : [DEFAULTS.directory];
  const findAgain = (): readonly string[] => runsBelow(looked);
  const runs = directories.length > 0 ? findRuns(directories) : findAgain();
  if (runs.length === 0) {
    throw new UsageError(
      "expected a run to show, was none in ./runs: hindcast run makes one, and its directory can be given",
    );
  }
  const datasets = await loadDatasets(flags);
  const redecider = makeRedecider({
    access: readEnvironment(),
    ...(flags.llm !== undefined && { llm: flags.llm }),
    asking: {
      replies: flags.replies,
      maxCostUsd: flags.maxCost ?? null,
      ...(flags.price && { price: flags.price }),
    },
  });
  const served = await onPort(flags.port, (port) =>
    startDashboard({ runs, findAgain, datasets, port, redecider, onFault }),
  );
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ url: served.url })}\n`
      : dashboardScreen({
          runs,
          datasets,
          url: served.url,
          isLookedUp: directories.length === 0,
          instead: flags.port === undefined && served.port !== DEFAULTS.port ? DEFAULTS.port : null,
        }),
  );
  await stopped();
  await served.close();
}

/** A fault of the server's own: it goes on, and the page says where to look. */
function onFault(error: unknown): void {
  process.stderr.write(`${answerTo(error).text}\n`);
}

/** The one that the switches name or that lies at hand, and the sample. */
async function loadDatasets(flags: DashboardFlags): Promise<readonly MarketData[]> {
  const { file } = chooseData(flags.data);
  const chosen = await loadData(file, flags);
  if (file === SAMPLE_FILE) return [chosen];
  return [chosen, await loadData(SAMPLE_FILE, { timezone: "UTC" })];
}

/** On the given port; without one, on the usual one, or a free one where that is taken. */
async function onPort(
  given: number | undefined,
  start: (port: number) => Promise<Served>,
): Promise<Served> {
  if (given !== undefined) return start(given);
  try {
    return await start(DEFAULTS.port);
  } catch (error) {
    if (error instanceof UsageError && faultCode(error.cause) === "EADDRINUSE") return start(0);
    throw error;
  }
}

/** Waits for an interrupt. A dashboard leaves no work undone: the first one ends it. */
async function stopped(): Promise<void> {
  const heard = new AbortController();
  const { signal } = heard;
  await Promise.race(["SIGINT", "SIGTERM"].map((name) => once(process, name, { signal })));
  heard.abort();
}
