/** The reply store port: what a model once answered, by reply key. */
import { z } from "zod";
import type { ChatReply } from "../chat-model.ts";

const FINISHES = ["stop", "length", "refusal"] as const satisfies readonly ChatReply["finish"][];

/** Tokens of a reply, null where the provider does not say. */
export const tokensSchema = z.int().nonnegative().nullable();

/** What belongs to a reply itself, and not to how it was come by: no price, no time, no tries. */
export const storedReplySchema = z.strictObject({
  text: z.string(),
  finish: z.enum(FINISHES),
  promptTokens: tokensSchema,
  completionTokens: tokensSchema,
});
export type StoredReply = Readonly<z.infer<typeof storedReplySchema>>;

/** A place where replies are kept. */
export interface ReplyStore {
  /** Whether `write` is refused. @default false */
  readonly readOnly?: boolean;
  /** The reply under a key; null when there is none that can be used. */
  read(key: string): Promise<StoredReply | null>;
  /** Keeps a reply, in place of an earlier one. When it is done, the reply survives a kill. */
  write(key: string, reply: StoredReply): Promise<void>;
}

/** The parts of a reply that are kept. */
export function storedPart(reply: ChatReply): StoredReply {
  const { text, finish, promptTokens, completionTokens } = reply;
  return { text, finish, promptTokens, completionTokens };
}

/**
 * Several stores as one: the first that has a reply gives it, and the first that takes replies keeps new ones.
 * Read-only when all of them are.
 */
export function layeredStore(stores: readonly ReplyStore[]): ReplyStore {
  const kept = stores.find(({ readOnly = false }) => !readOnly);
  return {
    readOnly: kept === undefined,
    async read(key) {
      for (const store of stores) {
        const reply = await store.read(key);
        if (reply !== null) return reply;
      }
      return null;
    },
    async write(key, reply) {
      if (kept === undefined)
        throw new TypeError("layered store: none of its stores takes replies");
      await kept.write(key, reply);
    },
  };
}
