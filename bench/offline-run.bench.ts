/** The newcomer's first run as a process of its own: the shipped sample, offline, start included. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopwatchMs } from "../data/clock.ts";
import { shippedFile } from "../data/package-root.ts";
import type { BenchResult } from "./bench-result.ts";

const LIMIT_SECONDS = 8;
const RUNS = 3;

/** Median of three whole runs for each embedder, its embeddings warm. Target: eight seconds. */
export function benchOfflineRun(): BenchResult[] {
  return ["hash", "use"].map((embedder) => {
    const folder = mkdtempSync(join(tmpdir(), "hindcast-bench-"));
    try {
      // The first run fills the cache of embeddings and is not counted.
      const [, ...seconds] = Array.from({ length: RUNS + 1 }, (_, i) =>
        runOnce(folder, embedder, join(folder, String(i))),
      );
      const median = seconds.toSorted((a, b) => a - b)[RUNS >> 1] ?? NaN;
      return {
        name: `offline run of 276 rows, ${embedder} embeddings / 8 s`,
        ratio: median / LIMIT_SECONDS,
        target: 1,
        detail: `${median.toFixed(1)} s with the start of node`,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function runOnce(folder: string, embedder: string, out: string): number {
  const started = stopwatchMs();
  const { status } = spawnSync(
    process.execPath,
    [
      shippedFile("dist", "cli", "hindcast.js"),
      "run",
      "--embedder",
      embedder,
      "--out",
      out,
      "--json",
    ],
    { cwd: folder, env: { ...process.env, HINDCAST_CACHE: folder } },
  );
  if (status !== 0) throw new Error(`expected exit code 0, was ${status}`);
  return (stopwatchMs() - started) / 1000;
}
