/** A small dataset with everything that a leak may live on, and an audit of it in a second. */
import type { MarketRow } from "../../../data/row.ts";
import { type AuditReport, auditPipeline } from "../../../graphs/audit/audit.ts";
import { EXPERIMENTS, type ExperimentName } from "../../../graphs/audit/experiment.ts";
import type { AuditSubject } from "../../../graphs/audit/subject.ts";
import { parseRunConfig } from "../../../graphs/run-config.ts";
import { dataOf, withFields, worldRows } from "../../support/pipeline.ts";

const HORIZON_BARS = 2;

/** 72 rows with empty cells at 8 and 9, and news that comes again three rows later at 3 and 10. */
export function rowsWithFlaws(seed: number): readonly MarketRow[] {
  const rows = worldRows(72, seed);
  const gaps = [8, 9].map((row) => [row, { sentimentIndex: null }]);
  const again = [3, 10].map((row) => {
    const { summary = null, keyFactors = null } = rows[row]?.observation ?? {};
    return [row + 3, { summary, keyFactors }];
  });
  return withFields(rows, { ...Object.fromEntries(again), ...Object.fromEntries(gaps) });
}

/** Rows 0 to 10 under every experiment, and, where they are steady, rows 62 to 71 under the one that needs a warm-up to be over. */
export async function smallAudit(
  build: AuditSubject["build"],
  options: { readonly seed?: number; readonly checkPower?: boolean } = {},
): Promise<readonly AuditReport[]> {
  const { seed = 3, checkPower = false } = options;
  const data = dataOf(rowsWithFlaws(seed));
  const over = (from: number, to: number, experiments: readonly ExperimentName[]) => {
    const config = parseRunConfig({ horizonBars: HORIZON_BARS, rows: { from, to } });
    return auditPipeline({ data, config, build }, { experiments, checkPower });
  };
  const early = EXPERIMENTS.filter((name) => name !== "warm-up");
  const first = await over(0, 11, early);
  return findersIn([first]).includes("repeat") ? [first] : [first, await over(62, 72, ["warm-up"])];
}

/** Names of the experiments that found something. */
export function findersIn(reports: readonly AuditReport[]): readonly ExperimentName[] {
  const finders = reports.flatMap(({ experiments }) =>
    experiments.flatMap(({ name, outcome }) => (outcome.verdict === "leak" ? [name] : [])),
  );
  const found = new Set(finders);
  return EXPERIMENTS.filter((name) => found.has(name));
}
