/** The notebook runner in a process of its own, bundled ahead: tsx takes longer to load it than most cells to run. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { shippedFile } from "../../data/package-root.ts";

/** How the runner ended. */
export interface RunnerEnded {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface NotebookRunner {
  /** Runs it on these parameters, from the package's folder. */
  readonly run: (...parameters: readonly string[]) => Promise<RunnerEnded>;
  readonly close: () => void;
}

const SOURCE = shippedFile("notebooks", "runner", "main.ts");

/** Bundles the runner's own files as they are now into a folder of its own; packages are loaded as ever. */
export async function openNotebookRunner(): Promise<NotebookRunner> {
  const folder = mkdtempSync(shippedFile("dist", "notebook-runner-"));
  const outfile = join(folder, "main.mjs");
  const common = { bundle: true, platform: "node", format: "esm", packages: "external" } as const;
  await build({ ...common, entryPoints: [SOURCE], outfile, logLevel: "error" });
  return {
    run: (...parameters) => node(outfile, ...parameters),
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** The runner started as a user starts it, through tsx. */
export function runThroughTsx(...parameters: readonly string[]): Promise<RunnerEnded> {
  return node("--import", "tsx", SOURCE, ...parameters);
}

function node(...command: readonly string[]): Promise<RunnerEnded> {
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: shippedFile() }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
