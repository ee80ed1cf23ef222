/** The frozen choice: which variant won on the first rows, by a rule stated before, and what is tested on the rest. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { NEEDED_BARS } from "../../backtest/statistics/needed-bars.ts";
import { InputError, UsageError } from "../../data/errors.ts";
import { hashOf } from "../../data/hash.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import { type Rows, rowsSchema } from "./report.ts";
import { readingSchema } from "./variant.ts";

/** The file's name within the directory of an experiment. */
const CHOICE_FILE = "chosen.json";

const frozenSchema = z.strictObject({
  name: z.string(),
  explain: z.string(),
  positions: readingSchema,
  config: z.record(z.string(), z.unknown()),
  /** Name of its run on the rows kept apart: a hash of data, configuration, code, prompts and models. */
  run: z.string(),
});

const choiceSchema = z.strictObject({
  rule: z.string(),
  data: z.string(),
  chooseOn: rowsSchema,
  testOn: rowsSchema,
  /** All that it was chosen from, the baseline first. */
  candidates: z.array(z.string()).min(1).readonly(),
  baseline: frozenSchema,
  chosen: frozenSchema,
  /** SHA-256 over all of the above. */
  hash: z.string(),
});
export type Choice = Readonly<z.infer<typeof choiceSchema>>;

/**
 * Cuts rows in two.
 * @param share of the first part, above 0 and below 1
 * @throws UsageError when either part would have fewer bars than a statement rests on
 */
export function splitRows(
  rows: Rows,
  share: number,
): { readonly chooseOn: Rows; readonly testOn: Rows } {
  const cut = rows.from + Math.floor((rows.to - rows.from) * share);
  const [first, rest] = [cut - rows.from, rows.to - cut];
  if (!(first >= NEEDED_BARS && rest >= NEEDED_BARS)) {
    throw new UsageError(
      `choose on: expected a share that leaves at least ${NEEDED_BARS} rows to choose on and as many to test on, ` +
        `was ${share} of ${rows.to - rows.from}: ${first} and ${rest}`,
    );
  }
  return { chooseOn: { from: rows.from, to: cut }, testOn: { from: cut, to: rows.to } };
}

/** Puts a choice down. @throws UsageError when the directory holds another one */
export function freezeChoice(directory: string, choice: Omit<Choice, "hash">): Choice {
  const frozen = { ...choice, hash: hashOf(choice) };
  const file = join(directory, CHOICE_FILE);
  if (existsSync(file) && readChoice(directory).hash !== frozen.hash) {
    throw new UsageError(
      `${file}: expected this choice or none, was another (${readChoice(directory).chosen.name}). Give another --out`,
    );
  }
  writeFileAtomic(file, `${JSON.stringify(frozen, null, 2)}\n`);
  return frozen;
}

/** @throws UsageError when there is none; InputError when it is broken or was changed by hand */
export function readChoice(directory: string): Choice {
  const file = join(directory, CHOICE_FILE);
  if (!existsSync(file)) {
    throw new UsageError(
      `${directory}: expected a choice to test (hindcast ablate --choose-on SHARE --out ${directory}), was none`,
    );
  }
  const parsed = choiceSchema.safeParse(parseJson(file));
  if (!parsed.success) throw new InputError({ file }, "a frozen choice", "something else");
  const { hash, ...choice } = parsed.data;
  if (hashOf(choice) !== hash) {
    throw new InputError({ file }, "a choice as it was frozen", "one that was changed since");
  }
  return parsed.data;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new InputError({ file }, "a frozen choice", "no JSON", { cause });
  }
}
