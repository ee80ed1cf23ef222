/** What an evaluation says on screen: its conclusions, the strategies, selection, and how the models reasoned. */
import { basename } from "node:path";
import type { StrategyFigures } from "../../backtest/evaluation/strategy-figures.ts";
import type { SelectionFigures } from "../../backtest/evaluation/selection.ts";
import { SAMPLE_FILE } from "../../data/sample-file.ts";
import { interval, percent, plain, share } from "../../data/figures.ts";
import type { Evaluation, ReasoningSection } from "../../graphs/evaluation/evaluation.ts";
import { dim, heading, table, wrapped } from "./format.ts";

/** The whole screen as text. */
export function evaluationScreen(evaluation: Evaluation, directory: string): string {
  const { conclusions, performance, reasoning, trials } = evaluation;
  return [
    heading("What it came to"),
    ...conclusions.flatMap((sentence) => wrapped(sentence)),
    heading(
      `Strategies (${performance.rows} rows, ${plain(performance.costBps, 1)} bps a side, entry charged)`,
    ),
    strategyTable(performance.strategies),
    dim("  P(SR>0): probability that the true Sharpe ratio is above 0. Timing: what changing the"),
    dim("  position added, before costs. Alpha: beyond beta times the market. HAC errors, 95 %."),
    heading("After all that was tried"),
    ...selectionLines(performance.selection, trials),
    ...(reasoning === null
      ? []
      : [
          heading(`Reasoning (${reasoning.rows} rationales, ${reasoning.findings} findings)`),
          reasoningTable(reasoning),
        ]),
    ...(evaluation.behaviour === null
      ? [heading("Behaviour"), probeLine(evaluation, directory)]
      : []),
    heading("Files"),
    `  ${directory.replace(/\/+$/, "")}/  evaluation.json  report.html  findings.jsonl`,
    "",
  ].join("\n");
}

/** How to probe the run: of its own data, which is the shipped sample unless told. */
function probeLine({ dataFile, ownNodes }: Evaluation, directory: string): string {
  if (ownNodes.length > 0) return "  not probed: only a program can probe nodes of one's own";
  const isSample = dataFile === null || dataFile === basename(SAMPLE_FILE);
  const data = isSample ? "" : ` --data <${dataFile}>`;
  return `  not probed yet: hindcast behaviour${data} --out ${directory}`;
}

const bps = (value: number): string => plain(value * 1e4, 1);

function strategyTable(strategies: readonly StrategyFigures[]): string {
  const ranked = strategies.toSorted(
    (a, b) => (b.metrics.total_return ?? -Infinity) - (a.metrics.total_return ?? -Infinity),
  );
  const lines = ranked.map((strategy) => {
    const { metrics, intervals, staticAndTiming, alphaBeta } = strategy;
    return [
      `${strategy.own ? "▸" : " "} ${spoken(strategy.name)}`,
      percent(metrics.total_return),
      interval(intervals.totalReturn, (value) => percent(value, 0)),
      share(strategy.probabilisticSharpe),
      plain(strategy.sortinoRatio, 1),
      plain(strategy.profitFactor),
      hac(staticAndTiming.timing),
      hac(alphaBeta.alpha),
      plain(alphaBeta.beta.figure),
    ];
  });
  const head = [
    "  strategy",
    "return",
    "95 % interval",
    "P(SR>0)",
    "Sortino",
    "p. factor",
    "timing bps",
    "alpha bps",
    "beta",
  ];
  return table(head, lines);
}

function hac({ figure, interval: bounds }: StrategyFigures["alphaBeta"]["alpha"]): string {
  if (figure === null) return "n/a";
  return bounds === null ? bps(figure) : `${bps(figure)} [${bps(bounds.low)}, ${bps(bounds.high)}]`;
}

function selectionLines(
  { ifIndependent, asCounted, overfitting, bars, neededBars }: SelectionFigures,
  trials: Evaluation["trials"],
): readonly string[] {
  const counted =
    trials === null
      ? "  trials not counted: this run is taken for the only one"
      : `  ${trials.action.trials} distinct of ${trials.runs} runs on this data, this one included; ` +
        `${trials.simulatedRuns} simulated; ${trials.action.comparable} on these rows`;
  const deflated =
    ifIndependent.deflatedSharpe === null
      ? `  deflated Sharpe ratio n/a: ${bars < neededBars ? `${bars} bars, it takes ${neededBars}` : "returns do not vary"}`
      : `  deflated Sharpe ratio ${share(ifIndependent.deflatedSharpe)}: probability that the true one is above ${plain(ifIndependent.expectedBestSharpe, 3)} a bar, the luck of the best trial` +
        (asCounted.deflatedSharpe === null
          ? ""
          : `\n  with ratios spread as those counted: ${share(asCounted.deflatedSharpe)}, above ${plain(asCounted.expectedBestSharpe, 3)} a bar`);
  const chosen =
    overfitting?.probability === undefined || overfitting.probability === null
      ? `  probability of backtest overfitting n/a${overfitting ? `: ${overfitting.bars} bars, it takes ${overfitting.neededBars}` : ""}`
      : `  probability of backtest overfitting ${share(overfitting.probability)}: the best of ${overfitting.variants} strategies in half of the bars is below the median in the others`;
  return [counted, ...unreadLines(trials), deflated, chosen];
}

function unreadLines(trials: Evaluation["trials"]): readonly string[] {
  if (trials === null || trials.unread === 0) return [];
  const lines = trials.unread === 1 ? "1 line" : `${trials.unread} lines`;
  return [`  ${lines} of the ledger could not be read: there may have been more trials`];
}

function reasoningTable({ rates }: ReasoningSection): string {
  const lines = rates
    .filter(({ findings }) => findings > 0)
    .toSorted((a, b) => (b.rows.share ?? 0) - (a.rows.share ?? 0))
    .map(({ node, kind, rows, findings }) => [
      `  ${node}, ${kind}`,
      String(findings),
      `${rows.hits}/${rows.of}`,
      share(rows.share),
      interval(rows.interval, share),
    ]);
  return lines.length === 0
    ? "  nothing was found"
    : table(["  what", "findings", "rows", "share", "95 % interval"], lines);
}

function spoken(name: string): string {
  return name.replaceAll("_", " ");
}
