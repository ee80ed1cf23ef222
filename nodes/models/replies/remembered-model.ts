/** A model that is asked each question once: replies come from a store where it has them. */
import { ReplayMissError } from "../../../data/errors.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { replyKey } from "./reply-key.ts";
import { type ReplyStore, type StoredReply, storedPart } from "./reply-store.ts";
import { SharedWork } from "./shared-work.ts";

/**
 * `live`: the store first, else the model; `refresh`: the model, once a question, in place of what was stored;
 * `replay`: the store alone, so that no key is needed.
 */
export const REPLY_MODES = ["live", "replay", "refresh"] as const;
export type ReplyMode = (typeof REPLY_MODES)[number];

export interface RememberedModelParts {
  /** Never asked in `replay`; its origin names the replies all the same. */
  readonly model: ChatModel;
  readonly store: ReplyStore;
  readonly mode: ReplyMode;
}

/**
 * The same model with a memory. A new reply is stored before it is handed over. Equal questions that overlap share
 * one call: who came first gets it as asked, the others as cached; its failure reaches them all and is not
 * remembered.
 * @throws TypeError for a read-only store in a mode that writes
 */
export function makeRememberedModel({ model, store, mode }: RememberedModelParts): ChatModel {
  if (mode !== "replay" && store.readOnly === true) {
    throw new TypeError(`remembered model: expected a store to write to in mode ${mode}`);
  }
  const underWay = new Map<string, SharedWork<ChatReply>>();
  const renewed = new Map<string, StoredReply>();

  async function fetchReply(
    key: string,
    request: ChatRequest,
    signal: AbortSignal,
  ): Promise<ChatReply> {
    const stored = mode === "refresh" ? renewed.get(key) : await store.read(key);
    if (stored) return asCached(stored);
    if (mode === "replay") throw new ReplayMissError(request.node, key);
    const reply = await model.complete(request, { signal });
    const kept = storedPart(reply);
    await store.write(key, kept);
    if (mode === "refresh") renewed.set(key, kept);
    return { ...reply, cached: false };
  }

  function begin(key: string, request: ChatRequest): SharedWork<ChatReply> {
    const work = new SharedWork(async (signal) => {
      try {
        return await fetchReply(key, request, signal);
      } finally {
        if (underWay.get(key) === work) underWay.delete(key);
      }
    });
    underWay.set(key, work);
    return work;
  }

  return {
    id: model.id,
    origin: model.origin,
    async complete(request, options) {
      options?.signal?.throwIfAborted();
      const key = replyKey(model.origin, request);
      const shared = underWay.get(key);
      if (shared === undefined || shared.abandoned) {
        return begin(key, request).join(options?.signal);
      }
      return asCached(storedPart(await shared.join(options?.signal)));
    },
  };
}

function asCached(reply: StoredReply): ChatReply {
  return { ...reply, cached: true, retries: 0 };
}
