/** Which models a run is decided again by when none are named: its own, as far as they answer without a key. */
import { UsageError } from "../../data/errors.ts";
import { MODEL_NODES, type ModelNode } from "../../nodes/models/chat-model.ts";
import { parseModelSpec } from "../../nodes/models/model-spec.ts";
import { openShippedReplies } from "../../nodes/models/replies/shipped-replies.ts";

/** A model as a manifest names it; null for a node that asks none. */
interface StampedModel {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
}
export type StampedModels = Readonly<Record<ModelNode, StampedModel | null>>;

/**
 * The text of `--llm` that stands for a run's models: simulated ones as they are, others replayed from what is
 * recorded or stored.
 * @returns null where one cannot be opened by its name alone, such as a file
 */
export function modelsOfRun(models: StampedModels): string | null {
  const parts = MODEL_NODES.map((node) => {
    const model = models[node];
    const spelled = model === null ? "simulated" : spell(model);
    return spelled === null ? null : `${node}=${spelled}`;
  });
  return parts.includes(null) ? null : parts.join();
}

function spell({ id, provider, name }: StampedModel): string | null {
  if (provider === "simulated") return "simulated";
  if (id === openShippedReplies().model.id) return "replay";
  if (provider === "local") return null;
  const spelled = `replay:${provider}:${name}`;
  try {
    parseModelSpec(spelled);
    // A comma would end the part.
    return name.includes(",") ? null : spelled;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
