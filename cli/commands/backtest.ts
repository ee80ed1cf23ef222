/** `hindcast backtest`: scores a series of positions on a dataset. */
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { RULES } from "../../backtest/rules.ts";
import { scoreRun } from "../../backtest/score.ts";
import { InputError, UsageError } from "../../data/errors.ts";
import { MarketHistory } from "../../data/history.ts";
import { type MarketData, loadNumberColumn, loadRows } from "../../data/load-rows.ts";
import { columnPair, decimal, integer } from "../option-parsers.ts";
import { backtestScreen } from "../screens/backtest-screen.ts";

interface BacktestFlags {
  readonly data: string;
  readonly positions?: string;
  readonly column?: string;
  readonly commission: number;
  readonly slippage: number;
  readonly capital: number;
  readonly horizon: number;
  readonly seed: number;
  readonly map?: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly json?: true;
}

/** The command with its switches. */
export function backtestCommand(): Command {
  return new Command("backtest")
    .description(
      "score positions on a dataset: reference and corrected metrics beside trivial rules",
    )
    .requiredOption("--data <file>", "CSV of bars")
    .option("--positions <file>", "CSV with a column `position`, one line a row")
    .option("--column <name>", "numeric column of the data to take as positions")
    .option("--commission <fraction>", "cost a side", decimal(0, 1), 0.001)
    .option("--slippage <fraction>", "further cost a side", decimal(0, 1), 0)
    .option("--capital <amount>", "starting capital", decimal(0.01), 10_000)
    .option("--horizon <bars>", "bars until a label is known, for the rules", integer(1), 6)
    .option("--seed <n>", "seed of intervals and random paths", integer(0, 2 ** 31 - 1), 1)
    .option("--map <column=name>", "name of a column in the file; may be repeated", columnPair)
    .option("--timezone <zone>", "IANA zone of times without an offset", "UTC")
    .option("--json", "print the result as JSON")
    .action(backtest);
}

async function backtest(flags: BacktestFlags): Promise<void> {
  if ((flags.positions === undefined) === (flags.column === undefined)) {
    throw new UsageError("backtest: expected one of --positions FILE and --column NAME");
  }
  const data = await loadRows(flags.data, {
    timezone: flags.timezone,
    ...(flags.map && { columnMap: flags.map }),
    ...(flags.column !== undefined && { numberColumn: flags.column }),
  });
  const positions = await readPositions(flags, data);
  const { horizon: bars, commission, slippage, capital, seed } = flags;
  const history = new MarketHistory(data.rows, { horizonBars: bars, labelLagBars: bars });
  const score = scoreRun({
    timeMs: Float64Array.from(data.rows, ({ observation }) => observation.timeMs),
    closes: Float64Array.from(data.rows, ({ observation }) => observation.close),
    labels: data.rows.map(({ label }) => label),
    actionPositions: positions,
    scorePositions: positions,
    rules: RULES.map((rule) => ({
      name: rule.name,
      explain: rule.explain,
      positions: rule.positions(history),
    })),
    costs: { commission, slippage, initialCapital: capital },
    seed,
  });
  const costBps = (commission + slippage) * 1e4;
  process.stdout.write(
    flags.json
      ? `${metricsJson({ ...score, continuous: undefined })}\n`
      : backtestScreen(score, costBps),
  );
}

async function readPositions(flags: BacktestFlags, data: MarketData): Promise<Float64Array> {
  if (flags.positions === undefined) return data.numbers ?? new Float64Array();
  const positions = await loadNumberColumn(flags.positions, "position");
  if (positions.length !== data.rows.length) {
    const expected = `${data.rows.length} rows, one for each of ${flags.data}`;
    throw new InputError({ file: flags.positions }, expected, String(positions.length));
  }
  return positions;
}
