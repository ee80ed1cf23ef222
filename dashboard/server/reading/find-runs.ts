/** Which run directories the arguments of the command stand for. */
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError, faultCode } from "../../../data/errors.ts";
import { keptText } from "../../../graphs/evaluation/kept-text.ts";
import { ABLATION_FILE } from "../../../graphs/ablation/report.ts";

/** Folders below one that holds no run itself in which runs are looked for. */
const DEPTH = 2;

/** Why a directory's folders are not told. */
const UNSEEN = { ENOENT: true, ENOTDIR: true, EACCES: true, EPERM: true } as const;

const ablationSchema = z.object({ variants: z.array(z.object({ folder: z.string() })) });

/**
 * Run directories, in the order of the arguments. A directory that is no run stands for the runs below it: those of
 * an ablation in the order of its variants, others by name.
 * @throws UsageError for one that is not there, or has no run in it
 */
export function findRuns(directories: readonly string[]): readonly string[] {
  const found = directories.flatMap((directory) => {
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`${directory}: expected the directory of a run, was none`);
    }
    const runs = runsIn(directory, DEPTH);
    if (runs.length > 0) return runs;
    throw new UsageError(
      `${directory}: expected the directory of a run (hindcast run --out ${directory}), ` +
        "was one without a manifest.json in it or below",
    );
  });
  return [...new Map(found.map((directory) => [realpathSync(directory), directory])).values()];
}

/** Runs in directories as far as these are there; one that is gone hides none of the others'. */
export function runsBelow(directories: readonly string[]): readonly string[] {
  return directories.flatMap((directory) => runsIn(directory, DEPTH));
}

function runsIn(directory: string, depth: number): readonly string[] {
  if (existsSync(join(directory, "manifest.json"))) return [directory];
  if (depth === 0) return [];
  const folders = foldersOf(directory);
  const first = variantsOf(directory).filter((folder) => folders.includes(folder));
  return [...new Set([...first, ...folders])].flatMap((folder) =>
    runsIn(join(directory, folder), depth - 1),
  );
}

/** By name; none where the directory cannot be looked into, or is gone while it is. */
function foldersOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .toSorted();
  } catch (error) {
    if (faultCode(error) in UNSEEN) return [];
    throw error;
  }
}

/** Folders of an ablation's variants, as they were decided; none where there is no ablation. */
function variantsOf(directory: string): readonly string[] {
  try {
    const text = keptText(directory, ABLATION_FILE);
    if (text === null) return [];
    const { variants } = ablationSchema.parse(JSON.parse(text));
    return variants.map(({ folder }) => folder);
  } catch {
    // Only the order is taken from it.
    return [];
  }
}
