/** `hindcast dashboard`: shows runs in a browser on this machine. */
import { once } from "node:events";
import { Command } from "commander";
import { UsageError, faultCode } from "../../data/errors.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { SAMPLE_FILE } from "../../data/sample-file.ts";
import { type Served } from "../../dashboard/server/serve.ts";
import { chooseData } from "../data-choice.ts";
import { answerTo } from "../exit-codes.ts";
import { integer } from "../option-parsers.ts";
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
}

/** Where runs are looked for when none is named, and the port that is tried first. */
const DEFAULTS = { directory: "runs", port: 4400 } as const;

/** The command with its switches. */
export function dashboardCommand(): Command {
  const command = new Command("dashboard")
    .description("show runs in a browser: on this machine alone, finished and under way")
    .argument("[dir...]", "run directories, or directories that hold them (default: ./runs)")
    .option("--port <n>", `port (default: ${DEFAULTS.port}, or a free one)`, integer(1, 65_535))
    .option(
      "--data <file>",
      "CSV that the runs were decided on, for their news (default: data/gold.csv if there; the shipped sample always)",
    );
  return withPrintOptions(withDataOptions(command)).action(dashboard);
}

async function dashboard(directories: readonly string[], flags: DashboardFlags): Promise<void> {
  const { findRuns, runsBelow } = await import("../../dashboard/server/runs/find-runs.ts");
  const { startDashboard } = await import("../../dashboard/server/start-dashboard.ts");
  const runs = directories.length > 0 ? findRuns(directories) : runsBelow(DEFAULTS.directory);
  if (runs.length === 0) {
    throw new UsageError(
      "expected a run to show, was none in ./runs: hindcast run makes one, and its directory can be given",
    );
  }
  const datasets = await loadDatasets(flags);
  const onFault = (error: unknown): void => void process.stderr.write(`${answerTo(error).text}\n`);
  const served = await onPort(flags.port, (port) =>
    startDashboard({ runs, datasets, port, onFault }),
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
