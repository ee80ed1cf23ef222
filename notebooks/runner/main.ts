/**
 * Runs notebooks without Jupyter and stores their outputs: `npm run notebooks [-- files…]`.
 *
 * With no files, every notebook beside the runner. `--check` writes nothing and fails where the
 * stored outputs differ from this run's. Exit code 0 all ran, 1 a cell failed or outputs differ,
 * 2 a file cannot be used.
 */
import { readFileSync, readdirSync, writeSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { HindcastError } from "../../data/errors.ts";
import { shippedFile } from "../../data/package-root.ts";
import { placeText } from "./fault.ts";
import { notebookText, readNotebook, writeNotebook } from "./notebook-file.ts";
import { runNotebook } from "./run-notebook.ts";

function notebooksUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ipynb") && !name.includes(".ipynb_checkpoints"))
    .toSorted()
    .map((name) => join(folder, name));
}

/** Runs one notebook, says how it went, and returns whether all is well. */
async function execute(file: string, check: boolean): Promise<boolean> {
  const shown = relative(process.cwd(), file);
  const { notebook, failed } = await runNotebook(file, readNotebook(file));
  const stored = check ? readFileSync(file, "utf8") === notebookText(notebook) : true;
  const wrote = check ? false : writeNotebook(file, notebook);
  if (failed !== null) {
    const { fault, cell } = failed;
    const at = fault.places.find((place) => place.cell === cell);
    const where = at === undefined ? `cell ${cell}` : placeText(at);
    const lines = [`${shown}: ${where}: ${fault.name}: ${fault.message}`, ...fault.trace];
    process.stderr.write(`${lines.join("\n")}\n`);
    return false;
  }
  if (!stored) {
    process.stderr.write(`${shown}: stored outputs differ from this run's\n`);
    return false;
  }
  process.stdout.write(`${shown}: ${wrote ? "outputs updated" : "outputs unchanged"}\n`);
  return true;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { check: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const files = positionals.length > 0 ? positionals : notebooksUnder(shippedFile("notebooks"));
  let sound = true;
  for (const file of files) sound = (await execute(resolve(file), values.check)) && sound;
  return sound ? 0 : 1;
}

/** Null until the runner itself is done, so that a cell that ends the process does not pass for success. */
let exitCode: number | null = null;
process.on("exit", () => {
  if (exitCode === null) writeSync(2, "a cell ended the process before its notebook was done\n");
  process.exitCode = exitCode ?? 1;
});
try {
  exitCode = await main();
} catch (error) {
  if (!(error instanceof HindcastError)) throw error;
  process.stderr.write(`${error.message}\n`);
  exitCode = 2;
}
process.exit();
