/** Strategies in one world: the positions that rules and the agent take on the same bars. */
import { positionsFromDecisions } from "../../backtest/decision-positions.ts";
import { REGIME_READER, LAST_MOVE } from "../../backtest/probes.ts";
import { RULES } from "../../backtest/rules.ts";
import { MarketHistory, type MaturityRule } from "../../data/history.ts";
import type { Label, MarketRow } from "../../data/row.ts";
import type { Action } from "../../data/vocabulary.ts";
import type { Pipeline } from "../pipeline.ts";
import type { RowRecord } from "../row-record.ts";
import { AGENT, AGENT_BY_SCORE, KNN_VOTE, knnRule } from "../run-positions.ts";
import { walkForward } from "../walk-forward.ts";

/** One world and what was decided in it, row by row. */
export interface Trial {
  readonly seed: number;
  readonly closes: Float64Array;
  readonly labels: readonly (Label | null)[];
  /** By strategy. */
  readonly positions: Readonly<Record<string, Float64Array>>;
}

/** A trial that the agent took part in. */
export interface AgentTrial extends Trial {
  /** The agent's actions as decided, null where it did not. */
  readonly actions: readonly (Action | null)[];
}

/** Every rule of the leaderboard that needs no agent, in its order, then the probes. */
export function tryRules(rows: readonly MarketRow[], maturity: MaturityRule, seed: number): Trial {
  const history = new MarketHistory(rows, maturity);
  const rules = [...RULES, LAST_MOVE, REGIME_READER];
  return {
    ...barsOf(rows, seed),
    positions: Object.fromEntries(rules.map((rule) => [rule.name, rule.positions(history)])),
  };
}

/** The agent by action and by score, and the vote of the cases it was given, on every row of a pipeline's data. */
export async function tryAgent(
  pipeline: Pipeline,
  seed: number,
  { concurrency, onRow }: { readonly concurrency: number; readonly onRow: () => void },
): Promise<AgentTrial> {
  const { rows } = pipeline.data;
  const done: RowRecord[] = [];
  await walkForward({
    graph: pipeline.graph,
    turns: pipeline.turns,
    rows: rows.map((_, row) => row),
    concurrency,
    onRow: (record) => {
      done.push(record);
      onRow();
    },
  });
  const records = done.toSorted((a, b) => a.row - b.row);
  const { action, score } = positionsFromDecisions(
    records.map(({ decision }) => decision),
    pipeline.config,
  );
  const cases = pipeline.config.without.includes("retrieveCases") ? [] : [knnRule(records)];
  return {
    ...barsOf(rows, seed),
    positions: {
      [AGENT]: action,
      [AGENT_BY_SCORE]: score,
      ...Object.fromEntries(cases.map(({ positions }) => [KNN_VOTE, positions])),
    },
    actions: records.map(({ decision }) => decision.action),
  };
}

/** Names of the strategies that trials have, in their order. */
export function strategiesOf(trials: readonly Trial[]): readonly string[] {
  return Object.keys(trials[0]?.positions ?? {});
}

function barsOf(rows: readonly MarketRow[], seed: number): Omit<Trial, "positions"> {
  return {
    seed,
    closes: Float64Array.from(rows, ({ observation }) => observation.close),
    labels: rows.map(({ label }) => label),
  };
}
