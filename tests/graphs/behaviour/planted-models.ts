/** Models whose way of deciding is known, and the probe of them. */
import { probeBehaviour } from "../../../graphs/behaviour/probe.ts";
import type { BehaviourReport } from "../../../graphs/behaviour/report.ts";
import type { ChatModel, ChatRequest } from "../../../nodes/models/chat-model.ts";
import { pipelineOf, withFields, worldRows } from "../../support/pipeline.ts";
import { modelThat } from "../../support/remembering-models.ts";

/** Good news and bad by turns, four rows each, so that rows of both sides can be drawn. */
export const rows = withFields(
  worldRows(32),
  Object.fromEntries(
    Array.from({ length: 32 }, (_, i) => [i, { sentimentIndex: i % 8 < 4 ? 70 : 30 }]),
  ),
);
export const FEW = { rows: 4 };

/** A size that code allows an action whoever supports it, so that scores say what the model said. */
export const SIZE = 0.25;

export function prompt({ messages }: ChatRequest): string {
  return messages.at(-1)?.content ?? "";
}

/** The figure with this id in a prompt; 0 where it is not shown. */
export function shown(request: ChatRequest, id: string): number {
  const [, digits = "0"] = new RegExp(`\\[${id}\\] ([+-]?[\\d.]+)`).exec(prompt(request)) ?? [];
  return Number(digits);
}

const opinion = (score: number) => ({
  stance: score < 0 ? "bearish" : "bullish",
  score,
  confidence: 0.5,
  cited: [],
});

/** Each node's rule: scores of the analysts, the side of the arbiter, and the ids it says it relied on. */
interface Rules {
  readonly sentiment?: (request: ChatRequest) => number;
  readonly quant?: (request: ChatRequest) => number;
  readonly arbiter: (request: ChatRequest) => number;
  readonly cited?: readonly string[];
}

export function ruled({
  sentiment = () => 0.1,
  quant = () => 0.1,
  arbiter,
  cited = [],
}: Rules): ChatModel {
  return modelThat((request) => {
    if (request.node === "analyzeSentiment") return { ...opinion(sentiment(request)), quotes: [] };
    if (request.node === "analyzeQuant") return opinion(quant(request));
    const action = arbiter(request) < 0 ? -1 : 1;
    return { action, size: SIZE, confidence: 0.5, rationale: "So.", cited };
  });
}

/** Reads the mood of the news, and decides by that alone, whatever it says it relied on. */
export const NEWS_READER = ruled({
  sentiment: (request) => (shown(request, "sentiment_index") > 50 ? 0.8 : -0.8),
  arbiter: (request) => shown(request, "sentiment.score"),
  cited: ["quant.score"],
});

export const probe = (model: ChatModel, options = {}): Promise<BehaviourReport> =>
  probeBehaviour(pipelineOf({ rows, model }), { ...FEW, ...options });

export const flipsOf = (report: BehaviourReport) =>
  Object.fromEntries(
    report.interventions.map(({ name, figures }) => [name, figures.flipped.share]),
  );
