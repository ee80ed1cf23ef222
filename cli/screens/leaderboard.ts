/** The leaderboard: the run's two lines among the trivial rules, best return first. */
import type { Baselines, PositionScore } from "../../backtest/score.ts";
import { interval, percent, plain, share } from "../../data/figures.ts";
import { bold, table } from "./format.ts";

/** A scored line of the leaderboard. */
export interface Standing {
  readonly name: string;
  readonly own: boolean;
  readonly score: PositionScore;
}

/** Lines that a screen puts among the rules, by name. */
export type OwnScores = Readonly<Record<string, PositionScore>>;

/** Lines by corrected total return, best first; undefined ones last. */
export function rankStandings(own: OwnScores, baselines: Baselines): readonly Standing[] {
  const rules = Object.entries(baselines).flatMap(([name, score]): readonly Standing[] =>
    "draws" in score ? [] : [{ name, own: false, score }],
  );
  const ours = Object.entries(own).map(([name, score]) => ({ name, own: true, score }));
  return [...ours, ...rules].toSorted((a, b) => returnOf(b) - returnOf(a));
}

/** The leaderboard as a table, with what luck earns at the agent's turnover beneath. */
export function leaderboardTable(own: OwnScores, baselines: Baselines): string {
  const lines = rankStandings(own, baselines).map(({ name, own: ours, score }) => {
    const { corrected } = score;
    const label = name.replaceAll("_", " ");
    return [
      ours ? bold(`▸ ${label}`) : `  ${label}`,
      percent(corrected.total_return),
      interval(corrected.intervals.total_return, (value) => percent(value, 0)),
      plain(corrected.sharpe_ratio, 1),
      percent(corrected.max_drawdown),
      String(corrected.flips),
      share(corrected.hit_rate),
      plain(corrected.break_even_cost_bps, 1),
    ];
  });
  const { random_matched_turnover: random } = baselines;
  const band = random.corrected.total_return;
  const chance = [
    "  random, same turnover",
    percent(band?.median),
    band === null ? "n/a" : `${percent(band.p5, 0)} … ${percent(band.p95, 0)}`,
    ...Array.from({ length: 5 }, () => ""),
  ];
  const head = [
    "  strategy",
    "return",
    "95 % interval",
    "Sharpe",
    "drawdown",
    "flips",
    "hit rate",
    "b/e bps",
  ];
  return table(head, [...lines, chance]);
}

function returnOf({ score }: Standing): number {
  return score.corrected.total_return ?? -Infinity;
}
