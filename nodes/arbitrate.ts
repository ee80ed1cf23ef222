/** The arbiter: weighs the reports and decides. Its words never become a position; its checked fields do. */
import type { DecisionNodes } from "./channels.ts";
import { caseLines, glossaryLines, reportLines } from "./evidence.ts";
import { type Voices, boundedSize } from "./influence.ts";
import type { ChatModel } from "./models/chat-model.ts";
import { CASES_GLOSSARY, systemMessage } from "./system-message.ts";
import { type VerdictTask, abstained, askVerdict } from "./verdict.ts";

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
  /** Shows the quant analyst's report before the sentiment analyst's. @default false */
  readonly quantFirst?: boolean;
  /** Sends an ungrounded answer back once, and abstains at a second one. @default false */
  readonly groundingGate?: boolean;
}): DecisionNodes["arbitrate"] {
  const { unmasked = false, quantFirst = false, groundingGate = false, ...fixed } = ports;
  const { model, seed } = ports;
  const glossary = [...REPORTS_GLOSSARY, ...glossaryLines(undefined, unmasked), CASES_GLOSSARY];
  const system = systemMessage({ ...fixed, glossary });
  return async (input) => {
    const { cases, sentiment, quant } = input;
    if (sentiment.opinion === null && quant.opinion === null && cases.length === 0) {
      const remark = { node: "arbitrate", kind: "lacked", what: "opinions and cases" } as const;
      return { decision: abstained("no opinion and no case to weigh"), remarks: [remark] };
    }
    const reports = [reportLines("sentiment", sentiment), reportLines("quant", quant)];
    const user = [...(quantFirst ? reports.toReversed() : reports), caseLines(cases)].join("\n\n");
    const allow = allowanceBy({ sentiment, quant, cases });
    return askVerdict({ model, seed, system, user, input, groundingGate, allow });
  };
}

function allowanceBy(voices: Voices): VerdictTask["allow"] {
  return (action, asked) => {
    const { size, supporters } = boundedSize(action, asked, voices);
    const what =
      supporters === 0 ? "size to a quarter, no voice for it" : "size to a half, one voice for it";
    return { size, why: size < asked && supporters < 2 ? what : null };
  };
}
