/** Builds the analysts' channel values, whatever came of the question. */
import type { AnalystReport, Evidence, Opinion, Remark } from "./channels.ts";
import { splitCited } from "./evidence.ts";
import type { StructuredAnswer } from "./models/structured-answer.ts";

/** A report without an opinion, and why. */
export function noOpinion(reason: string): AnalystReport {
  return { opinion: null, reason, quotes: [], evidence: [] };
}

/** A report from a model's answer: foreign citations dropped and remarked on, unusable answers named. */
export function reportFrom(
  node: "analyzeSentiment" | "analyzeQuant",
  answer: StructuredAnswer<Opinion>,
  shown: readonly Evidence[],
): { readonly report: AnalystReport; readonly remarks: readonly Remark[] } {
  if (answer.value === null) {
    const what = `answer: ${answer.fault ?? "unknown fault"}`;
    return { report: noOpinion(what), remarks: [{ node, kind: "unusable", what }] };
  }
  const { stance, score, confidence } = answer.value;
  const { known, unknown } = splitCited(answer.value.cited, shown);
  return {
    report: {
      opinion: { stance, score, confidence, cited: [...known] },
      reason: null,
      quotes: [],
      evidence: shown.filter(({ id }) => known.includes(id)),
    },
    remarks:
      unknown === 0
        ? []
        : [{ node, kind: "unusable", what: `${unknown} citations of nothing shown` }],
  };
}
