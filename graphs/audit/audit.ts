/** The look-ahead audit: experiments on a pipeline that show whether any of its decisions can have seen the future. */
import type { Baseline } from "./baseline.ts";
import {
  EXPERIMENTS,
  type ExperimentName,
  MAX_FAILED_SHARE,
  type Outcome,
  type TrialRows,
} from "./experiment.ts";
import { type ExperimentReport, type Laboratory, localLaboratory } from "./laboratory.ts";
import { makeProgress } from "./audit-progress.ts";
import { mustHoldRows } from "../pipeline.ts";
import type { PeekReport } from "./power.ts";
import type { AuditSubject } from "./subject.ts";

export interface AuditOptions {
  /** @default all of them */
  readonly experiments?: readonly ExperimentName[] | undefined;
  /** Leave the power checks out: an audit without them may be blind and not know it. @default true */
  readonly checkPower?: boolean | undefined;
  /** Told after each row, with rows times experiments as the total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * `leak`: some decision can have seen what it must not. `no power`: no leak was found, but a peek put in on purpose
 * was not either, or could not be put in, or a node broke at more than a tenth of the rows. `clean`: none was found
 * where all peeks were.
 */
export type AuditVerdict = "clean" | "leak" | "no power";

export interface AuditReport {
  readonly verdict: AuditVerdict;
  /** Rows audited: from (included) to (excluded). */
  readonly rows: TrialRows;
  /** Rows at which a node broke on the data as it is; there is little to see there. */
  readonly failedRows: number;
  readonly experiments: readonly ExperimentReport[];
}

const UNSTEADY: Outcome = {
  verdict: "not run",
  why: "the same rows gave other bytes the second time",
};

/**
 * Decides every row of the configuration once an experiment, with a model that answers with a hash of its prompt, and
 * compares to the byte what each row's nodes embedded, retrieved, asked, were answered and decided. An experiment ends
 * at its first finding. All of it happens in this process: see `localLaboratory` for what that can hide.
 * @throws UsageError for rows that are not there, or a subject that cannot be built
 */
export async function auditPipeline(
  subject: AuditSubject,
  options: AuditOptions = {},
): Promise<AuditReport> {
  const rows = rowsOf(subject);
  return conductAudit(localLaboratory(subject, rows), rows, options);
}

/** The rows that a configuration decides. @throws UsageError for rows that are not there */
export function rowsOf({ data, config }: Pick<AuditSubject, "data" | "config">): TrialRows {
  const count = data.rows.length;
  mustHoldRows(count, config.rows);
  return config.rows ?? { from: 0, to: count };
}

/** Has the experiments made, the others only once `repeat` has shown that there is something steady to compare. */
export async function conductAudit(
  laboratory: Laboratory,
  rows: TrialRows,
  { experiments = EXPERIMENTS, checkPower = true, onProgress }: AuditOptions = {},
): Promise<AuditReport> {
  const names = EXPERIMENTS.filter((name) => experiments.includes(name));
  const progress = makeProgress(names, rows.to - rows.from, onProgress);
  const reports = new Map<ExperimentName, ExperimentReport>();
  const make = async (name: ExperimentName): Promise<void> => {
    const onRow = (): void => progress.onRow(name);
    reports.set(name, await laboratory.make({ name, checkPower, onRow }));
    progress.onExperiment(name);
  };
  for (const name of names.filter(isFirst)) await make(name);
  const others = names.filter((name) => !isFirst(name));
  if (reports.get("repeat")?.outcome.verdict === "leak") {
    for (const name of others) {
      reports.set(name, { name, outcome: UNSTEADY, peeks: [] });
      progress.onExperiment(name);
    }
  } else {
    await sideBySide(others, laboratory.concurrency, make);
  }
  const made = names.flatMap((name) => reports.get(name) ?? []);
  const failedRows = await countFailed(laboratory.baseline, rows);
  const failedShare = failedRows / (rows.to - rows.from);
  return { verdict: verdictOf(made, checkPower, failedShare), rows, failedRows, experiments: made };
}

function isFirst(name: ExperimentName): boolean {
  return name === "wall" || name === "repeat";
}

async function sideBySide<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function verdictOf(
  reports: readonly ExperimentReport[],
  checkPower: boolean,
  failedShare: number,
): AuditVerdict {
  if (reports.some(({ outcome }) => outcome.verdict === "leak")) return "leak";
  const made = reports.filter(({ outcome }) => outcome.verdict === "clean");
  const isBlind = checkPower && made.some(({ peeks }) => !sawAll(peeks));
  return made.length === 0 || isBlind || failedShare > MAX_FAILED_SHARE ? "no power" : "clean";
}

/** Whether there was something to see, and all of it was seen. */
function sawAll(peeks: readonly PeekReport[]): boolean {
  const biting = peeks.filter(({ bites }) => bites);
  return biting.length > 0 && biting.every(({ caughtAt }) => caughtAt !== null);
}

async function countFailed(baseline: Baseline, { from, to }: TrialRows): Promise<number> {
  let failed = 0;
  for (let row = from; row < to; row += 1) failed += (await baseline.of(row)).failed ? 1 : 0;
  return failed;
}
