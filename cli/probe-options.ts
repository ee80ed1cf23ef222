/** The switches that probes of a pipeline share: its data, models and configuration, or the run that they are of. */
import { type Command, Option } from "commander";
import type { TokenPrice } from "../nodes/models/cost/prices.ts";
import { REPLY_MODES, type ReplyMode } from "../nodes/models/replies/remembered-model.ts";
import { decimal, integer, tokenPrice } from "./option-parsers.ts";
import {
  type DataFlags,
  type PrintFlags,
  withDataOptions,
  withPrintOptions,
} from "./shared-options.ts";

/** Which pipeline is probed, and how its models are asked. */
export interface ProbeFlags extends DataFlags, PrintFlags {
  readonly data?: string;
  readonly llm?: string;
  readonly out?: string;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
  readonly embedder?: string;
  readonly horizon?: number;
  readonly seed?: number;
}

/**
 * Adds the switches of `ProbeFlags`.
 * @param adds what is added to a run's directory, in words
 * @param seeded what the seed draws, in words
 */
export function withProbeOptions(
  command: Command,
  { adds, seeded }: { readonly adds: string; readonly seeded: string },
): Command {
  command
    .option(
      "--data <file>",
      "CSV of bars (default: data/gold.csv if there, else the shipped sample)",
    )
    .option("--llm <model>", "as for run")
    .option("--out <dir>", `a finished run's directory, to add ${adds} to`)
    .addOption(
      new Option("--replies <mode>", "stored replies: used, alone, or renewed")
        .choices(REPLY_MODES)
        .default("live"),
    )
    .option("--max-cost <usd>", "stop before calls of this probe have cost more", decimal(0))
    .option(
      "--price <in,out>",
      "US dollars per million tokens, of every model that is paid for",
      tokenPrice,
    )
    .option("--embedder <name>", "hash, use or openai:MODEL (default: hash, or the run's)")
    .option("--horizon <bars>", "bars until an outcome (default: 6, or the run's)", integer(1))
    .option("--seed <n>", `seed of ${seeded} (default: 1, or the run's)`, integer(0, 2 ** 31 - 1));
  return withPrintOptions(withDataOptions(command));
}
