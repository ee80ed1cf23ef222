/** What takes a node's place when it is switched off. Each says so in the record. */
import { noFeatures } from "../data/features/compute-features.ts";
import type { NodeName } from "../data/vocabulary.ts";
import { noOpinion } from "./analyst-report.ts";
import type { DecisionNodes, Remark } from "./channels.ts";
import { caseEvidence, showPercent } from "./evidence.ts";
import { abstained } from "./verdict.ts";

const standIn = (node: NodeName, what: string): readonly Remark[] => [
  { node, kind: "stand-in", what },
];

/** Scores nearer to 0 than this are rounding, not a side. */
const BALANCED = 1e-9;

/** Stand-ins for all five nodes. */
export const STAND_INS: DecisionNodes = {
  extractFeatures: (view) => ({
    features: noFeatures(view),
    remarks: standIn("extractFeatures", "no features"),
  }),
  retrieveCases: () => ({ cases: [], remarks: standIn("retrieveCases", "no cases") }),
  analyzeSentiment: () => ({
    sentiment: noOpinion("switched off"),
    remarks: standIn("analyzeSentiment", "no opinion"),
  }),
  analyzeQuant: () => ({
    quant: noOpinion("switched off"),
    remarks: standIn("analyzeQuant", "no opinion"),
  }),
  arbitrate: arbitrateByRule,
};

/**
 * The fixed rule in the arbiter's place: the confidence-weighted mean of the analysts' scores;
 * without any, the mean sign of the cases' outcomes; without those, no decision.
 */
function arbitrateByRule({
  cases,
  sentiment,
  quant,
}: Parameters<DecisionNodes["arbitrate"]>[0]): ReturnType<DecisionNodes["arbitrate"]> {
  const remarks = standIn("arbitrate", "fixed rule");
  const opinions = [sentiment.opinion, quant.opinion].filter((opinion) => opinion !== null);
  const weight = opinions.reduce((sum, { confidence }) => sum + confidence, 0);
  const signs = caseEvidence(cases).map(({ value }) => Math.sign(value ?? 0));
  const score =
    weight > 0
      ? opinions.reduce((sum, opinion) => sum + opinion.score * opinion.confidence, 0) / weight
      : signs.reduce((sum, sign) => sum + sign, 0) / Math.max(1, signs.length);
  if (Math.abs(score) < BALANCED)
    return { decision: abstained("the rule has nothing to go by"), remarks };
  const bounded = Math.max(-0.999, Math.min(0.999, score));
  const basis = weight > 0 ? "weighted analysts" : "past cases";
  return {
    decision: {
      status: "rule",
      action: bounded < 0 ? -1 : 1,
      score: bounded,
      confidence: 0.5 + Math.abs(bounded) / 2,
      rationale: `Fixed rule on ${basis}: ${showPercent(bounded)} of a full position.`,
    },
    remarks,
  };
}
