/** Has a language model judge a sample of rationales, and measures the judge by planted faults on the way. */
import { scoreJudge } from "../../backtest/reasoning/judging/judge-score.ts";
import type { JudgedText } from "../../backtest/reasoning/judging/judged-text.ts";
import { standingSentence } from "../../backtest/reasoning/judging/standing.ts";
import { ROW_MUTATIONS, type RowMutation } from "../../backtest/reasoning/mutations/mutation.ts";
import type { ReasonedRow } from "../../backtest/reasoning/reasoned-row.ts";
import { ReplayMissError, StoppedError, UsageError } from "../../data/errors.ts";
import { type JudgeAnswer, openJudge } from "../../nodes/judge/openevals-judge.ts";
import { judgeQuestion } from "../../nodes/judge/question.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { sumUsage } from "../manifest.ts";
import { type PlannedText, planJudging } from "./plan.ts";
import { type JudgeReport, judgeReportSchema } from "./report.ts";

/** What is taken where nothing is said. */
export const DEFAULT_ROWS = 20;
export const DEFAULT_SEED = 1;

/** How much to judge. */
export interface JudgeOptions {
  /** Rows to draw, at least 1. @default 20 */
  readonly sample?: number | undefined;
  /** Of the draw, the planted faults and the model. @default 1 */
  readonly seed?: number | undefined;
  /** Kinds of fault to plant, one text each a row; none leaves the judge unmeasured. @default all */
  readonly mutations?: readonly RowMutation[] | undefined;
  /** Questions under way at once, at least 1. @default 8 */
  readonly concurrency?: number | undefined;
  /** Told after each text. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Abort to stop after what is under way. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the model about each rationale of the sample and about the same with planted faults, in one order of texts
 * that says nothing of which is which, since each is a question of its own. Same replies, same report.
 * @throws UsageError for a model that is a rule, a count out of range, or when openevals is not installed
 * @throws StoppedError when stopped, or no further call can succeed or be paid; replies that were got are stored
 * @throws ReplayMissError when the model is replayed and a reply is not stored
 */
export async function judgeReasoning(
  rows: readonly ReasonedRow[],
  options: JudgeOptions & { readonly model: ChatModel },
): Promise<JudgeReport> {
  const { model, sample = DEFAULT_ROWS, seed = DEFAULT_SEED, mutations = ROW_MUTATIONS } = options;
  const { concurrency = 8 } = options;
  mustBeCount("rows", sample);
  mustBeCount("concurrency", concurrency);
  if (model.origin.provider === "simulated") {
    throw new UsageError("judge: expected a language model, was simulated, which is a rule");
  }
  const plan = planJudging(rows, { sample, seed, mutations });
  const judged = await judgeAll(plan, { ...options, seed, concurrency });
  const texts = judged.map(({ judgement }) => judgement);
  const score = scoreJudge(texts);
  // Parsed, so that its keys stand in the order in which they are read back.
  return judgeReportSchema.parse({
    model: model.id,
    judgesItself: rows.some((row) => row.model === model.id),
    seed,
    rows: rows.length,
    sampled: plan.filter(({ planted }) => planted === null).length,
    sentence: standingSentence(score),
    score,
    usage: sumUsage(judged.flatMap(({ calls }) => calls)),
    texts,
  });
}

interface Judgement {
  readonly judgement: JudgedText;
  readonly calls: JudgeAnswer["calls"];
}

/** Judges several texts at once; in the order of the plan, however many are under way. */
async function judgeAll(
  plan: readonly PlannedText[],
  {
    model,
    seed,
    concurrency,
    onProgress,
    signal,
  }: JudgeOptions & {
    readonly model: ChatModel;
    readonly seed: number;
    readonly concurrency: number;
  },
): Promise<readonly Judgement[]> {
  const ask = await openJudge();
  const judged: Judgement[] = [];
  const queue = plan.entries();
  let done = 0;
  let halted = false;
  onProgress?.(done, plan.length);
  const worker = async (): Promise<void> => {
    for (const [i, planned] of queue) {
      if (halted || signal?.aborted) return;
      try {
        judged[i] = judgementOf(planned, await ask(model, judgeQuestion(planned.text), seed));
      } catch (error) {
        halted = true;
        throw error instanceof ReplayMissError ? error.atRow(planned.text.row) : error;
      }
      onProgress?.((done += 1), plan.length);
    }
  };
  const workers = Array.from({ length: concurrency }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  if (signal?.aborted) throw new StoppedError("stopped on request");
  return judged;
}

function judgementOf(
  { text: { row }, planted, added, audit }: PlannedText,
  { opinion, ending, calls }: JudgeAnswer,
): Judgement {
  const { verdict, fault, comment } = opinion ?? { verdict: null, fault: null, comment: null };
  return { judgement: { row, planted, added, audit, ending, verdict, fault, comment }, calls };
}

function mustBeCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new UsageError(`judge: expected ${name} to be an integer of at least 1, was ${value}`);
}
