/** `judge.json`: what a judge said of a run's rationales, kept beside the run. */
import { z } from "zod";
import { type JudgeReport, judgeReportSchema } from "../judge/report.ts";
import { keptReport } from "../kept-report.ts";

/** Its name in a run directory. */
export const JUDGE_FILE = "judge.json";

const keptSchema = z.strictObject({ run: z.string(), report: judgeReportSchema });

/** The file's text. */
export function judgeJson(run: string, report: JudgeReport): string {
  return `${JSON.stringify({ run, report }, null, 2)}\n`;
}

/**
 * Reads what an earlier judge left.
 * @param text of the file; null where there is none
 * @throws InputError when it is no report, or one of another run
 */
export function keptJudge(text: string | null, run: string): JudgeReport | null {
  const kind = { file: JUDGE_FILE, what: "what a judge said", schema: keptSchema };
  return keptReport(kind, text, run)?.report ?? null;
}
