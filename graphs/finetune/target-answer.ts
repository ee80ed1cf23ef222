/** What an analyst should have answered, as its outcome showed afterwards: the last message of a line to tune on. */
import { LOOKBACK_BARS, MIN_MOMENT_BARS } from "../../data/features/feature-window.ts";
import { sampleDeviation } from "../../data/features/indicators.ts";
import type { PointInTimeView } from "../../data/history.ts";
import {
  type QuantAnswer,
  quantAnswerSchema,
  sentimentAnswerSchema,
} from "../../nodes/answer-schemas.ts";
import type { ChatMessage } from "../../nodes/models/chat-model.ts";
import type { Analyst } from "./prompt-source.ts";

/** Moves smaller than this share of a usual one are no side. */
export const DEAD_ZONE = 0.25;
/** A line may teach no more: one outcome is one draw, and who is taught certainty will state it. */
export const MAX_CONFIDENCE = 0.75;
/** Ids cited at most. */
const MAX_CITED = 3;

/**
 * An outcome in units of what was usual at the row: outcome / (σ · √horizon), with σ the sample deviation of one-bar
 * returns over the last 49 bars. Null before 13 closes or while no price has moved.
 * @param view as of the row
 */
export function movesOf(view: PointInTimeView, outcome: number): number | null {
  const closes = [...view.closes(LOOKBACK_BARS)];
  const returns = closes.slice(1).map((close, i) => close / (closes[i] ?? Number.NaN) - 1);
  const deviation = returns.length < MIN_MOMENT_BARS ? null : sampleDeviation(returns);
  return deviation === null || deviation === 0
    ? null
    : outcome / (deviation * Math.sqrt(view.horizonBars));
}

/**
 * The answer to a prompt whose outcome was so many usual moves. Within the dead zone: neutral, score 0, confidence 1/2.
 * Beyond: the stance of its sign, score tanh(moves/2), confidence 1/2 + |score|/4, both to two decimals. Cited are
 * ids that the prompt shows with a figure of the same sign, cases first. Quotes are none.
 */
export function targetAnswer(
  node: Analyst,
  moves: number,
  prompt: readonly ChatMessage[],
): QuantAnswer {
  const isSided = Math.abs(moves) >= DEAD_ZONE;
  const score = isSided ? rounded(Math.tanh(moves / 2)) : 0;
  const answer = {
    stance: isSided ? (moves > 0 ? "bullish" : "bearish") : "neutral",
    score,
    confidence: Math.min(MAX_CONFIDENCE, rounded(0.5 + Math.abs(score) / 4)),
    cited: isSided ? citedFrom(prompt, moves > 0 ? "+" : "-") : [],
  };
  return node === "analyzeSentiment"
    ? sentimentAnswerSchema.parse({ ...answer, quotes: [] })
    : quantAnswerSchema.parse(answer);
}

/** A line of evidence: its id and the sign of the figure shown. Lines of news have a mark before them. */
const EVIDENCE = /^\[([^\]\s]+)\] ([+-])/gm;

function citedFrom(prompt: readonly ChatMessage[], sign: "+" | "-"): readonly string[] {
  const shown = prompt.filter(({ role }) => role === "user").map(({ content }) => content);
  const found = [...shown.join("\n").matchAll(EVIDENCE)].flatMap(([, id, of]) =>
    id !== undefined && of === sign ? [id] : [],
  );
  const cases = found.filter((id) => /^c\d+$/.test(id));
  const figures = found.filter((id) => !cases.includes(id));
  return [...cases, ...figures].slice(0, MAX_CITED);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
