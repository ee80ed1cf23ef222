/** Puts what an evaluation came to beside the run. */
import { join } from "node:path";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import type { EvaluatedRun } from "../../graphs/evaluation/evaluate-run.ts";
import { JUDGE_FILE, judgeJson } from "../../graphs/evaluation/kept-judge.ts";
import type { JudgeReport } from "../../graphs/judge/report.ts";
import { lockDirectory } from "../../graphs/run-lock.ts";

/**
 * Writes `evaluation.json`, `findings.jsonl` and `report.html`, each whole.
 * @throws UsageError when another process is writing in the directory
 */
export async function writeEvaluation(
  directory: string,
  { evaluation, curves, findings }: EvaluatedRun,
): Promise<void> {
  // Loaded on demand: other commands need no charts.
  const { reportHtml } = await import("../../dashboard/report/report-html.ts");
  const lines = findings.map((finding) => `${JSON.stringify(finding)}\n`).join("");
  writeAll(directory, {
    "findings.jsonl": lines,
    "evaluation.json": `${metricsJson(evaluation)}\n`,
    "report.html": reportHtml({ evaluation, curves }),
  });
}

/** Writes `judge.json`. @throws UsageError as `writeEvaluation` */
export function writeJudge(directory: string, run: string, report: JudgeReport): void {
  writeAll(directory, { [JUDGE_FILE]: judgeJson(run, report) });
}

function writeAll(directory: string, files: Readonly<Record<string, string>>): void {
  const unlock = lockDirectory(directory);
  try {
    for (const [name, text] of Object.entries(files)) writeFileAtomic(join(directory, name), text);
  } finally {
    unlock();
  }
}
