/** Reading 100,000 rows and computing their features: seconds against the promised ten, and memory a row. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopwatchMs } from "../data/clock.ts";
import { computeFeatures } from "../data/features/compute-features.ts";
import { MarketHistory } from "../data/history.ts";
import { loadRows } from "../data/load-rows.ts";
import { makeWorld } from "../data/worlds/make-world.ts";
import { writeRows } from "../data/write-rows.ts";
import type { BenchResult } from "./bench-result.ts";

const SIZES = [25_000, 100_000] as const;
const LIMIT_SECONDS = 10;

interface Pass {
  readonly seconds: number;
  readonly bytesPerRow: number;
}

/** Loads and featurises a small and a large world. Targets: ten seconds; memory a row within 1.3 × of the small one's. */
export async function benchData(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "hindcast-bench-"));
  try {
    const passes: Pass[] = [];
    for (const rows of SIZES) {
      const file = join(folder, `${rows}.csv`);
      await writeRows(file, makeWorld({ kind: "null", rows, seed: 1 }));
      passes.push(await measure(file, rows));
    }
    const [small, large] = passes;
    if (small === undefined || large === undefined) throw new Error("expected two passes");
    const each = (pass: Pass): string => `${(pass.bytesPerRow / 1024).toFixed(1)} KiB`;
    return [
      {
        name: "100,000 rows through data/ and features / 10 s",
        ratio: large.seconds / LIMIT_SECONDS,
        target: 1,
        detail: `${large.seconds.toFixed(1)} s`,
      },
      {
        name: "memory a row at 100,000 / at 25,000 rows",
        ratio: large.bytesPerRow / small.bytesPerRow,
        target: 1.3,
        detail: `${each(large)} against ${each(small)} a row held`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(file: string, rows: number): Promise<Pass> {
  const before = heapBytes();
  const started = stopwatchMs();
  const data = await loadRows(file);
  const history = new MarketHistory(data.rows, { horizonBars: 6, labelLagBars: 6 });
  for (let row = 0; row < rows; row += 1) computeFeatures(history.asOf(row));
  const seconds = (stopwatchMs() - started) / 1000;
  const bytesPerRow = (heapBytes() - before) / history.length;
  return { seconds, bytesPerRow };
}

/** Bytes in use after a full collection. @throws Error unless node runs with --expose-gc */
function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error("expected node --expose-gc, was without it");
  for (let i = 0; i < 3; i += 1) globalThis.gc();
  return process.memoryUsage().heapUsed;
}
