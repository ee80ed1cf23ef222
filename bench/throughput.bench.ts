/** How near a run against a slow model comes to what its calls alone would take. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopwatchMs } from "../data/clock.ts";
import { makeWorld } from "../data/worlds/make-world.ts";
import { openPipeline } from "../graphs/open-pipeline.ts";
import { runPipeline } from "../graphs/run.ts";
import { dataOf } from "../tests/support/pipeline.ts";
import type { BenchResult } from "./bench-result.ts";

const ROWS = 120;
/** Earlier rows fill the memory. */
const FIRST = 60;
const ROUNDS = 5;
const CONCURRENCY = 16;
const LATENCY_MS = 100;

/**
 * Median wall time of 120 rows at concurrency 16, over calls × latency / 16. Each time the pipeline is opened before
 * and its replies are new; the first time, in which code is loaded and compiled, is not counted. Target: 1.15.
 */
export async function benchThroughput(): Promise<BenchResult[]> {
  const server = fork(new URL("./slow-model-server.ts", import.meta.url), [String(LATENCY_MS)]);
  const folder = mkdtempSync(join(tmpdir(), "hindcast-bench-"));
  try {
    const [port]: unknown[] = await once(server, "message");
    const baseURL = `http://127.0.0.1:${Number(port)}/v1`;
    await timeRun(baseURL, join(folder, "first"));
    const walls: number[] = [];
    let calls = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const timed = await timeRun(baseURL, join(folder, String(round)));
      walls.push(timed.wallMs);
      calls = timed.calls;
    }
    const wallMs = walls.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
    const floorMs = (calls * LATENCY_MS) / CONCURRENCY;
    return [
      {
        name: `wall time of ${ROWS} rows at concurrency ${CONCURRENCY} / calls × latency / ${CONCURRENCY}`,
        ratio: wallMs / floorMs,
        target: 1.15,
        detail: `${(wallMs / 1000).toFixed(2)} s against ${(floorMs / 1000).toFixed(2)} s, ${calls} calls of ${LATENCY_MS} ms`,
      },
    ];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeRun(
  baseURL: string,
  folder: string,
): Promise<{ readonly wallMs: number; readonly calls: number }> {
  const rows = [...makeWorld({ kind: "edge", rows: FIRST + ROWS, seed: 7 })];
  const pipeline = await openPipeline({
    data: dataOf(rows),
    config: { llm: "openai:slow", rows: { from: FIRST, to: FIRST + ROWS } },
    access: { openai: { apiKey: "none", baseURL }, cacheDir: join(folder, "cache") },
  });
  const started = stopwatchMs();
  const { ledger } = await runPipeline(pipeline, {
    out: join(folder, "run"),
    concurrency: CONCURRENCY,
  });
  const wallMs = stopwatchMs() - started;
  const { calls, failed, cached } = ledger.total;
  if (failed + cached > 0) throw new Error(`expected new replies, were ${failed + cached} others`);
  return { wallMs, calls };
}
