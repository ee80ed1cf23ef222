/** The quant analyst: computed figures and past cases, no text. */
import type { DecisionNodes } from "./channels.ts";
import { noOpinion, reportFrom } from "./analyst-report.ts";
import { quantAnswerSchema } from "./answer-schemas.ts";
import {
  caseEvidence,
  caseLines,
  evidenceLines,
  featureEvidence,
  glossaryLines,
  levelEvidence,
} from "./evidence.ts";
import { answerForm } from "./models/answer-form.ts";
import type { ChatModel } from "./models/chat-model.ts";
import { askStructured } from "./models/structured-answer.ts";
import { CASES_GLOSSARY, systemMessage } from "./system-message.ts";

/** Asks the model about features and cases. With neither there is no call and no opinion. */
export function makeAnalyzeQuant(ports: {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly seed: number;
  readonly horizonBars: number;
  /** Shows time and price level. @default false */
  readonly unmasked?: boolean;
}): DecisionNodes["analyzeQuant"] {
  const { unmasked = false, ...fixed } = ports;
  const glossary = [...glossaryLines(undefined, unmasked), CASES_GLOSSARY];
  const form = answerForm(quantAnswerSchema);
  const system = systemMessage({ ...fixed, glossary });
  return async ({ features, cases }) => {
    const levels = unmasked && features.bar ? levelEvidence(features.bar) : [];
    const figures = [...levels, ...featureEvidence(features)];
    const precedents = caseEvidence(cases);
    if (figures.every(({ value }) => value === null) && precedents.length === 0) {
      const what = "features and cases";
      return {
        quant: noOpinion("nothing to judge"),
        remarks: [{ node: "analyzeQuant", kind: "lacked", what }],
      };
    }
    const answer = await askStructured({
      model: ports.model,
      node: "analyzeQuant",
      system,
      user: [evidenceLines("Evidence", figures), caseLines(cases)].join("\n\n"),
      form,
      seed: ports.seed,
    });
    const { report, remarks } = reportFrom("analyzeQuant", answer, [...figures, ...precedents]);
    return { quant: report, remarks, calls: answer.calls };
  };
}
