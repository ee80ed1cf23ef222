/**
 * The single-call control: one call sees all evidence and decides, in place of two analysts and an arbiter. It shows
 * what the division of labour is worth, for or against it.
 */
import type { Action } from "../data/vocabulary.ts";
import type { AnalystReport, DecisionNodes, Evidence, Remark } from "./channels.ts";
import {
  caseLines,
  evidenceLines,
  featureEvidence,
  glossaryLines,
  levelEvidence,
} from "./evidence.ts";
import { largestSize } from "./influence.ts";
import type { ChatModel } from "./models/chat-model.ts";
import { estimateTokens } from "./models/cost/token-estimate.ts";
import { NEWS_PARTS, lackedNews, readNews } from "./news.ts";
import { CASES_GLOSSARY, systemMessage } from "./system-message.ts";
import { abstained, askVerdict } from "./verdict.ts";

const REASON = "single call";

const standIn = (node: Remark["node"]): Remark => ({
  node,
  kind: "stand-in",
  what: `no opinion: ${REASON}`,
});

/** In the sentiment analyst's place: hands the row's news on as it would have read it, and has no opinion. */
export function makeHandNews(ports: {
  readonly unmasked: boolean;
  readonly contextTokens: number | null;
}): DecisionNodes["analyzeSentiment"] {
  const { unmasked, contextTokens } = ports;
  return ({ cases }, view) => {
    const bar = view.current();
    const lacked = lackedNews(bar);
    if (lacked.length === NEWS_PARTS.length) {
      return { sentiment: handed([]), remarks: [standIn("analyzeSentiment"), ...lacked] };
    }
    const tokens = contextTokens === null ? null : contextTokens - estimateTokens(caseLines(cases));
    const { fenced, compressed } = readNews(bar, { unmasked, tokens });
    return {
      sentiment: { ...handed([]), news: fenced },
      remarks: [standIn("analyzeSentiment"), ...lacked, ...compressed],
    };
  };
}

/** In the quant analyst's place: hands all figures on, and has no opinion. */
export function makeHandFigures(ports: {
  readonly unmasked: boolean;
}): DecisionNodes["analyzeQuant"] {
  return ({ features }) => {
    const levels = ports.unmasked && features.bar ? levelEvidence(features.bar) : [];
    return {
      quant: handed([...levels, ...featureEvidence(features)]),
      remarks: [standIn("analyzeQuant")],
    };
  };
}

function handed(evidence: readonly Evidence[]): AnalystReport {
  return { opinion: null, reason: REASON, quotes: [], evidence };
}

/**
 * In the arbiter's place: asks once about figures, cases and news, in the order of the sentiment analyst's prompt, for
 * the arbiter's answer. It reads raw text and there is no second voice, so that the bound by voices does not apply: it
 * would hold the control to a half of a position or a quarter, whatever it asks for, and its score would lose by the
 * bound alone. What it asks for it gets. Hostile news can thus do to it what the bound is there to prevent: that is
 * part of what is compared. Its action, which no bound touches, compares in any case.
 */
export function makeSingleCall(ports: {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly seed: number;
  readonly horizonBars: number;
  readonly unmasked: boolean;
  readonly groundingGate: boolean;
}): DecisionNodes["arbitrate"] {
  const { model, seed, unmasked, groundingGate, ...fixed } = ports;
  const glossary = [...glossaryLines(undefined, unmasked), CASES_GLOSSARY];
  const system = systemMessage({ ...fixed, glossary });
  return async (input) => {
    const { cases, sentiment, quant } = input;
    const isKnown = quant.evidence.some(({ value }) => value !== null);
    if (!isKnown && cases.length === 0 && sentiment.news === undefined) {
      const what = "figures, cases and news";
      return {
        decision: abstained("no figure, no case and no news to weigh"),
        remarks: [{ node: "arbitrate", kind: "lacked", what }],
      };
    }
    const user = [
      evidenceLines("Evidence", quant.evidence),
      caseLines(cases),
      `News:\n${sentiment.news ?? "none"}`,
    ].join("\n\n");
    return askVerdict({ model, seed, system, user, input, groundingGate, allow: unbounded });
  };
}

function unbounded(_action: Action, size: number) {
  return { size: largestSize(size), why: null };
}
