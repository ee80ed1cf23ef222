/** Lets the agent and the rules decide every world that the controls need. */
import { permutedLabels } from "../../data/controls/permuted-labels.ts";
import { constantNews, shuffledNews } from "../../data/controls/news-swap.ts";
import type { MarketRow } from "../../data/row.ts";
import { type WorldSpec, makeWorld } from "../../data/worlds/make-world.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import { type PipelineParts, buildPipeline } from "../pipeline.ts";
import type { ControlsPlan } from "./controls-plan.ts";
import { type AgentTrial, type Trial, tryAgent, tryRules } from "./trial.ts";
import { dataOfRows } from "./world-data.ts";

/** All trials, in seed order. Those of the edge world have the same seeds in every variant. */
export interface Observed {
  /** Null worlds, by the agent. */
  readonly nullAgent: readonly AgentTrial[];
  /** Null worlds, by rules; they begin with the agent's worlds. */
  readonly nullRules: readonly Trial[];
  /** Edge worlds, by agent and rules: as they are, and with news or labels that tell nothing. */
  readonly edge: readonly AgentTrial[];
  readonly shuffled: readonly AgentTrial[];
  readonly constant: readonly AgentTrial[];
  readonly permuted: readonly AgentTrial[];
}

/** What decides, where, and who is told. */
export interface ObserveOptions {
  readonly parts: Omit<PipelineParts, "data">;
  readonly plan: ControlsPlan;
  readonly strength: number;
  readonly concurrency: number;
  /** Told of each row that the agent has decided. */
  readonly onRow: () => void;
  readonly onCall?: ((line: CallLine) => void) | undefined;
}

/**
 * Seeds follow one another from the configuration's on: the null worlds first, then the edge worlds. One memory, one
 * budget and one book of calls hold for all pipelines.
 * @throws StoppedError when no further model call can succeed or be paid
 */
export async function observe({
  parts,
  plan,
  onCall,
  ...options
}: ObserveOptions): Promise<Observed> {
  const { service: _service, ...rest } = parts;
  const config = { ...parts.config, rows: null };
  const { models, calls } = buildPipeline({ ...parts, config, data: dataOfRows("no world", []) });
  if (onCall) calls.listen(onCall);
  const { horizonBars, labelLagBars, seed } = config;
  const maturity = { horizonBars, labelLagBars: labelLagBars ?? horizonBars };
  const byRules = (rows: readonly MarketRow[], world: number): Trial =>
    tryRules(rows, maturity, world);
  const byAgent = (rows: readonly MarketRow[], world: number): Promise<AgentTrial> => {
    const data = dataOfRows(`world ${world}`, rows);
    return tryAgent(buildPipeline({ ...rest, config, data, model: models }), world, options);
  };
  const byBoth = async (rows: readonly MarketRow[], world: number): Promise<AgentTrial> => {
    const trial = await byAgent(rows, world);
    return { ...trial, positions: { ...trial.positions, ...byRules(rows, world).positions } };
  };
  const { rows, agentSeeds, ruleSeeds, edgeSeeds } = plan;

  const nullRules: Trial[] = [];
  const nullAgent: AgentTrial[] = [];
  for (let world = seed; world < seed + ruleSeeds; world += 1) {
    const made = worldRows({ kind: "null", rows, seed: world });
    nullRules.push(byRules(made, world));
    if (world < seed + agentSeeds) nullAgent.push(await byAgent(made, world));
  }
  const edge: AgentTrial[] = [];
  const shuffled: AgentTrial[] = [];
  const constant: AgentTrial[] = [];
  const permuted: AgentTrial[] = [];
  for (let world = seed + ruleSeeds; world < seed + ruleSeeds + edgeSeeds; world += 1) {
    const made = worldRows({ kind: "edge", rows, seed: world, strength: options.strength });
    edge.push(await byBoth(made, world));
    shuffled.push(await byBoth(shuffledNews(made, world), world));
    constant.push(await byBoth(constantNews(made), world));
    permuted.push(await byBoth(permutedLabels(made, world), world));
  }
  return { nullAgent, nullRules, edge, shuffled, constant, permuted };
}

function worldRows(spec: WorldSpec): readonly MarketRow[] {
  return [...makeWorld(spec)];
}
