/** The arbiter: weighs the reports and decides. Its words never become a position; its checked fields do. */
import type { Decision } from "../data/vocabulary.ts";
import type { DecisionNodes } from "./channels.ts";
import { type Verdict, verdictSchema } from "./answer-schemas.ts";
import { caseEvidence, evidenceLines, horizonLine, reportLines } from "./evidence.ts";
import type { ChatModel } from "./models/chat-model.ts";
import { askStructured } from "./models/structured-answer.ts";

/** Largest absolute score; the continuous form stays inside (-1, 1). */
const MAX_SCORE = 0.999;

/** Asks the model for the verdict. Abstains when there is nothing to weigh or no usable answer. */
export function makeArbitrate(ports: {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly seed: number;
  readonly horizonBars: number;
}): DecisionNodes["arbitrate"] {
  return async ({ cases, sentiment, quant }) => {
    if (sentiment.opinion === null && quant.opinion === null && cases.length === 0) {
      const remark = { node: "arbitrate", kind: "lacked", what: "opinions and cases" } as const;
      return { decision: abstained("no opinion and no case to weigh"), remarks: [remark] };
    }
    const answer = await askStructured({
      model: ports.model,
      node: "arbitrate",
      system: ports.prompt,
      user: [
        horizonLine(ports.horizonBars),
        reportLines("sentiment", sentiment),
        reportLines("quant", quant),
        evidenceLines("Cases", caseEvidence(cases)),
      ].join("\n\n"),
      schema: verdictSchema,
      seed: ports.seed,
    });
    if (answer.value === null) {
      const what = `answer: ${answer.fault ?? "unknown fault"}`;
      return {
        decision: abstained(what),
        remarks: [{ node: "arbitrate", kind: "unusable", what }],
        calls: answer.calls,
      };
    }
    return { decision: decisionFrom(answer.value), calls: answer.calls };
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
    score: action * Math.min(size, MAX_SCORE),
    confidence,
    rationale: rationale.replaceAll(/\s+/g, " ").trim(),
  };
}
