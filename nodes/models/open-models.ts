/** Opens the models that `--llm` names, each with the memory it answers from and the tries it is given. */
import { type ChatModel, MODEL_NODES, type ModelLayer, type ModelNode } from "./chat-model.ts";
import { CircuitBreaker, makeGuardedModel } from "./failures/circuit-breaker.ts";
import { type Patience, makePatientModel } from "./failures/patient-model.ts";
import { type ModelAccess, makeModel } from "./make-model.ts";
import { type ModelSpec, type ModelSpecs, spellModelSpec } from "./model-spec.ts";
import { forEachNode, type NodeModels } from "./node-models.ts";
import { makeSimulatedModel } from "./providers/simulated-model.ts";
import type { ReplyMode } from "./replies/remembered-model.ts";
import { ReplyFiles } from "./replies/reply-files.ts";
import { type ReplyStore, layeredStore } from "./replies/reply-store.ts";
import { openShippedReplies, recordedModel } from "./replies/shipped-replies.ts";

/** Where a model's replies are kept, how they are used, and with what tries new ones are asked for. */
export interface ReplyMemory {
  readonly store: ReplyStore;
  readonly mode: ReplyMode;
  /** To be put around the budgeted model, so that each try is budgeted. @default one try */
  readonly patient?: ModelLayer;
}

/** What opening needs from outside. */
export interface OpenModelsOptions {
  readonly access: ModelAccess;
  /** Folder of content-addressed caches. */
  readonly cacheDir: string;
  /** For models that are not replayed anyway. @default "live" */
  readonly mode?: ReplyMode;
  /** Tries, waits and timeouts of models that are asked. @default those of `Patience`, longer on one's own machine */
  readonly patience?: Partial<Patience>;
  /** Nodes that will ask; others get the simulated model and no memory, so that theirs needs no key. @default all */
  readonly nodes?: readonly ModelNode[];
}

/** Models by node, and the memory of each; null for the simulated model, which needs none. */
export interface OpenedModels {
  readonly models: NodeModels;
  readonly memories: Readonly<Record<ModelNode, ReplyMemory | null>>;
}

const HOUR_MS = 3_600_000;

/** A model on one's own machine is slow rather than down, and calls wait for one another. */
const PATIENCE_AT_HOME: ReadonlyMap<string, Partial<Patience>> = new Map([
  ["local", { maxRetries: 0, timeoutMs: HOUR_MS }],
  ["ollama", { timeoutMs: HOUR_MS }],
]);

/** A model, and its memory; null for the simulated model, which needs none. */
export interface OpenedModel {
  readonly model: ChatModel;
  readonly memory: ReplyMemory | null;
}

/**
 * One model a spec: nodes with the same spec share it, and its circuit breaker. The breaker of one model does not
 * hear of another's success, so that a model that is gone stops the run beside those that answer.
 * @throws UsageError for a key that is not set or a package that is not installed; a replayed model needs no key
 * @throws InputError for a file that is no model
 */
export async function openModels(
  specs: ModelSpecs,
  options: OpenModelsOptions,
): Promise<OpenedModels> {
  const { nodes = MODEL_NODES } = options;
  const opened = new Map<string, OpenedModel>();
  for (const node of nodes) {
    const name = spellModelSpec(specs[node]);
    if (!opened.has(name)) opened.set(name, await openModel(specs[node], options));
  }
  const unasked: OpenedModel = { model: makeSimulatedModel(), memory: null };
  const of = (node: ModelNode): OpenedModel => {
    if (!nodes.includes(node)) return unasked;
    const found = opened.get(spellModelSpec(specs[node]));
    if (found === undefined) throw new RangeError(`${node}: expected an opened model, was none`);
    return found;
  };
  return {
    models: forEachNode((node) => of(node).model),
    memories: forEachNode((node) => of(node).memory),
  };
}

/**
 * One model by itself, with a circuit breaker of its own.
 * @throws UsageError, InputError as `openModels`
 */
export async function openModel(
  spec: ModelSpec,
  options: Omit<OpenModelsOptions, "nodes">,
): Promise<OpenedModel> {
  const { access, cacheDir, mode = "live" } = options;
  const files = new ReplyFiles(cacheDir);
  if (spec.kind === "replay") {
    const shipped = openShippedReplies();
    const store = layeredStore([shipped.store, files]);
    return { model: recordedModel(shipped), memory: { store, mode: "replay" } };
  }
  if (spec.kind === "simulated") return { model: await makeModel(spec, access), memory: null };
  if (spec.replayOnly) {
    const model = await makeModel({ ...spec, replayOnly: false }, withoutKeys(spec, access));
    return { model, memory: { store: files, mode: "replay" } };
  }
  const patience = { ...PATIENCE_AT_HOME.get(spec.provider), ...options.patience };
  const breaker = new CircuitBreaker();
  const patient: ModelLayer = (model) =>
    makeGuardedModel(makePatientModel(model, patience), breaker);
  return { model: await makeModel(spec, access), memory: { store: files, mode, patient } };
}

/** A model that is only replayed is never sent its key, so any will do. */
function withoutKeys({ provider }: ModelSpec, access: ModelAccess): ModelAccess {
  const apiKey = "none, replayed";
  return {
    ...access,
    openai: { ...access.openai, apiKey },
    keys: { ...access.keys, [provider]: apiKey },
  };
}
