/** Opens the models that `--llm` names, each with the memory it answers from and the tries it is given. */
import type { ChatModel, ModelLayer, ModelNode } from "./chat-model.ts";
import { CircuitBreaker, makeGuardedModel } from "./failures/circuit-breaker.ts";
import { type Patience, makePatientModel } from "./failures/patient-model.ts";
import { type ModelAccess, makeModel } from "./make-model.ts";
import { type ModelSpec, type ModelSpecs, spellModelSpec } from "./model-spec.ts";
import { forEachNode, type NodeModels } from "./node-models.ts";
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

interface Opened {
  readonly model: ChatModel;
  readonly memory: ReplyMemory | null;
}

/**
 * One model a spec: nodes with the same spec share it.
 * @throws UsageError for a key that is not set or a package that is not installed; a replayed model needs no key
 * @throws InputError for a file that is no model
 */
export async function openModels(
  specs: ModelSpecs,
  options: OpenModelsOptions,
): Promise<OpenedModels> {
  const opened = new Map<string, Opened>();
  // One for all models: whichever of them is down, the run cannot go on.
  const breaker = new CircuitBreaker();
  for (const spec of Object.values(specs)) {
    const name = spellModelSpec(spec);
    if (!opened.has(name)) opened.set(name, await openOne(spec, breaker, options));
  }
  const of = (node: ModelNode): Opened => {
    const found = opened.get(spellModelSpec(specs[node]));
    if (found === undefined) throw new RangeError(`${node}: expected an opened model, was none`);
    return found;
  };
  return {
    models: forEachNode((node) => of(node).model),
    memories: forEachNode((node) => of(node).memory),
  };
}

async function openOne(
  spec: ModelSpec,
  breaker: CircuitBreaker,
  options: OpenModelsOptions,
): Promise<Opened> {
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
