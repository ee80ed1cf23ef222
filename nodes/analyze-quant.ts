/** The quant analyst: computed figures and past cases, no text. */
import type { DecisionNodes } from "./channels.ts";
import { noOpinion, reportFrom } from "./analyst-report.ts";
import { quantAnswerSchema } from "./answer-schemas.ts";
import { caseEvidence, evidenceLines, featureEvidence, horizonLine } from "./evidence.ts";
import type { ChatModel } from "./models/chat-model.ts";
import { askStructured } from "./models/structured-answer.ts";

/** Asks the model about features and cases. With neither there is no call and no opinion. */
export function makeAnalyzeQuant(ports: {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly seed: number;
  readonly horizonBars: number;
}): DecisionNodes["analyzeQuant"] {
  return async ({ features, cases }) => {
    const figures = featureEvidence(features);
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
      system: ports.prompt,
      user: [
        horizonLine(ports.horizonBars),
        evidenceLines("Evidence", figures),
        evidenceLines("Cases", precedents),
      ].join("\n\n"),
      schema: quantAnswerSchema,
      seed: ports.seed,
    });
    const { report, remarks } = reportFrom("analyzeQuant", answer, [...figures, ...precedents]);
    return { quant: report, remarks, calls: answer.calls };
  };
}
