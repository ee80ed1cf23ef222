/** The look-ahead audit: seconds on the shipped sample, and whether its price a row grows with the data. */
import { stopwatchMs } from "../data/clock.ts";
import { type MarketData, loadRows } from "../data/load-rows.ts";
import { SAMPLE_FILE } from "../data/sample-file.ts";
import { makeWorld } from "../data/worlds/make-world.ts";
import { auditPipeline } from "../graphs/audit/audit.ts";
import { parseRunConfig } from "../graphs/run-config.ts";
import { makeHashEmbedder } from "../retrieval/embedders/hash-embedder.ts";
import type { BenchResult } from "./bench-result.ts";

const LIMIT_SECONDS = 60;
const SIZES = [250, 1000] as const;

/** The whole audit, power checks included. Targets: 60 s for 276 rows; a row of 1,000 within 1.3 × of one of 250. */
export async function benchAudit(): Promise<BenchResult[]> {
  const sample = await loadRows(SAMPLE_FILE);
  const seconds = await secondsOf(sample);
  const perRow: number[] = [];
  for (const size of SIZES) {
    const rows = [...makeWorld({ kind: "null", rows: size, seed: 1 })];
    perRow.push((await secondsOf({ ...sample, rows })) / size);
  }
  const [small = NaN, large = NaN] = perRow;
  return [
    {
      name: `audit of ${sample.rows.length} rows / ${LIMIT_SECONDS} s`,
      ratio: seconds / LIMIT_SECONDS,
      target: 1,
      detail: `${seconds.toFixed(1)} s for all experiments and their power`,
    },
    {
      name: `audit, a row of ${SIZES[1]} / a row of ${SIZES[0]}`,
      ratio: large / small,
      target: 1.3,
      detail: `${(1000 * large).toFixed(1)} ms against ${(1000 * small).toFixed(1)} ms a row`,
    },
  ];
}

const build = () => ({ embedder: makeHashEmbedder() });

async function secondsOf(data: MarketData): Promise<number> {
  const started = stopwatchMs();
  const { verdict } = await auditPipeline({ data, config: parseRunConfig({}), build });
  if (verdict !== "clean") throw new Error(`expected a clean audit, was ${verdict}`);
  return (stopwatchMs() - started) / 1000;
}
