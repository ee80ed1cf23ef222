/** Which models a command asks when `--llm` is not given, and how it says so. */
import type { MarketData } from "../data/load-rows.ts";
import type { NodeName } from "../data/vocabulary.ts";
import type { RunConfig } from "../graphs/run-config.ts";
import { promptToggle } from "../graphs/toggles.ts";
import { hashPrompts, loadPrompts } from "../nodes/prompts.ts";
import {
  type ShippedReplies,
  openShippedReplies,
} from "../nodes/models/replies/shipped-replies.ts";

/** Models by the text of `--llm`, and the words that name them on screen. */
export interface ModelChoice {
  readonly llm: string;
  readonly spoken: string;
}

const SIMULATED =
  "simulated: a fixed rule that stands in for a language model, needs no key (--llm openai:MODEL for a real one)";

/** Nodes that may be off without changing a prompt of those that are on. */
const LAST: ReadonlySet<NodeName> = new Set(["arbitrate"]);

/**
 * `--llm` if given; else the recorded replies where they are replies to these very prompts; else the simulated
 * model: the best that works without a key.
 */
export function chooseModel(
  given: string | undefined,
  data: MarketData,
  config: RunConfig,
): ModelChoice {
  if (given === "simulated") return { llm: given, spoken: SIMULATED };
  if (given !== undefined && given !== "replay") return { llm: given, spoken: given };
  const shipped = openShippedReplies();
  if (given === "replay") return { llm: "replay", spoken: spokenReplay(shipped) };
  if (data.sha256 !== shipped.dataSha256) return { llm: "simulated", spoken: SIMULATED };
  const edited = hashPrompts(loadPrompts()) === shipped.promptsSha256 ? null : "wording of prompts";
  const changed = changedSetting(config, shipped) ?? edited;
  if (changed === null) return { llm: "replay", spoken: spokenReplay(shipped) };
  const why = `replies were recorded with another ${changed}`;
  return { llm: "simulated", spoken: `${SIMULATED}; ${why}` };
}

function spokenReplay({ spoken }: ShippedReplies): string {
  return `${spoken}: recorded replies of a real model, replayed, needs no key (--llm openai:MODEL for another)`;
}

/** The first setting that shapes prompts and differs from what the replies were recorded with. */
function changedSetting(config: RunConfig, { config: recorded }: ShippedReplies): string | null {
  if (config.without.some((node) => !LAST.has(node))) return "set of nodes";
  const toggle = promptToggle(config);
  if (toggle !== null) return toggle;
  if (config.sentimentBy !== "model") return "sentiment analyst";
  const settings = new Map<string, unknown>(Object.entries(config));
  const differs = Object.entries(recorded).find(([name, value]) => settings.get(name) !== value);
  return differs?.[0] ?? null;
}
