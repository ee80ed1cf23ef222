/** Switches that several commands share, and what they do. */
import type { Command } from "commander";
import { type LoadOptions, type MarketData, loadRows } from "../data/load-rows.ts";
import { columnPair, decimal, integer } from "./option-parsers.ts";

/** How to read a dataset. */
export interface DataFlags {
  readonly map?: Readonly<Record<string, string>>;
  readonly timezone: string;
}

/** Costs, capital and seed of a scoring. */
export interface ScoreFlags {
  readonly commission: number;
  readonly slippage: number;
  readonly capital: number;
  readonly seed: number;
}

/** How to print. */
export interface PrintFlags {
  readonly json?: true;
}

/** Adds the switches of `DataFlags`. */
export function withDataOptions(command: Command): Command {
  return command
    .option("--map <column=name>", "name of a column in the file; may be repeated", columnPair)
    .option("--timezone <zone>", "IANA zone of times without an offset", "UTC");
}

/** Adds the switches of `ScoreFlags`. */
export function withScoreOptions(command: Command): Command {
  return command
    .option("--seed <n>", "seed of everything drawn", integer(0, 2 ** 31 - 1), 1)
    .option("--commission <fraction>", "cost a side", decimal(0, 1), 0.001)
    .option("--slippage <fraction>", "further cost a side", decimal(0, 1), 0)
    .option("--capital <amount>", "starting capital", decimal(0.01), 10_000);
}

/** Adds `--asset`, what the probe of memory calls the thing that is traded. */
export function withAssetOption(command: Command): Command {
  return command.option(
    "--asset <words>",
    'what is traded, as models know it (default: "Bitcoin in US dollars")',
  );
}

/** Adds the switches of `PrintFlags`. */
export function withPrintOptions(command: Command): Command {
  return command.option("--json", "print the result as JSON");
}

/** Loads a dataset as the switches say. @throws InputError, UsageError as `loadRows` */
export function loadData(
  file: string,
  flags: DataFlags,
  numberColumn?: string,
): Promise<MarketData> {
  return loadRows(file, {
    ...loadOptionsFrom(flags),
    ...(numberColumn !== undefined && { numberColumn }),
  });
}

/** How to read a file, as the switches say. */
export function loadOptionsFrom(flags: DataFlags): Omit<LoadOptions, "numberColumn"> {
  return { timezone: flags.timezone, ...(flags.map && { columnMap: flags.map }) };
}
