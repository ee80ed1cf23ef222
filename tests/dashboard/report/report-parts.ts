/** Everything a report shows, made for tests: small, and with a text of the test's choice wherever a run has text. */
import type { EvaluatedSeries } from "../../../backtest/evaluation/evaluated-series.ts";
import { curvesOf } from "../../../backtest/evaluation/curves.ts";
import { evaluatePerformance } from "../../../backtest/evaluation/performance.ts";
import type { Finding } from "../../../backtest/reasoning/finding.ts";
import { auditReasoning } from "../../../backtest/reasoning/reasoning-audit.ts";
import type { ReasonedRow } from "../../../backtest/reasoning/reasoned-row.ts";
import { shareOf } from "../../../backtest/recall/luck.ts";
import type { Decision } from "../../../data/vocabulary.ts";
import { makeRandom } from "../../../data/random.ts";
import type { ReportParts } from "../../../dashboard/report/report-html.ts";
import type { BehaviourReport } from "../../../graphs/behaviour/report.ts";
import type { JudgeReport } from "../../../graphs/judge/report.ts";
import type { WorstDecision } from "../../../graphs/evaluation/evaluation.ts";
import { fenceText } from "../../../nodes/untrusted-text.ts";

const OPTIONS = { seed: 1, draws: 100 };

/** @param text stands in every place that a run or a model can write to */
export function reportParts(text: string, rows = 90): ReportParts {
  const series = seriesOf(rows);
  const reasoned = [reasonedRow(text)];
  const { findings, ...reasoning } = auditReasoning(reasoned);
  const finding: Finding = {
    row: 3,
    node: text,
    kind: "quote",
    span: text,
    at: null,
    claims: text,
    isSo: text,
  };
  return {
    evaluation: {
      run: text,
      dataSha256: text,
      dataFile: text,
      models: { analyzeSentiment: text, analyzeQuant: text, arbitrate: null },
      simulatedNodes: ["analyzeQuant"],
      ownNodes: ["retrieveCases"],
      settings: [text],
      from: "2025-02-24T00:00:00.000Z",
      to: "2025-02-24T15:00:00.000Z",
      statuses: { decided: rows, rule: 0, abstained: 0, failed: 0 },
      trials: null,
      conclusions: [`Always short beats it. ${text}`, text],
      performance: evaluatePerformance(series, null, OPTIONS),
      reasoning: {
        ...reasoning,
        findings: findings.length + 1,
        examples: [{ ...finding, rationale: text }],
      },
      behaviour: behaviour(text),
      judge: judge(text),
      worst: Array.from({ length: 10 }, (_, at) => worstDecision(3 + 6 * at, text, finding)),
    },
    curves: curvesOf(series, OPTIONS),
  };
}

function seriesOf(rows: number): EvaluatedSeries {
  const random = makeRandom(5, "report");
  let close = 90_000;
  const closes = Float64Array.from(
    { length: rows },
    () => (close *= 1 + (random.uniform() - 0.5) / 100),
  );
  const sides = Array.from({ length: rows }, () => (random.uniform() < 0.6 ? 1 : -1));
  const constant = (side: number): Float64Array => new Float64Array(rows).fill(side);
  return {
    firstRow: 0,
    timeMs: Float64Array.from({ length: rows }, (_, row) => 1_740_355_200_000 + row * 600_000),
    closes,
    labels: sides.map((_, row) => (row % 3 === 0 ? 1 : -1)),
    decisions: sides.map((action, row) => ({
      action,
      score: action / 2,
      confidence: 0.5 + (row % 10) / 25,
    })),
    strategies: [
      { name: "agent", own: true, positions: Float64Array.from(sides) },
      {
        name: "agent_by_score",
        own: true,
        positions: Float64Array.from(sides, (side) => side / 2),
      },
      { name: "always_long", own: false, positions: constant(1) },
      { name: "always_short", own: false, positions: constant(-1) },
    ],
    costs: { commission: 0.001, slippage: 0, initialCapital: 10_000 },
    horizonBars: 6,
  };
}

function reasonedRow(text: string): ReasonedRow {
  return {
    row: 3,
    node: text,
    model: text,
    rationale: `Down 0.34 % [return_1] and 77 by itself. ${text}`,
    action: 1,
    score: 0.5,
    confidence: 0.6,
    figures: [{ id: "return_1", shown: "-0.34 %", value: -0.0034, unit: "fraction" }],
    cases: [],
    views: [{ name: text, node: text, stance: "bullish", score: 0.5 }],
    quotes: [{ node: text, text, found: false }],
    inputText: text,
    answers: [],
    outcome: -0.01,
  };
}

function worstDecision(row: number, text: string, finding: Finding): WorstDecision {
  const { fenced } = fenceText([{ name: "summary", text, maxChars: 1000 }]);
  const opinion = { stance: "bullish", score: 0.5, confidence: 0.6, cited: [text] } as const;
  return {
    row,
    datetime: "2025-02-24T00:30:00.000Z",
    close: 90_000.5,
    decision: decisionOf(`Up 0.34 %, 0.12, 7 and 8. ${text}`),
    outcome: -0.0123,
    earned: -0.0123,
    features: [{ id: text, shown: text, meaning: text, value: 1 }],
    cases: [{ row: 1, similarity: 0.9, barsAgo: 20, outcome: 0.01, label: null }],
    analysts: [
      {
        name: text,
        report: {
          opinion: { ...opinion, cited: [text] },
          reason: null,
          quotes: [
            { text, found: false },
            { text: "found", found: true },
          ],
          evidence: [],
        },
      },
      { name: "quant", report: { opinion: null, reason: text, quotes: [], evidence: [] } },
    ],
    numbers: (
      [
        [3, "0.34 %", "contradicted"],
        [11, "0.12", "supported"],
        [17, "7", "unsupported"],
        [23, "8", "derivable"],
      ] as const
    ).map(([start, number, verdict]) => ({
      start,
      text: number,
      verdict,
      ids: [text],
      source: null,
      isSo: text,
    })),
    findings: [finding, finding],
    exchanges: [
      {
        node: "analyzeSentiment",
        model: text,
        shown: `News:\n${fenced}`,
        reply: text,
        fault: text,
      },
      { node: text, model: text, shown: text, reply: text, fault: null },
    ],
    promptTokens: 1200,
    completionTokens: null,
    costUsd: 0.0123,
  };
}

function decisionOf(rationale: string): Decision {
  return { status: "decided", action: 1, score: 0.5, confidence: 0.6, rationale };
}

const USAGE = {
  calls: 3,
  faults: {},
  promptTokens: null,
  completionTokens: null,
  costUsd: null,
  staticShare: null,
};

function behaviour(text: string): BehaviourReport {
  const mean = { mean: 0.1, interval: { low: 0.05, high: 0.15, level: 0.95 } };
  const weight = { confidence: null, flipped: shareOf(1, 3) };
  return {
    run: text,
    models: { analyzeSentiment: text, analyzeQuant: text, arbitrate: text },
    simulatedNodes: [],
    seed: 1,
    horizonBars: 6,
    sample: {
      pool: 90,
      undecided: 0,
      rows: [1, 2, 3],
      buys: 2,
      sells: 1,
      leastGapBars: 6,
      strata: [{ stratum: text, pool: 90, drawn: 3 }],
    },
    turned: shareOf(1, 6),
    interventions: ["drop news", text].map((name) => ({
      name,
      channel: "news",
      says: text,
      sense: "own side",
      inert: 0,
      figures: { rows: 3, undecided: 0, flipped: shareOf(1, 3), shift: mean, absShift: mean },
    })),
    weights: {
      citingRows: 3,
      channels: [
        { ...weight, channel: "news", cited: 0.7, measured: 0.4, absShift: 0.1 },
        { ...weight, channel: "cases", cited: null, measured: null, absShift: null },
      ],
      agreement: { same: 0, opposite: 1, tied: 2, tau: null },
    },
    consistency: { samples: 0, sampledNodes: [], reason: "greedy", figures: null },
    examples: [
      { intervention: text, row: 1, before: decisionOf(text), after: decisionOf(`${text} again`) },
    ],
    trials: [],
    usage: USAGE,
  };
}

function judge(text: string): JudgeReport {
  const agreement = { agreed: shareOf(1, 2), kappa: null };
  return {
    model: text,
    judgesItself: true,
    seed: 1,
    rows: 9,
    sampled: 3,
    sentence: text,
    score: {
      standing: "unproven",
      notGrounded: shareOf(1, 3),
      recall: shareOf(2, 3),
      planted: [
        {
          kind: "wrong number",
          added: 0,
          found: shareOf(2, 3),
          named: shareOf(1, 3),
          byAudit: shareOf(3, 3),
        },
      ],
      falseAlarms: shareOf(0, 2),
      withoutVerdict: shareOf(0, 6),
      agreement: { untouched: agreement, all: agreement },
    },
    usage: USAGE,
    texts: [],
  };
}
