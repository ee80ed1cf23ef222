/** Reads out of decided rows what the agent says it weighed: whose evidence it cites, and how sure its analysts are. */
import type { RowWeights } from "../../backtest/behaviour/weights.ts";
import { verdictSchema } from "../../nodes/answer-schemas.ts";
import { readAnswer } from "../../nodes/models/structured-answer.ts";
import type { DecidedRow } from "./lab.ts";

/**
 * Shares of the ids that the arbiter cites and was shown: `sentiment.*` is news, `quant.*` is quant, `c1` is cases,
 * and a figure is that of the analyst who cites it, half each where both do.
 * @returns null where it cites nothing that it was shown, or a rule decided
 */
export function citedWeights({
  arbiterCalls,
  sentiment,
  quant,
  cases,
}: Pick<DecidedRow, "arbiterCalls" | "sentiment" | "quant" | "cases">): RowWeights | null {
  const weights = { news: 0, quant: 0, cases: 0 };
  const ofNews = new Set(sentiment.evidence.map(({ id }) => id));
  const ofQuant = new Set(quant.evidence.map(({ id }) => id));
  const caseIds = new Set(cases.map((_, i) => `c${i + 1}`));
  for (const id of citedIds(arbiterCalls)) {
    if (caseIds.has(id)) weights.cases += 1;
    else if (isOwn(id, "sentiment") && sentiment.opinion) weights.news += 1;
    else if (isOwn(id, "quant") && quant.opinion) weights.quant += 1;
    else {
      const voices = Number(ofNews.has(id)) + Number(ofQuant.has(id));
      if (ofNews.has(id)) weights.news += 1 / voices;
      if (ofQuant.has(id)) weights.quant += 1 / voices;
    }
  }
  const whole = weights.news + weights.quant + weights.cases;
  if (whole === 0) return null;
  return {
    news: weights.news / whole,
    quant: weights.quant / whole,
    cases: weights.cases / whole,
  };
}

/** Shares of the analysts' stated confidence; null where neither has an opinion or any confidence. */
export function confidenceWeights({
  sentiment,
  quant,
}: Pick<DecidedRow, "sentiment" | "quant">): Pick<RowWeights, "news" | "quant"> | null {
  const [news, figures] = [sentiment.opinion?.confidence ?? 0, quant.opinion?.confidence ?? 0];
  const whole = news + figures;
  return whole === 0 ? null : { news: news / whole, quant: figures / whole };
}

function isOwn(id: string, analyst: string): boolean {
  return id === `${analyst}.score` || id === `${analyst}.confidence`;
}

/** Each id once, of the call whose answer counted. */
function citedIds(calls: DecidedRow["arbiterCalls"]): readonly string[] {
  const last = calls.at(-1);
  if (last === undefined || last.fault !== null) return [];
  const { reply: text, promptTokens, completionTokens } = last;
  const answer = readAnswer(
    { text, finish: "stop", promptTokens, completionTokens },
    verdictSchema,
  );
  if (!("value" in answer)) return [];
  return [...new Set(answer.value.cited.map((id) => id.replaceAll(/[[\]\s]/g, "")))];
}
