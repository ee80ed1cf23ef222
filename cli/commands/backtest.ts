/** `hindcast backtest`: scores a series of positions on a dataset. */
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { RULES } from "../../backtest/rules.ts";
import { scoreRun } from "../../backtest/score.ts";
import { InputError, UsageError } from "../../data/errors.ts";
import { MarketHistory } from "../../data/history.ts";
import { type MarketData, loadNumberColumn } from "../../data/load-rows.ts";
import { integer } from "../option-parsers.ts";
import { backtestScreen } from "../screens/backtest-screen.ts";
import {
  type DataFlags,
  type PrintFlags,
  type ScoreFlags,
  loadData,
  withDataOptions,
  withPrintOptions,
  withScoreOptions,
} from "../shared-options.ts";

interface BacktestFlags extends DataFlags, ScoreFlags, PrintFlags {
  readonly data: string;
  readonly positions?: string;
  readonly column?: string;
  readonly horizon: number;
}

/** The command with its switches. */
export function backtestCommand(): Command {
  const command = new Command("backtest")
    .description(
      "score positions on a dataset: reference and corrected metrics beside trivial rules",
    )
    .requiredOption("--data <file>", "CSV of bars")
    .option("--positions <file>", "CSV with a column `position`, one line a row")
    .option("--column <name>", "numeric column of the data to take as positions")
    .option("--horizon <bars>", "bars until a label is known, for the rules", integer(1), 6);
  return withPrintOptions(withDataOptions(withScoreOptions(command))).action(backtest);
}

async function backtest(flags: BacktestFlags): Promise<void> {
  if ((flags.positions === undefined) === (flags.column === undefined)) {
    throw new UsageError("backtest: expected one of --positions FILE and --column NAME");
  }
  const data = await loadData(flags.data, flags, flags.column);
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
