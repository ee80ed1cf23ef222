/** The screen of `hindcast backtest`. */
import type { ReferenceMetrics } from "../../backtest/reference.ts";
import type { RunScore } from "../../backtest/score.ts";
import { plain } from "../../data/figures.ts";
import { dim, heading, table } from "./format.ts";
import { leaderboardTable } from "./leaderboard.ts";

/** Reference and corrected metrics side by side, then the leaderboard. */
export function backtestScreen(score: RunScore, costBps: number): string {
  const { reference, corrected } = score;
  const shared = Object.entries(reference).map(([name, value]) => [
    name,
    shown(value),
    shown(sameIn(corrected, name)),
  ]);
  const only = Object.entries(corrected)
    .filter(([name, value]) => !(name in reference) && typeof value === "number")
    .map(([name, value]) => [name, "", shown(typeof value === "number" ? value : null)]);
  return [
    heading(`Metrics (${score.rows} rows, ${plain(costBps, 1)} bps a side)`),
    table(["", "reference", "corrected"], [...shared, ...only]),
    dim(
      "  reference: annualised with 252 periods, first entry free. corrected: by elapsed time, entry charged.",
    ),
    heading("Leaderboard"),
    leaderboardTable({ "your positions": score }, score.baselines),
    "",
  ].join("\n");
}

function sameIn(corrected: RunScore["corrected"], name: string): number | null | undefined {
  const value = Object.entries(corrected).find(([key]) => key === name)?.[1];
  return typeof value === "number" || value === null ? value : undefined;
}

function shown(value: ReferenceMetrics[keyof ReferenceMetrics] | undefined): string {
  return value === undefined ? "" : plain(value, 6);
}
