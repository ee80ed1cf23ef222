/** The closing screen of a run: the plain finding first, then the leaderboard, signal, coverage and files. */
import type { RunScore } from "../../backtest/score.ts";
import type { RunResult } from "../../graphs/finish-run.ts";
import { usageByNode } from "../../graphs/manifest.ts";
import { countRemarks, countStatuses } from "../../graphs/run-files.ts";
import { interval, percent, plain, share } from "../../data/figures.ts";
import { bold, dim, heading } from "./format.ts";
import type { ModelNode } from "../../nodes/models/chat-model.ts";
import { callLines, netLine } from "./model-lines.ts";
import { recallBlock } from "./recall-screen.ts";
import { leaderboardTable, type OwnScores, rankStandings } from "./leaderboard.ts";

/** What the screen says besides the result itself. */
export interface RunScreenFacts {
  /** Nodes for which a stand-in answered in a language model's place. */
  readonly simulatedNodes: readonly ModelNode[];
  /** Nodes of one's own, by name. */
  readonly ownNodes: readonly string[];
  /** Which models were asked, in the words of `--llm`. */
  readonly llm: string;
  readonly costBps: number;
  /** Columns that the dataset does not have, by their canonical names. */
  readonly absentColumns: readonly string[];
  readonly out: string;
}

/** The whole screen as text. */
export function runScreen(result: RunResult, facts: RunScreenFacts): string {
  const { metrics } = result;
  return [
    heading("What it came to"),
    finding(result, facts),
    heading(
      `Leaderboard (${metrics.rows} rows, ${plain(facts.costBps, 1)} bps a side, entry charged)`,
    ),
    leaderboardTable(ownScores(metrics), metrics.baselines),
    dim("  agent trades its action, ±1; by score trades the continuous score. Sharpe is a year's."),
    dim("  b/e bps: cost a side at which it earns nothing. Intervals: stationary bootstrap;"),
    dim(
      `  random: median and 5–95 % of ${metrics.baselines.random_matched_turnover.draws} coin-flip paths.`,
    ),
    heading("Signal quality"),
    signalLines(metrics),
    heading("Coverage"),
    coverageLines(result, facts.absentColumns),
    ...(facts.llm === "simulated"
      ? []
      : [heading("Model calls"), callLines(result.ledger, usageByNode(result.records))]),
    ...(result.recall === null ? [] : recallBlock(result.recall)),
    heading("Files"),
    `  ${facts.out}/  decisions.csv  positions.csv  metrics.json  manifest.json  trace.jsonl  records.jsonl` +
      "  ledger.jsonl  ledger.json" +
      (result.recall === null ? "" : "  recall.json"),
    dim(`  run ${result.run}; the same command again resumes or repeats it, byte for byte`),
    "",
  ].join("\n");
}

function ownScores(metrics: RunScore): OwnScores {
  return { agent: metrics, "agent, by score": metrics.continuous };
}

function finding({ metrics, records }: RunResult, facts: RunScreenFacts): string {
  const { simulatedNodes, ownNodes } = facts;
  const { decided, rule } = countStatuses(records);
  if (decided + rule === 0) {
    return "  No row was decided: there is nothing to score. The lines of the agent below are of a flat position.";
  }
  const standings = rankStandings(ownScores(metrics), metrics.baselines);
  const rules = standings.filter(({ own }) => !own);
  const own = metrics.corrected.total_return;
  const better = rules.filter(
    ({ score }) => (score.corrected.total_return ?? -Infinity) > (own ?? -Infinity),
  );
  const sides = new Set(records.map(({ decision }) => decision.action));
  const net = netLine(metrics.net_of_model_cost);
  const bounds = metrics.corrected.intervals.total_return;
  const [best] = rules;
  const winner = best
    ? `, ${best.name.replaceAll("_", " ")} best at ${percent(best.score.corrected.total_return)}`
    : "";
  return [
    `  The agent returned ${bold(percent(own))} ${interval(bounds, percent)}; ` +
      `${better.length} of ${rules.length} trivial rules did better${winner}.`,
    `  ${significance(bounds)}`,
    ...(sides.size === 1 && records.length > 1
      ? [`  It took the same side on every row: it is always ${sides.has(1) ? "long" : "short"}.`]
      : []),
    ...(net === null ? [] : [`  ${net}`]),
    ...(simulatedNodes.length > 0
      ? [`  ${bold("Simulated:")} a fixed rule answered ${inPlaceOf(facts)}.`]
      : []),
    ...(ownNodes.length > 0
      ? [`  ${bold("Own nodes:")} ${ownNodes.join(", ")}, in place of the built-in.`]
      : []),
  ].join("\n");
}

function inPlaceOf({ simulatedNodes, ownNodes, llm }: RunScreenFacts): string {
  return llm === "simulated" && ownNodes.length === 0
    ? "in the place of a language model"
    : `for ${simulatedNodes.join(" and ")}`;
}

function significance(bounds: { readonly low: number; readonly high: number } | null): string {
  if (bounds === null) return "There are too few bars to say how sure that is.";
  if (bounds.low > 0)
    return "The interval lies above nothing; the trivial rules say how much that means.";
  if (bounds.high < 0) return "The interval lies below nothing: it lost.";
  return "On this many bars that cannot be told from nothing.";
}

function signalLines({ signal, corrected }: RunScore): string {
  return [
    `  agrees with Signal ${bounded(signal.agreement, signal.agreement_interval)} of ${signal.compared} rows` +
      ` (always the commoner label: ${share(signal.majority_share)}), MCC ${plain(signal.mcc)}`,
    `  right about the next bar ${bounded(corrected.hit_rate, corrected.intervals.hit_rate)}` +
      `, needs ${share(corrected.break_even_hit_rate)} to pay its costs`,
  ].join("\n");
}

/** A share with its interval; what is not known has none. */
function bounded(value: number | null, bounds: Parameters<typeof interval>[0]): string {
  return value === null ? share(null) : `${share(value)} ${interval(bounds, share)}`;
}

function coverageLines({ records, resumed }: RunResult, absentColumns: readonly string[]): string {
  const counts = countStatuses(records);
  // What the whole file lacks is said once.
  const remarks = Object.entries(countRemarks(records)).filter(
    ([what]) => !absentColumns.some((column) => what.endsWith(`lacked: ${column}`)),
  );
  return [
    `  decided ${counts.decided} · rule ${counts.rule} · abstained ${counts.abstained} · failed ${counts.failed}` +
      (resumed > 0 ? ` · ${resumed} of them from before` : ""),
    ...(absentColumns.length > 0 ? [dim(`  columns absent: ${absentColumns.join(", ")}`)] : []),
    ...remarks.map(([what, rows]) => dim(`  ${what} (${rows} ${rows === 1 ? "row" : "rows"})`)),
  ].join("\n");
}
