/** An ablation matrix whose replies are all stored, as a process of its own. */
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopwatchMs } from "../data/clock.ts";
import { shippedFile } from "../data/package-root.ts";
import type { BenchResult } from "./bench-result.ts";

const LIMIT_SECONDS = 20;
const ROUNDS = 3;

/**
 * Median of three runs of the built-in matrix on the shipped sample, each in a new directory, with the replies that a
 * first run got from a model on loopback. No call is made in any of them. Target: twenty seconds.
 */
export async function benchMatrix(): Promise<BenchResult[]> {
  const server = fork(new URL("./slow-model-server.ts", import.meta.url), ["0"]);
  const folder = mkdtempSync(join(tmpdir(), "hindcast-bench-"));
  try {
    const [port]: unknown[] = await once(server, "message");
    const baseURL = `http://127.0.0.1:${Number(port)}/v1`;
    runMatrix(folder, "first", baseURL);
    const rounds = Array.from({ length: ROUNDS }, (_, i) =>
      runMatrix(folder, String(i), baseURL, "replay"),
    );
    const median = rounds.toSorted((a, b) => a.seconds - b.seconds)[ROUNDS >> 1];
    const seconds = median?.seconds ?? NaN;
    return [
      {
        name: "ablation matrix on 276 rows, all replies stored / 20 s",
        ratio: seconds / LIMIT_SECONDS,
        target: 1,
        detail: `${seconds.toFixed(1)} s for ${median?.variants} variants, with the start of node`,
      },
    ];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function runMatrix(
  folder: string,
  name: string,
  baseURL: string,
  replies = "live",
): { readonly seconds: number; readonly variants: number } {
  const out = join(folder, name);
  const args = ["ablate", "--out", out, "--llm", "openai:bench", "--replies", replies];
  const started = stopwatchMs();
  const { status, stderr } = spawnSync(
    process.execPath,
    [shippedFile("dist", "cli", "hindcast.js"), ...args, "--price", "0,0", "--json"],
    {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        HINDCAST_CACHE: join(folder, "cache"),
        OPENAI_API_KEY: "none",
        OPENAI_BASE_URL: baseURL,
      },
    },
  );
  const seconds = (stopwatchMs() - started) / 1000;
  if (status !== 0) throw new Error(`expected exit code 0, was ${status}: ${stderr}`);
  const report: { variants: unknown[] } = JSON.parse(
    readFileSync(join(out, "ablation.json"), "utf8"),
  );
  return { seconds, variants: report.variants.length };
}
