/** Decides every configuration of an experiment: from stored replies side by side, then what must ask one by one. */
import { join } from "node:path";
import { StoppedError, UsageError } from "../../data/errors.ts";
import { MODEL_NODES } from "../../nodes/models/chat-model.ts";
import { totalLedger } from "../../nodes/models/cost/ledger.ts";
import { parseModelSpecs } from "../../nodes/models/model-spec.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { type OpenedModels, openModels } from "../../nodes/models/open-models.ts";
import { readCalls } from "../run-store.ts";
import {
  type DecideTask,
  type DecideTelling,
  type DecidedOrMissed,
  decideVariant,
} from "./decide-variant.ts";
import { AblationTraces, type AblationTracing } from "./traces.ts";
import type { Variant } from "./variant.ts";

/** How far an experiment is. */
export interface AblationProgress {
  readonly variant: string;
  /** Configurations begun, this one included, and how many there are. */
  readonly begun: number;
  readonly of: number;
  /** Rows of this one. */
  readonly done: number;
  readonly total: number;
}

/** Who decides configurations side by side, as workers do. It is given tasks that ask nobody. */
export interface Hands {
  /** At least 1. */
  readonly atOnce: number;
  readonly decide: (task: DecideTask, telling: DecideTelling) => Promise<DecidedOrMissed>;
  /** Ends the deliveries of what was traced; each is told to `onDelivery` of its own decision before this resolves. */
  readonly finishDeliveries: () => Promise<void>;
}

export interface DecideAllOptions extends Omit<DecideTask, "config" | "directory" | "tracing"> {
  readonly out: string;
  readonly onProgress?: ((progress: AblationProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly hands?: Hands | undefined;
  /** @default not traced in LangSmith */
  readonly langsmith?: AblationTracing | undefined;
}

/** What came of each configuration, by folder. */
type DecidedFolders = ReadonlyMap<string, DecidedOrMissed>;

/**
 * Equal prompts are paid once: whoever asks does so alone, and leaves the replies for those after it.
 * @throws StoppedError naming the variant it stopped at; what is done is on disk
 * @throws UsageError, InputError as a run
 */
export async function decideAll(
  variants: readonly Variant[],
  { langsmith, ...options }: DecideAllOptions,
): Promise<DecidedFolders> {
  const traces = new AblationTraces(variants, langsmith);
  try {
    return await decideFolders(variants, options, traces);
  } finally {
    await traces.finish(async () => options.hands?.finishDeliveries());
  }
}

async function decideFolders(
  variants: readonly Variant[],
  options: Omit<DecideAllOptions, "langsmith">,
  traces: AblationTraces,
): Promise<DecidedFolders> {
  const { out, onProgress, signal, hands, asking, ...parts } = options;
  if (asking.replies === "refresh") {
    throw new UsageError(
      "--replies refresh: expected live or replay, since each variant would ask equal prompts anew",
    );
  }
  const folders = variants.filter((v, i) => variants.findIndex((o) => o.folder === v.folder) === i);
  const results = new Map<string, DecidedOrMissed>();
  let begun = 0;
  const work = async (
    { name, config, folder }: Variant,
    task: Pick<DecideTask, "asking">,
    decide: Hands["decide"],
  ): Promise<DecidedOrMissed> => {
    const place = Math.min(folders.length, (begun += 1));
    const directory = join(out, folder);
    const tracing = traces.of(folder);
    const telling: DecideTelling = {
      ...traces.telling(directory),
      signal,
      onProgress: (done, total) =>
        onProgress?.({ variant: name, begun: place, of: folders.length, done, total }),
    };
    try {
      return await decide(
        { ...parts, ...task, config, directory, ...(tracing && { tracing }) },
        telling,
      );
    } catch (error) {
      if (!(error instanceof StoppedError)) throw error;
      const left = spokenShare(task.asking.maxCostUsd, asking.maxCostUsd);
      throw new StoppedError(`in variant ${name}${left}: ${error.message}`, { cause: error });
    }
  };
  if (hands && folders.every(({ config }) => !config.embedder.includes(":"))) {
    const stored = { asking: { ...asking, replies: "replay", maxCostUsd: null } as const };
    await eachOf(folders, hands.atOnce, async (variant) => {
      results.set(variant.folder, await work(variant, stored, hands.decide));
    });
    begun = [...results.values()].filter(({ decided }) => decided !== null).length;
  }
  const open = sharedModels(variants);
  for (const variant of folders) {
    const known = results.get(variant.folder);
    if (known?.decided || (known && asking.replies === "replay")) continue;
    const left = { asking: leftFor(variant, folders, out, asking) };
    const decide: Hands["decide"] = (task, telling) => decideVariant(task, { ...telling, open });
    results.set(variant.folder, await work(variant, left, decide));
  }
  return results;
}

/** Works on items in order, so many at once; the first fault is thrown once all that began have ended. */
async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const faults: unknown[] = [];
  const one = async (): Promise<void> => {
    for (const item of queue) {
      if (faults.length > 0) return;
      await work(item).catch((error: unknown) => void faults.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, one));
  if (faults.length > 0) throw faults[0];
}

/** Opens each model once, for all nodes that ask it in any variant. */
function sharedModels(variants: readonly Variant[]): typeof openModels {
  const opened = new Map<string, Promise<OpenedModels>>();
  return (specs, options) => {
    const key = JSON.stringify(specs);
    const nodes = MODEL_NODES.filter((node) =>
      variants.some(({ config }) => {
        const own = parseModelSpecs(config.llm);
        const isSame =
          JSON.stringify(own[node]) ===
          JSON.stringify({ ...specs[node], replayOnly: own[node].replayOnly });
        return isSame && !config.without.includes(node);
      }),
    );
    const models = opened.get(key) ?? openModels(specs, { ...options, nodes });
    opened.set(key, models);
    return models;
  };
}

/** What is left of the limit on cost to a variant, where the others have spent some of it. */
function spokenShare(left: number | null = null, all: number | null = null): string {
  if (left === null || all === null || left === all) return "";
  return ` (the others left it $${left.toFixed(4)} of --max-cost ${all})`;
}

/** The limit on cost less what the other variants have cost at most. */
function leftFor(
  variant: Variant,
  folders: readonly Variant[],
  out: string,
  asking: DecideTask["asking"],
): DecideTask["asking"] {
  const { maxCostUsd = null } = asking;
  if (maxCostUsd === null) return asking;
  const others = folders
    .filter(({ folder }) => folder !== variant.folder)
    .reduce((sum, { folder }) => sum + mostSpentIn(join(out, folder)), 0);
  return { ...asking, maxCostUsd: Math.max(0, maxCostUsd - others) };
}

/** @throws UsageError where nobody can say */
function mostSpentIn(directory: string): number {
  const booked = readCalls(join(directory, "ledger.jsonl"));
  const { atMostUsd } = totalLedger(
    booked,
    forEachNode(() => null),
  ).total;
  // Without calls there is nothing to sum, which is not unknown.
  if (booked.length === 0) return 0;
  if (atMostUsd !== null) return atMostUsd;
  throw new UsageError(
    `--max-cost: expected ${join(directory, "ledger.jsonl")} to say what was spent before, was unknown. ` +
      "Go on without --max-cost, or with it in another --out",
  );
}
