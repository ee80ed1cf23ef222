/** Worlds for tests of controls, decided by rules alone; one of them stands in for the agent. */
import { barReturns } from "../../../backtest/bar-returns.ts";
import type { Backtester } from "../../../backtest/seed-figures.ts";
import { shiftDecisions } from "../../../backtest/shifted-decisions.ts";
import { permutedLabels } from "../../../data/controls/permuted-labels.ts";
import { constantNews, shuffledNews } from "../../../data/controls/news-swap.ts";
import type { MarketRow } from "../../../data/row.ts";
import { type WorldSpec, makeWorld } from "../../../data/worlds/make-world.ts";
import type { Control, Verdict } from "../../../graphs/controls/control.ts";
import type { ControlsAt } from "../../../graphs/controls/controls-at.ts";
import type { Observed } from "../../../graphs/controls/observe.ts";
import type { Scoring } from "../../../graphs/controls/strategy-figures.ts";
import { type AgentTrial, tryRules } from "../../../graphs/controls/trial.ts";
import { AGENT } from "../../../graphs/run-positions.ts";
import { TEN_BPS } from "../../backtest/market-arbitrary.ts";

export const STRENGTH = 0.5;
const SIX = { horizonBars: 6, labelLagBars: 6 };

/** The rule that stands in for the agent, by its name. */
type StandIn = "always_long" | "momentum" | "regime_reader" | "last_move";

/** 40 null worlds and 12 edge worlds of 160 rows; the agent decides as a rule does. */
export function observedBy(rule: StandIn): Observed {
  const decide = (rows: readonly MarketRow[], seed: number): AgentTrial => {
    const trial = tryRules(rows, SIX, seed);
    const positions = trial.positions[rule] ?? new Float64Array();
    const actions = Array.from(positions, (held) => (held === 0 ? null : held > 0 ? 1 : -1));
    return { ...trial, positions: { [AGENT]: positions, ...trial.positions }, actions };
  };
  const nulls = worlds("null", 40).map(decide);
  const edges = worlds("edge", 12);
  return {
    nullAgent: nulls.map(onlyAgent),
    nullRules: nulls,
    edge: edges.map(decide),
    shuffled: edges.map((rows, seed) => decide(shuffledNews(rows, seed), seed)),
    constant: edges.map((rows, seed) => decide(constantNews(rows), seed)),
    permuted: edges.map((rows, seed) => decide(permutedLabels(rows, seed), seed)),
  };
}

function worlds(kind: "null" | "edge", count: number): readonly (readonly MarketRow[])[] {
  const specOf = (seed: number): WorldSpec =>
    kind === "null" ? { kind, rows: 160, seed } : { kind, rows: 160, seed, strength: STRENGTH };
  return Array.from({ length: count }, (_, seed) => [...makeWorld(specOf(seed))]);
}

function onlyAgent({ positions, ...trial }: AgentTrial): AgentTrial {
  return { ...trial, positions: { [AGENT]: positions[AGENT] ?? new Float64Array() } };
}

/** Scored by Hindcast's backtester unless told. */
export function scoredBy(backtester: Backtester = barReturns): Scoring {
  return { backtester, costs: TEN_BPS };
}

/** A backtester whose fills are moved: by -1 they peek at the bar that is still to come. Costs are charged in full. */
export function fillsMovedBy(bars: number): Backtester {
  return (input) => {
    const honest = barReturns(input);
    const { gross } = barReturns({ ...input, positions: shiftDecisions(input.positions, bars) });
    return {
      gross,
      net: gross.map((earned, i) => earned + (honest.net[i] ?? NaN) - (honest.gross[i] ?? NaN)),
    };
  };
}

/** Lines by subject, at a rate of false alarms of 1 in 3000 for each check. */
export function linesOf(part: ControlsAt): ReadonlyMap<string, Control> {
  return new Map(part(1 / 3000).map((control) => [control.subject, control]));
}

/** Names of a line's checks, by their verdict. */
export function verdictsOf(control: Control | undefined) {
  const of = (verdict: Verdict) =>
    (control?.checks ?? []).filter((check) => check.verdict === verdict).map(({ name }) => name);
  return { holds: of("holds"), fails: of("fails"), open: of("n/a") };
}
