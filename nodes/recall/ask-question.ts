/** Asks a model one question of the probe, and says how it ended. */
import type { Ending } from "../../backtest/recall/answers.ts";
import { HindcastError } from "../../data/errors.ts";
import type { ChatModel } from "../models/chat-model.ts";
import { type CallBy, askStructured } from "../models/structured-answer.ts";
import type { RecallQuestion } from "./questions.ts";

/** An answer, null unless there was one, and the calls it took. */
export interface AskedQuestion<T> {
  readonly said: T | null;
  readonly ending: Ending;
  readonly calls: readonly CallBy<"recall">[];
}

/**
 * Asks once, and once more where the answer cannot be used. A call that breaks ends this question alone.
 * @throws HindcastError when no further call can succeed, or a replay has no such reply
 */
export async function askQuestion<T>(
  model: ChatModel,
  { system, user, form }: RecallQuestion<T>,
  seed: number,
): Promise<AskedQuestion<T>> {
  try {
    const answer = await askStructured({ model, node: "recall", system, user, form, seed });
    const { value, fault, calls } = answer;
    if (fault !== null) return { said: null, ending: "unusable", calls };
    return { said: value, ending: value === null ? "declined" : "answered", calls };
  } catch (error) {
    if (error instanceof HindcastError) throw error;
    return { said: null, ending: "failed", calls: [] };
  }
}
