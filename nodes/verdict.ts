/** Asks a model for the verdict and makes a decision of it; what is no usable or no grounded answer is abstained from. */
import type { Action, Decision } from "../data/vocabulary.ts";
import { type Verdict, verdictSchema } from "./answer-schemas.ts";
import type { DecisionNodes, Remark } from "./channels.ts";
import { askGrounded, ungroundedIn } from "./grounding-gate.ts";
import { answerForm } from "./models/answer-form.ts";
import type { ChatModel } from "./models/chat-model.ts";

const FORM = answerForm(verdictSchema);

/** What code allows of a size, and what to say where that is less than was asked for. */
interface Allowance {
  readonly size: number;
  readonly why: string | null;
}

/** A question for the verdict. */
export interface VerdictTask {
  readonly model: ChatModel;
  readonly seed: number;
  readonly system: string;
  readonly user: string;
  /** The channels that the question was made from. */
  readonly input: Parameters<DecisionNodes["arbitrate"]>[0];
  readonly groundingGate: boolean;
  readonly allow: (action: Action, size: number) => Allowance;
}

/** Asks once, or once more where the answer cannot be used, or where it is ungrounded and the gate is there. */
export async function askVerdict(
  task: VerdictTask,
): Promise<Awaited<ReturnType<DecisionNodes["arbitrate"]>>> {
  const { model, seed, system, user, input, groundingGate, allow } = task;
  const question = { model, node: "arbitrate", system, user, form: FORM, seed } as const;
  const decide = (verdict: Verdict): Decision =>
    decisionFrom({ ...verdict, size: allow(verdict.action, verdict.size).size });
  const gate = (verdict: Verdict) =>
    ungroundedIn({ verdict, decision: decide(verdict), ...input, system, user });
  const {
    answer,
    remarks: sentBack,
    ungrounded,
  } = await askGrounded(question, groundingGate ? gate : () => []);
  const { calls, value } = answer;
  if (value === null || ungrounded !== null) {
    const fault = value === null ? (answer.fault ?? "unknown fault") : "ungrounded again";
    const what = `answer: ${fault}`;
    const why = ungrounded === null ? what : `${what}, ${ungrounded}`;
    const remark = { node: "arbitrate", kind: "unusable", what } as const;
    return { decision: abstained(why), remarks: [...sentBack, remark], calls };
  }
  const { why } = allow(value.action, value.size);
  const remarks: readonly Remark[] =
    why === null ? sentBack : [...sentBack, { node: "arbitrate", kind: "bounded", what: why }];
  return { decision: decide(value), ...(remarks.length > 0 && { remarks }), calls };
}

/** The decision of a row that the arbiter ran on but could not decide. */
export function abstained(why: string): Decision {
  return { status: "abstained", action: null, score: null, confidence: null, rationale: why };
}

function decisionFrom({ action, size, confidence, rationale }: Verdict): Decision {
  return {
    status: "decided",
    action,
    score: action * size,
    confidence,
    rationale: rationale.replaceAll(/\s+/g, " ").trim(),
  };
}
