/** `hindcast world`: writes a seeded synthetic dataset, for controls and for trying things out. */
import { Command, InvalidArgumentError } from "commander";
import { UsageError } from "../../data/errors.ts";
import { makeWorld } from "../../data/worlds/make-world.ts";
import { writeRows } from "../../data/write-rows.ts";
import { decimal, integer } from "../option-parsers.ts";

const KINDS = ["null", "edge"] as const;
type Kind = (typeof KINDS)[number];

interface WorldFlags {
  readonly rows: number;
  readonly seed: number;
  readonly strength?: number;
  readonly out: string;
}

/** The command with its switches. */
export function worldCommand(): Command {
  return new Command("world")
    .description("write a synthetic dataset: `null` has nothing to find, `edge` a planted edge")
    .argument("<kind>", KINDS.join(" or "), kind)
    .requiredOption("--out <file>", "CSV to write")
    .option("--rows <n>", "rows to write", integer(1, 10_000_000), 1000)
    .option("--seed <n>", "the same seed gives the same rows", integer(0, 2 ** 31 - 1), 1)
    .option(
      "--strength <s>",
      "edge only: next bar follows the text with probability (1+s)/2",
      decimal(0, 1),
    )
    .action(world);
}

async function world(chosen: Kind, { rows, seed, strength, out }: WorldFlags): Promise<void> {
  if (chosen === "null" && strength !== undefined) {
    throw new UsageError("world null: expected no --strength, there is no edge in it");
  }
  const spec =
    chosen === "null"
      ? { kind: chosen, rows, seed }
      : { kind: chosen, rows, seed, strength: strength ?? 0.2 };
  await writeRows(out, makeWorld(spec));
  const what = chosen === "null" ? "no edge" : `edge of strength ${spec.strength}`;
  process.stdout.write(`${out}: ${rows} synthetic rows, ${what}, seed ${seed}\n`);
}

function kind(text: string): Kind {
  const found = KINDS.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`Expected ${KINDS.join(" or ")}.`);
  return found;
}
