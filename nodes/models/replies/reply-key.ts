/** Names a reply by everything it depends on, so that an equal question finds it again. */
import { hashOf } from "../../../data/hash.ts";
import type { ChatRequest, ModelOrigin } from "../chat-model.ts";

/**
 * Hex SHA-256 of the model with its parameters and of the question: messages, form of the answer, sample, and the
 * seed where the model is sent one. The node that asks and the name of the form are not part of it, so that equal
 * questions of two nodes are one.
 */
export function replyKey(origin: ModelOrigin, request: ChatRequest): string {
  return hashOf({
    provider: origin.provider,
    name: origin.name,
    parameters: origin.parameters,
    jsonSchema: request.answer.jsonSchema,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    sample: request.sample,
    ...(origin.seeded && { seed: request.seed }),
  });
}
