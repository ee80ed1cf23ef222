/** The arbiter: weighs the reports and decides. Its words never become a position; its checked fields do. */
import type { Decision } from "../data/vocabulary.ts";
import type { DecisionNodes, Remark } from "./channels.ts";
import { type Verdict, verdictSchema } from "./answer-schemas.ts";
import { caseLines, glossaryLines, reportLines } from "./evidence.ts";
import { askGrounded, ungroundedIn } from "./grounding-gate.ts";
import { boundedSize } from "./influence.ts";
import { answerForm } from "./models/answer-form.ts";
import type { ChatModel } from "./models/chat-model.ts";
import { CASES_GLOSSARY, systemMessage } from "./system-message.ts";

const REPORTS_GLOSSARY = [
  "sentiment.score, quant.score: -1 surely down, 0 no view, 1 surely up",
  "sentiment.confidence, quant.confidence: stated probability that the analyst's stance is right",
];

/** Asks the model for the verdict. Abstains when there is nothing to weigh or no usable answer. */
export function makeArbitrate(ports: {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly seed: number;
  readonly horizonBars: number;
  /** Explains time and price level, which an analyst may cite. @default false */
  readonly unmasked?: boolean;
  /** Shows the quant analyst's report before the sentiment analyst's, to probe whether their order matters. @default false */
  readonly quantFirst?: boolean;
  /** Sends an ungrounded answer back once, and abstains at a second one. @default false */
  readonly groundingGate?: boolean;
}): DecisionNodes["arbitrate"] {
  const { unmasked = false, quantFirst = false, groundingGate = false, ...fixed } = ports;
  const glossary = [...REPORTS_GLOSSARY, ...glossaryLines(undefined, unmasked), CASES_GLOSSARY];
  const form = answerForm(verdictSchema);
  const system = systemMessage({ ...fixed, glossary });
  return async ({ cases, sentiment, quant }) => {
    if (sentiment.opinion === null && quant.opinion === null && cases.length === 0) {
      const remark = { node: "arbitrate", kind: "lacked", what: "opinions and cases" } as const;
      return { decision: abstained("no opinion and no case to weigh"), remarks: [remark] };
    }
    const reports = [reportLines("sentiment", sentiment), reportLines("quant", quant)];
    const user = [...(quantFirst ? reports.toReversed() : reports), caseLines(cases)].join("\n\n");
    const { model, seed } = ports;
    const question = { model, node: "arbitrate", system, user, form, seed } as const;
    const bounded = (verdict: Verdict) => {
      const { action, size } = verdict;
      const { size: allowed, supporters } = boundedSize(action, size, { sentiment, quant, cases });
      const decision = decisionFrom({ ...verdict, size: allowed });
      return { decision, supporters, isLess: allowed < size };
    };
    const faultsIn = (verdict: Verdict) => {
      const { decision } = bounded(verdict);
      return ungroundedIn({ verdict, decision, sentiment, quant, cases, system, user });
    };
    const {
      answer,
      remarks: gateRemarks,
      ungrounded,
    } = await askGrounded(question, groundingGate ? faultsIn : () => []);
    const { calls } = answer;
    if (answer.value === null || ungrounded !== null) {
      const what = `answer: ${answer.value === null ? (answer.fault ?? "unknown fault") : "ungrounded again"}`;
      const why = ungrounded === null ? what : `${what}, ${ungrounded}`;
      const remark = { node: "arbitrate", kind: "unusable", what } as const;
      return { decision: abstained(why), remarks: [...gateRemarks, remark], calls };
    }
    const { decision, supporters, isLess } = bounded(answer.value);
    const what =
      supporters === 0 ? "size to a quarter, no voice for it" : "size to a half, one voice for it";
    const remarks: readonly Remark[] =
      isLess && supporters < 2
        ? [...gateRemarks, { node: "arbitrate", kind: "bounded", what }]
        : gateRemarks;
    return { decision, ...(remarks.length > 0 && { remarks }), calls };
  };
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
