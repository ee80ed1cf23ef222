/** A row's news as a prompt shows it: fenced, masked, and within a token budget where there is one. */
import { COLUMNS, type Observation } from "../data/row.ts";
import type { Remark } from "./channels.ts";
import { type NamedText, fitTexts } from "./context/fit-texts.ts";
import { maskLevels } from "./mask-levels.ts";
import { estimateTokens } from "./models/cost/token-estimate.ts";
import { type FitTexts, fenceText, fenceTexts } from "./untrusted-text.ts";

/** Text columns and how much of each a prompt shows, in characters. */
export const NEWS_PARTS = [
  { name: "summary", field: "summary", maxChars: 800 },
  { name: "key factors", field: "keyFactors", maxChars: 800 },
  { name: "mood", field: "sentiment", maxChars: 40 },
  { name: "dominant mood", field: "dominantSentiment", maxChars: 40 },
  { name: "emotions", field: "dominantEmotions", maxChars: 120 },
  { name: "psychology", field: "psychology", maxChars: 500 },
  { name: "upstream forecast", field: "newsPrediction", maxChars: 800 },
] as const satisfies readonly { name: string; field: keyof Observation; maxChars: number }[];

/** Text that another program guessed is worth less of a budget than what was reported. */
const HEARSAY = "upstream forecast";
const HEARSAY_WEIGHT = 0.5;

/** Step in which remarks count tokens, so that rows can be counted by remark. */
const STEP = 100;

/** Columns of the news that a row lacks. */
export function lackedNews(bar: Observation): readonly Remark[] {
  return NEWS_PARTS.filter(({ field }) => bar[field] === null).map(({ field }) => ({
    node: "analyzeSentiment",
    kind: "lacked",
    what: COLUMNS[field],
  }));
}

/**
 * The news between its boundary lines, and what the lines say without marks.
 * @param options.tokens budget in estimated tokens, boundary lines and names included; null for none
 */
export function readNews(
  bar: Observation,
  { unmasked, tokens }: { readonly unmasked: boolean; readonly tokens: number | null },
): { readonly fenced: string; readonly body: string; readonly compressed: readonly Remark[] } {
  const parts = NEWS_PARTS.map(({ name, field, maxChars }) => ({
    name,
    text: bar[field],
    maxChars,
  }));
  const mask = (text: string): string => (unmasked ? text : maskLevels(text, bar.close));
  const whole = fenceText(parts, mask);
  if (tokens === null) return { ...whole, compressed: [] };
  const short = fenceText(parts, mask, fitting(tokens));
  const saved = tokensOf(whole) - tokensOf(short);
  return { ...short, compressed: saved === 0 ? [] : [savingRemark(saved)] };
}

function fitting(tokens: number): FitTexts {
  const isFitting = (texts: readonly NamedText[]): boolean => tokensOf(fenceTexts(texts)) <= tokens;
  return (texts) => fitTexts(texts.map(weighted), isFitting);
}

function weighted({ name, text }: NamedText): NamedText {
  return { name, text, weight: name === HEARSAY ? HEARSAY_WEIGHT : 1 };
}

function tokensOf({ fenced }: { readonly fenced: string }): number {
  return estimateTokens(fenced);
}

function savingRemark(saved: number): Remark {
  const about = Math.round(saved / STEP) * STEP;
  const tokens = about === 0 ? `fewer than ${STEP / 2}` : `about ${about}`;
  return {
    node: "analyzeSentiment",
    kind: "compressed",
    what: `${tokens} tokens of news left out`,
  };
}
