/** Evaluates a finished run from what it wrote: asks no model and needs no data file. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Curves } from "../../backtest/evaluation/curves.ts";
import {
  type Appraisal,
  type AppraisalTask,
  appraise,
} from "../../backtest/evaluation/appraisal.ts";
import type { Finding } from "../../backtest/reasoning/finding.ts";
import { formatDatetime } from "../../data/datetime.ts";
import { InputError, UsageError } from "../../data/errors.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { BEHAVIOUR_FILE, keptBehaviour } from "../behaviour/report.ts";
import { readPositions } from "../read-positions.ts";
import { type TracedRow, readOutline } from "../reasoning/read-trace.ts";
import { auditTrace } from "../reasoning/audit-run.ts";
import { type TrialsOnData, countTrials } from "../trials/count-trials.ts";
import { readOwnTrial } from "../trials/read-own-trial.ts";
import { TrialFiles } from "../trials/trial-files.ts";
import type { TrialLine } from "../trials/trial-line.ts";
import { concludeFrom } from "./conclusions.ts";
import { evaluatedSeriesOf } from "./evaluated-run.ts";
import type { Evaluation } from "./evaluation.ts";
import { JUDGE_FILE, keptJudge } from "./kept-judge.ts";
import { keptText } from "./kept-text.ts";
import { reasoningSection } from "./reasoning-section.ts";
import { type RunManifest, readRunManifest } from "./run-manifest.ts";
import { costlyRows, worstDecision } from "./worst-decisions.ts";
import { spokenSettings } from "../spoken-settings.ts";

/** How a run is evaluated. */
export interface EvaluateOptions {
  /** Where trials are counted; without it this run counts as the only one. */
  readonly cacheDir?: string;
  /** Bootstrap draws, at least 1. @default 1000 */
  readonly draws?: number;
  /** Who does the statistics. @default this thread, before it reads the trace */
  readonly appraise?: (task: AppraisalTask) => Promise<Appraisal> | Appraisal;
  /** Told after each row whose reasoning was audited. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** An evaluation, with what is too long for its file. */
export interface EvaluatedRun {
  readonly evaluation: Evaluation;
  /** For pictures. */
  readonly curves: Curves;
  /** All findings of the reasoning audit, in row order. */
  readonly findings: readonly Finding[];
  /** Why the trials on the data could not be counted; null where they were, or nobody asked. */
  readonly uncounted: string | null;
}

/**
 * Evaluates a run directory. Same directory, same trials: same figures.
 * @throws UsageError when it holds no finished run; InputError naming the file that is missing or broken
 */
export async function evaluateRun(
  directory: string,
  { cacheDir, draws = 1000, onProgress, appraise: make = appraise }: EvaluateOptions = {},
): Promise<EvaluatedRun> {
  const manifest = readRunManifest(directory);
  const behaviour = keptBehaviour(keptText(directory, BEHAVIOUR_FILE), manifest.run);
  const judge = keptJudge(keptText(directory, JUDGE_FILE), manifest.run);
  mustHavePositions(directory, manifest);
  const positions = await readPositions(join(directory, "positions.csv"));
  const outline = await readOutline(directory);
  const rows = Array.from(positions.closes, (_, i) => positions.firstRow + i);
  requireRows(join(directory, "records.jsonl"), rows, outline.records);
  const series = evaluatedSeriesOf(positions, outline, manifest);
  const { trials, uncounted } =
    cacheDir === undefined
      ? { trials: null, uncounted: null }
      : countedIn(cacheDir, await readOwnTrial(directory));
  const { seed } = manifest.identity.config;
  const appraised = Promise.resolve(
    make({
      series,
      trials: trials && { count: trials.action.trials, variance: trials.action.variance },
      options: { seed, draws },
    }),
  );
  // Waited for below; until then a fault of it is not unhandled.
  appraised.catch(() => {});
  const costly = costlyRows(outline);
  const kept = new Map<number, TracedRow>();
  const seen = new Set<number>();
  let done = 0;
  const isCostly = (at: number): boolean => costly.some(({ row }) => row === at);
  const onRow = (traced: TracedRow): void => {
    seen.add(traced.row);
    if (isCostly(traced.row)) kept.set(traced.row, traced);
    onProgress?.((done += 1), outline.records.size);
  };
  const audited = auditTrace(directory, outline, onRow, isCostly);
  requireRows(join(directory, "trace.jsonl"), rows, seen);
  const { section, findings } = reasoningSection(audited);
  const audits = new Map(audited.map(({ row, audit }) => [row.row, audit]));
  const { performance, curves } = await appraised;
  const times = new Map([...positions.timeMs].map((ms, i) => [positions.firstRow + i, ms]));
  const facts = {
    run: manifest.run,
    dataSha256: manifest.data.sha256,
    dataFile: manifest.data.file ?? null,
    models: forEachNode((node) => manifest.models[node]?.id ?? null),
    simulatedNodes: manifest.simulatedNodes,
    ownNodes: manifest.ownNodes,
    settings: spokenSettings(manifest.identity.config),
    from: formatDatetime(positions.timeMs[0] ?? NaN),
    to: formatDatetime(positions.timeMs.at(-1) ?? NaN),
    statuses: manifest.statuses,
    trials,
    performance,
    reasoning: section,
    behaviour,
    judge,
    worst: costly.flatMap(
      (row) =>
        worstDecision(row, { ...outline, times }, kept.get(row.row), audits.get(row.row)) ?? [],
    ),
  };
  return {
    evaluation: { ...facts, conclusions: concludeFrom(facts) },
    curves,
    findings,
    uncounted,
  };
}

/** A ledger that cannot be read takes nothing from what the run itself came to. */
function countedIn(
  cacheDir: string,
  own: TrialLine,
): { readonly trials: TrialsOnData | null; readonly uncounted: string | null } {
  try {
    const { lines, unread } = new TrialFiles(cacheDir).readAll(own.data);
    return { trials: countTrials(lines, own, unread), uncounted: null };
  } catch (error) {
    if (error instanceof InputError) return { trials: null, uncounted: error.message };
    throw error;
  }
}

/** Runs of early versions left no positions. @throws UsageError that says so */
function mustHavePositions(directory: string, { identity: { code } }: RunManifest): void {
  const isEarly = /^0\.[0-3]\./.test(code?.version ?? "");
  if (!isEarly || existsSync(join(directory, "positions.csv"))) return;
  throw new UsageError(
    `${directory}: expected a run with positions.csv, was one made by version ${code?.version}, before 0.4.0; run it again with another --out`,
  );
}

/** A finished run has every row in every file: what is missing must not read as nothing found. */
function requireRows(
  file: string,
  rows: readonly number[],
  held: { has(row: number): boolean },
): void {
  const missing = rows.filter((row) => !held.has(row));
  if (missing.length === 0) return;
  const most = `${rows.length - missing.length} of them, without row ${missing[0]}`;
  throw new InputError({ file }, `all ${rows.length} rows of the run`, most);
}
