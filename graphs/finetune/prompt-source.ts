/** The prompts that the analysts send at a row, caught on their way to the model. */
import { HindcastError } from "../../data/errors.ts";
import type { ChatMessage, ChatModel } from "../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { type PipelineParts, buildPipeline } from "../pipeline.ts";

/** The nodes that a model may be tuned for. */
export const ANALYSTS = ["analyzeSentiment", "analyzeQuant"] as const;
export type Analyst = (typeof ANALYSTS)[number];

/** System and user message by analyst; none for one that was not asked. */
export type AnalystPrompts = Readonly<Partial<Record<Analyst, readonly ChatMessage[]>>>;

/** Gives a row's prompts. Ask for one row at a time, in order: the memory of cases walks along. */
export type PromptSource = (row: number) => Promise<AnalystPrompts>;

/** What a source is made of: a pipeline but for its models. */
export type PromptParts = Omit<PipelineParts, "model" | "service" | "trials">;

/**
 * A pipeline of these parts whose every model is the simulated one, overheard. A row whose node breaks has no prompts.
 * The source throws HindcastError: look-ahead that the view refused is no misfortune of a row.
 */
export function makePromptSource(parts: PromptParts): PromptSource {
  const heard = new Map<string, readonly ChatMessage[]>();
  const simulated = makeSimulatedModel();
  const model: ChatModel = {
    ...simulated,
    complete: (request) => {
      // A second question of a node would be about its first answer.
      if (!heard.has(request.node)) heard.set(request.node, request.messages);
      return simulated.complete(request);
    },
  };
  const config = { ...parts.config, rows: null };
  const { graph } = buildPipeline({ ...parts, config, model });
  return async (row) => {
    heard.clear();
    try {
      await graph.invoke({ row });
    } catch (error) {
      if (error instanceof HindcastError) throw error;
      return {};
    }
    return Object.fromEntries(
      ANALYSTS.flatMap((node) => {
        const messages = heard.get(node);
        return messages ? [[node, messages.map(({ role, content }) => ({ role, content }))]] : [];
      }),
    );
  };
}
