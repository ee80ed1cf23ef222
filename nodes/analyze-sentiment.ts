/** The sentiment analyst: the only node that reads raw text, and no free text of it goes further. */
import { COLUMNS, type Observation } from "../data/row.ts";
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
import { maskLevels } from "./mask-levels.ts";
import { answerForm } from "./models/answer-form.ts";
import type { ChatModel } from "./models/chat-model.ts";
import { askStructured } from "./models/structured-answer.ts";
import { CASES_GLOSSARY, systemMessage } from "./system-message.ts";
import { cleanText, fenceText } from "./untrusted-text.ts";

const SENTIMENT_FEATURES = ["sentiment_index", "sentiment_change", "intensity", "intensity_change"];

/** Text columns and how much of each a prompt shows, in characters. */
const NEWS_PARTS = [
  { name: "summary", field: "summary", maxChars: 800 },
  { name: "key factors", field: "keyFactors", maxChars: 800 },
  { name: "mood", field: "sentiment", maxChars: 40 },
  { name: "dominant mood", field: "dominantSentiment", maxChars: 40 },
  { name: "emotions", field: "dominantEmotions", maxChars: 120 },
  { name: "psychology", field: "psychology", maxChars: 500 },
  { name: "upstream forecast", field: "newsPrediction", maxChars: 800 },
] as const satisfies readonly { name: string; field: keyof Observation; maxChars: number }[];

/** Asks the model about the row's news. Without any text there is no call and no opinion. */
export function makeAnalyzeSentiment(ports: {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly seed: number;
  readonly horizonBars: number;
  /** Shows time and price level, in the news too. @default false */
  readonly unmasked?: boolean;
}): DecisionNodes["analyzeSentiment"] {
  const { unmasked = false, ...fixed } = ports;
  const glossary = [...glossaryLines(SENTIMENT_FEATURES, unmasked), CASES_GLOSSARY];
  const form = answerForm(sentimentAnswerSchema);
  const system = systemMessage({ ...fixed, glossary });
  return async ({ features, cases }, view) => {
    const bar = view.current();
    const lacked = NEWS_PARTS.filter(({ field }) => bar[field] === null).map(
      ({ field }) => ({ node: "analyzeSentiment", kind: "lacked", what: COLUMNS[field] }) as const,
    );
    if (lacked.length === NEWS_PARTS.length)
      return { sentiment: noOpinion("no news"), remarks: lacked };

    const { fenced, body } = fenceText(
      NEWS_PARTS.map(({ name, field, maxChars }) => ({ name, text: bar[field], maxChars })),
      (text) => (unmasked ? text : maskLevels(text, bar.close)),
    );
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
      remarks: [...lacked, ...remarks],
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
