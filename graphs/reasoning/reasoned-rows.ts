/** Makes of traced rows what the reasoning audit reads: rationales beside all that their writer was shown. */
import type { z } from "zod";
import type {
  AnalystView,
  NodeAnswer,
  QuotedSpan,
  ReasonedRow,
} from "../../backtest/reasoning/reasoned-row.ts";
import { NODE_NAMES, type NodeName } from "../../data/vocabulary.ts";
import {
  quantAnswerSchema,
  sentimentAnswerSchema,
  verdictSchema,
} from "../../nodes/answer-schemas.ts";
import { caseLines, reportLines } from "../../nodes/evidence.ts";
import { type Reported, bareIds, figuresOf, shownIds } from "../../nodes/reasoned-answer.ts";
import { readAnswer } from "../../nodes/models/structured-answer.ts";
import {
  type RunOutline,
  type TracedRow,
  type TracedRows,
  type TracedRun,
  arbiterInputSchema,
} from "./read-trace.ts";

const ANSWERS = {
  analyzeSentiment: sentimentAnswerSchema,
  analyzeQuant: quantAnswerSchema,
  arbitrate: verdictSchema,
} as const satisfies Partial<Record<NodeName, z.ZodType<{ cited: string[] }>>>;

/**
 * Rows that the arbiter decided, in row order. Rows that a rule made, or that were abstained from or failed, hold no
 * model's reasons and are left out.
 */
export function reasonedRows({ runs, ...outline }: TracedRows): readonly ReasonedRow[] {
  return [...runs]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([row, nodes]) => reasonedRow({ row, nodes }, outline) ?? []);
}

/** One row; null where no model gave its reasons. */
export function reasonedRow(
  { row, nodes }: TracedRow,
  { records, closes, horizonBars }: RunOutline,
): ReasonedRow | null {
  const decision = records.get(row)?.decision;
  const arbiter = nodes.get("arbitrate");
  if (decision?.status !== "decided" || !arbiter) return null;
  const { cases, sentiment, quant } = arbiterInputSchema.parse(arbiter.input);
  const reports = [
    { name: "sentiment", node: "analyzeSentiment", report: sentiment },
    { name: "quant", node: "analyzeQuant", report: quant },
  ];
  const [now, then] = [closes.get(row), closes.get(row + horizonBars)];
  const asked = arbiter.calls[0]?.messages.map(({ content }) => content);
  return {
    row,
    node: "arbitrate",
    model: arbiter.calls[0]?.model ?? "none",
    rationale: decision.rationale,
    action: decision.action,
    score: decision.score,
    confidence: decision.confidence,
    figures: figuresOf(reports),
    cases,
    views: reports.flatMap(viewOf),
    quotes: reports.flatMap(({ node, report }) =>
      report.quotes.map((quote): QuotedSpan => ({ node, ...quote })),
    ),
    inputText: (
      asked ?? [...reports.map(({ name, report }) => reportLines(name, report)), caseLines(cases)]
    ).join("\n\n"),
    answers: [...nodes.values()].flatMap(answerOf),
    outcome: now === undefined || then === undefined ? null : then / now - 1,
  };
}

function viewOf({
  name,
  node,
  report: { opinion },
}: Reported & { readonly node: string }): readonly AnalystView[] {
  return opinion === null ? [] : [{ name, node, stance: opinion.stance, score: opinion.score }];
}

/** How a node's model answered; nothing for a node that asked none. */
function answerOf({ node, calls }: TracedRun): readonly NodeAnswer[] {
  const [first] = calls;
  const last = calls.at(-1);
  if (!first || !last || !isAnswering(node)) return [];
  const answer = readReply(node, last.reply);
  const prompt = first.messages.find(({ role }) => role === "user")?.content ?? "";
  return [
    {
      node,
      model: first.model,
      calls: calls.length,
      faults: calls.map(({ fault }) => fault),
      amidProse: last.fault === null && answer.amidProse,
      cited: last.fault === null ? bareIds(answer.cited) : [],
      shownIds: shownIds(prompt),
    },
  ];
}

function isAnswering(node: NodeName): node is keyof typeof ANSWERS {
  return NODE_NAMES.includes(node) && node in ANSWERS;
}

function readReply(
  node: keyof typeof ANSWERS,
  text: string,
): { readonly cited: readonly string[]; readonly amidProse: boolean } {
  const schema: z.ZodType<{ cited: string[] }> = ANSWERS[node];
  const reply = { text, finish: "stop", promptTokens: null, completionTokens: null } as const;
  const read = readAnswer(reply, schema);
  return "value" in read
    ? { cited: read.value.cited, amidProse: read.amidProse }
    : { cited: [], amidProse: false };
}
