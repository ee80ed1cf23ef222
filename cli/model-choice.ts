/** Which models a command asks when `--llm` is not given, and how it says so. */
import { canonicalJson } from "../data/hash.ts";
import type { MarketData } from "../data/load-rows.ts";
import { NODE_NAMES, type NodeName } from "../data/vocabulary.ts";
import type { RunConfig } from "../graphs/run-config.ts";
import { promptToggles } from "../graphs/toggles.ts";
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
 * @param asking what: a probe's questions were recorded without any switch that changes prompts, a run's with some
 */
export function chooseModel(
  given: string | undefined,
  data: MarketData,
  config: RunConfig,
  asking: "run" | "probe" = "run",
): ModelChoice {
  if (given === "simulated") return { llm: given, spoken: SIMULATED };
  if (given !== undefined && given !== "replay") return { llm: given, spoken: given };
  const shipped = openShippedReplies();
  if (given === "replay") return { llm: "replay", spoken: spokenReplay(shipped) };
  if (data.sha256 !== shipped.dataSha256) return { llm: "simulated", spoken: SIMULATED };
  const edited = hashPrompts(loadPrompts()) === shipped.promptsSha256 ? null : "wording of prompts";
  const variants = asking === "run" ? shipped.variants.settings : [];
  const changed = changedSetting(config, shipped.config, variants) ?? edited;
  if (changed === null) return { llm: "replay", spoken: spokenReplay(shipped) };
  const why = `replies were recorded with another ${changed}`;
  return { llm: "simulated", spoken: `${SIMULATED}; ${why}` };
}

function spokenReplay({ spoken }: ShippedReplies): string {
  return `${spoken}: recorded replies of a real model, replayed, needs no key (--llm openai:MODEL for another)`;
}

type Settings = Readonly<Record<string, unknown>>;

/** The first setting that shapes prompts and differs from what replies were recorded with; null where they serve. */
function changedSetting(
  config: RunConfig,
  recorded: Settings,
  variants: readonly Settings[],
): string | null {
  const changed = changedPrompts(config, recorded);
  if (variants.some((variant) => canonicalJson(variant) === canonicalJson(changed))) return null;
  const [first = null] = Object.keys(changed);
  return first === null ? null : (SPOKEN.get(first) ?? first);
}

const SPOKEN: ReadonlyMap<string, string> = new Map([
  ["without", "set of nodes"],
  ["sentimentBy", "sentiment analyst"],
]);

/** Settings that shape prompts and differ from those of the recording. */
function changedPrompts(config: RunConfig, recorded: Settings): Settings {
  const without = NODE_NAMES.filter((node) => config.without.includes(node) && !LAST.has(node));
  const settings = new Map<string, unknown>(Object.entries(config));
  const others = Object.entries(recorded)
    .filter(([name, value]) => settings.get(name) !== value)
    .map(([name]) => name);
  const keys = [...promptToggles(config), ...others];
  return {
    ...(without.length > 0 && { without }),
    ...(config.sentimentBy !== "model" && { sentimentBy: config.sentimentBy }),
    ...Object.fromEntries(keys.map((key) => [key, settings.get(key)])),
  };
}
