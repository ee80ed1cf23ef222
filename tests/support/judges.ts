/** Judges of rationales for tests: one that knows the truth, one that says yes to all, one that errs by a hash. */
import type { ReasonedRow } from "../../backtest/reasoning/reasoned-row.ts";
import { sha256 } from "../../data/hash.ts";
import { judgeQuestion } from "../../nodes/judge/question.ts";
import type { ChatModel, ChatRequest } from "../../nodes/models/chat-model.ts";
import { modelThat } from "./remembering-models.ts";

const GROUNDED = { comment: "Every figure holds.", fault: "none", verdict: "grounded" };
const FAULTY = { comment: "A figure is off.", fault: "number", verdict: "not grounded" };

/** Knows the rationales as they were written, and calls any other faulty. */
export function perfectJudge(rows: readonly ReasonedRow[]): ChatModel {
  const written = new Set(rows.map((row) => judgeQuestion(row).user));
  return modelThat((request) => (written.has(questionOf(request)) ? GROUNDED : FAULTY));
}

/** Calls every text grounded. */
export function yesSayer(): ChatModel {
  return modelThat(() => GROUNDED);
}

/** As the perfect judge, but of one text in ten it says the opposite, and of another nothing of use. */
export function noisyJudge(rows: readonly ReasonedRow[]): ChatModel {
  const written = new Set(rows.map((row) => judgeQuestion(row).user));
  return modelThat((request) => {
    const question = questionOf(request);
    const draw = Number.parseInt(sha256(question).slice(0, 8), 16) % 10;
    if (draw === 0) return "I would rather not say: grounded.";
    return written.has(question) === draw > 1 ? GROUNDED : FAULTY;
  });
}

function questionOf({ messages }: ChatRequest): string {
  return messages.find(({ role }) => role === "user")?.content ?? "";
}
