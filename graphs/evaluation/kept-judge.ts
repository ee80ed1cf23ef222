/** `judge.json`: what a judge said of a run's rationales, kept beside the run. */
import { z } from "zod";
import { InputError } from "../../data/errors.ts";
import { type JudgeReport, judgeReportSchema } from "../judge/report.ts";
import { schemaFaults } from "../schema-faults.ts";

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
  if (text === null) return null;
  const place = { file: JUDGE_FILE };
  const kept = keptSchema.safeParse(parseJson(text));
  if (!kept.success) throw new InputError(place, "what a judge said", schemaFaults(kept.error));
  if (kept.data.run === run) return kept.data.report;
  throw new InputError(place, `what a judge said of run ${run}`, `of run ${kept.data.run}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file: JUDGE_FILE }, "JSON", "something else", { cause });
  }
}
