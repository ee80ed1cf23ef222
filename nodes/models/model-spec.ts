/** What `--llm` says, as data: one model for every node that calls one, or a model a node. */
import { UsageError, quoted } from "../../data/errors.ts";
import { MODEL_NODES, type ModelNode } from "./chat-model.ts";
import { KNOWN_PROVIDERS } from "./providers/known-providers.ts";

/** How a model is reached. */
type ModelKind = "simulated" | "replay" | "openai" | "local" | "universal";

/** One model, parsed. */
export interface ModelSpec {
  /** `replay`: whatever model the stored replies came from. */
  readonly kind: ModelKind;
  /** Such as `anthropic`; `simulated`, `replay`, `openai` and `local` are their own. */
  readonly provider: string;
  /** Such as `gpt-4.1-mini` or `models/F.gguf`; empty where the provider alone says it. */
  readonly name: string;
  /** Answer from stored replies only: no key, no call. */
  readonly replayOnly: boolean;
}

/** A model for each node that calls one. */
export type ModelSpecs = Readonly<Record<ModelNode, ModelSpec>>;

const SIMULATED: ModelSpec = {
  kind: "simulated",
  provider: "simulated",
  name: "",
  replayOnly: false,
};
const REPLAY: ModelSpec = { kind: "replay", provider: "replay", name: "", replayOnly: true };

const EXPECTED =
  "simulated, replay, openai:MODEL, local:FILE.gguf, PROVIDER:MODEL or replay: before one of them";

/**
 * One model, such as `openai:gpt-4.1-mini`.
 * @throws UsageError for a provider that is not known, or where a name is missing
 */
export function parseModelSpec(text: string): ModelSpec {
  if (text === "simulated") return SIMULATED;
  if (text === "replay") return REPLAY;
  const [provider, name] = splitOnce(text, ":");
  if (name === null || name === "" || name !== name.trim() || provider === "simulated") {
    throw new UsageError(`model: expected ${EXPECTED}, was ${quoted(text)}`);
  }
  if (provider === "replay") {
    const spec = parseModelSpec(name);
    if (!spec.replayOnly) return { ...spec, replayOnly: true };
    throw new UsageError(`model: expected one replay: at most, was ${quoted(text)}`);
  }
  if (provider === "openai" || provider === "local") {
    return { kind: provider, provider, name, replayOnly: false };
  }
  if (!KNOWN_PROVIDERS.has(provider)) {
    const known = ["openai", "local", ...KNOWN_PROVIDERS.keys()].join(", ");
    throw new UsageError(`model: expected a provider of ${known}, was ${quoted(text)}`);
  }
  return { kind: "universal", provider, name, replayOnly: false };
}

/**
 * The whole switch: `SPEC`, `NODE=SPEC,…`, or both, where the unnamed one serves the nodes that are not named.
 * A comma always ends a part; `=` and `:` may be in a file's name.
 * @throws UsageError for what is no model or no node, a node named twice, two unnamed models, or a node without one
 */
export function parseModelSpecs(text: string): ModelSpecs {
  const named = new Map<ModelNode, ModelSpec>();
  let rest: ModelSpec | null = null;
  for (const part of text.split(",")) {
    const [left, right] = splitOnce(part, "=");
    if (right === null || left.includes(":")) {
      const spec = parseModelSpec(part);
      if (rest !== null) {
        throw new UsageError(`model: expected one model without NODE=, was a second: ${part}`);
      }
      rest = spec;
    } else {
      const node = mustBeNode(left);
      if (named.has(node)) throw new UsageError(`model: expected ${node}= once, was there twice`);
      named.set(node, parseModelSpec(right));
    }
  }
  const bare = rest === null ? MODEL_NODES.filter((node) => !named.has(node)) : [];
  const modelOf = (node: ModelNode): ModelSpec => {
    const spec = named.get(node) ?? rest;
    if (spec !== null) return spec;
    throw new UsageError(`model: expected one for ${bare.join(" and ")}, was none`);
  };
  return {
    analyzeSentiment: modelOf("analyzeSentiment"),
    analyzeQuant: modelOf("analyzeQuant"),
    arbitrate: modelOf("arbitrate"),
  };
}

/** The text that parses to this model. */
export function spellModelSpec({ kind, provider, name, replayOnly }: ModelSpec): string {
  if (kind === "replay") return "replay";
  const spelled = kind === "simulated" ? "simulated" : `${provider}:${name}`;
  return replayOnly ? `replay:${spelled}` : spelled;
}

/** The text that parses to these models: one for all, or each by its node's name. */
export function spellModelSpecs(specs: ModelSpecs): string {
  const spelled = MODEL_NODES.map((node) => [node, spellModelSpec(specs[node])] as const);
  const [first, ...others] = new Set(spelled.map(([, spec]) => spec));
  if (first !== undefined && others.length === 0) return first;
  return spelled.map(([node, spec]) => `${node}=${spec}`).join(",");
}

function mustBeNode(text: string): ModelNode {
  const node = MODEL_NODES.find((known) => known === text);
  if (node !== undefined) return node;
  const expected = MODEL_NODES.join(", ");
  throw new UsageError(`model: expected a node of ${expected} before =, was ${quoted(text)}`);
}

function splitOnce(text: string, mark: string): readonly [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
