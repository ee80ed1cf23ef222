/** The sentiment analyst: the only node that reads raw text, and no free text of it goes further. */
import type { DecisionNodes } from "./channels.ts";
import { noOpinion, reportFrom } from "./analyst-report.ts";
import { sentimentAnswerSchema } from "./answer-schemas.ts";
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
import { estimateTokens } from "./models/cost/token-estimate.ts";
import { askStructured } from "./models/structured-answer.ts";
import { NEWS_PARTS, lackedNews, readNews } from "./news.ts";
import { CASES_GLOSSARY, systemMessage } from "./system-message.ts";
import { cleanText } from "./untrusted-text.ts";

const SENTIMENT_FEATURES = ["sentiment_index", "sentiment_change", "intensity", "intensity_change"];

/** Asks the model about the row's news. Without any text there is no call and no opinion. */
export function makeAnalyzeSentiment(ports: {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly seed: number;
  readonly horizonBars: number;
  /** Shows time and price level, in the news too. @default false */
  readonly unmasked?: boolean;
  /** Budget for news and cases, in estimated tokens; null for none. @default null */
  readonly contextTokens?: number | null;
}): DecisionNodes["analyzeSentiment"] {
  const { unmasked = false, contextTokens = null, ...fixed } = ports;
  const glossary = [...glossaryLines(SENTIMENT_FEATURES, unmasked), CASES_GLOSSARY];
  const form = answerForm(sentimentAnswerSchema);
  const system = systemMessage({ ...fixed, glossary });
  return async ({ features, cases }, view) => {
    const bar = view.current();
    const lacked = lackedNews(bar);
    if (lacked.length === NEWS_PARTS.length)
      return { sentiment: noOpinion("no news"), remarks: lacked };

    const { fenced, body, compressed } = readNews(bar, {
      unmasked,
      tokens: contextTokens === null ? null : contextTokens - estimateTokens(caseLines(cases)),
    });
    const levels = unmasked ? levelEvidence(bar) : [];
    const figures = [...levels, ...featureEvidence(features, SENTIMENT_FEATURES)];
    const precedents = caseEvidence(cases);
    const answer = await askStructured({
      model: ports.model,
      node: "analyzeSentiment",
      system,
      user: [evidenceLines("Evidence", figures), caseLines(cases), `News:\n${fenced}`].join("\n\n"),
      form,
      seed: ports.seed,
    });
    const { report, remarks } = reportFrom("analyzeSentiment", answer, [...figures, ...precedents]);
    const quotes = (answer.value?.quotes ?? []).map((text) => ({
      text,
      found: holds(body, text),
    }));
    return {
      sentiment: { ...report, quotes },
      remarks: [...lacked, ...compressed, ...remarks],
      calls: answer.calls,
    };
  };
}

/** A line's mark is no part of what it says, though a model may copy it along. */
const LINE_MARK = /^[0-9a-f]{4}¦ /;

function holds(body: string, quote: string): boolean {
  const span = cleanText(quote, body.length).replace(LINE_MARK, "");
  return span !== "" && body.includes(span);
}
