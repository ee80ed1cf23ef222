/** Asks one model many questions of the probe, several at once. */
import type { RecallAnswer } from "../../backtest/recall/answers.ts";
import { ReplayMissError, StoppedError } from "../../data/errors.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import type { CallBy } from "../../nodes/models/structured-answer.ts";
import { askQuestion } from "../../nodes/recall/ask-question.ts";
import type { PlannedQuestion } from "./plan.ts";

/** Whom to ask, and how. */
export interface Asking {
  readonly model: ChatModel;
  readonly seed: number;
  /** Questions under way at once, at least 1. */
  readonly concurrency: number;
  /** Called after each question. */
  readonly tick: () => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Answers in the order of the questions, however many are under way at once.
 * @throws StoppedError when stopped, or no further call can succeed; ReplayMissError naming the row
 */
export async function askAll<T>(
  questions: readonly PlannedQuestion<T>[],
  { model, seed, concurrency, tick, signal }: Asking,
): Promise<{
  readonly answers: readonly RecallAnswer<T>[];
  readonly calls: readonly CallBy<"recall">[];
}> {
  const answers: RecallAnswer<T>[] = [];
  const calls: (readonly CallBy<"recall">[])[] = [];
  const queue = questions.entries();
  let halted = false;
  const worker = async (): Promise<void> => {
    for (const [i, { row, truth, question }] of queue) {
      if (halted || signal?.aborted) return;
      try {
        const asked = await askQuestion(model, question, seed);
        answers[i] = { row, truth, said: asked.said, ending: asked.ending };
        calls[i] = asked.calls;
      } catch (error) {
        halted = true;
        throw error instanceof ReplayMissError ? error.atRow(row) : error;
      }
      tick();
    }
  };
  const workers = Array.from({ length: concurrency }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  if (signal?.aborted) throw new StoppedError("stopped on request");
  return { answers, calls: calls.flat() };
}
