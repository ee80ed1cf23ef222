/** A store in memory, questions, and a model whose calls a test ends by hand. */
import type {
  CallOptions,
  ChatModel,
  ChatReply,
  ChatRequest,
} from "../../../../nodes/models/chat-model.ts";
import type { ReplyStore, StoredReply } from "../../../../nodes/models/replies/reply-store.ts";

/** What a store keeps of a reply with this text. */
export function stored(text: string): StoredReply {
  return { text, finish: "stop", promptTokens: 11, completionTokens: 7 };
}

/** A reply store that forgets at the end, and tells what was written. */
export function memoryReplies(entries: readonly (readonly [string, StoredReply])[] = []) {
  const kept = new Map(entries);
  const written: string[] = [];
  const store: ReplyStore & { readonly written: readonly string[] } = {
    written,
    read: (key) => Promise.resolve(kept.get(key) ?? null),
    write: (key, reply) => {
      kept.set(key, reply);
      written.push(key);
      return Promise.resolve();
    },
  };
  return store;
}

/** A question that says this. */
export function question(content: string, parts: Partial<ChatRequest> = {}): ChatRequest {
  return {
    node: "analyzeQuant",
    messages: [
      { role: "system", content: "Rules." },
      { role: "user", content },
    ],
    answer: { name: "analyzeQuant", jsonSchema: { type: "object" } },
    seed: 1,
    sample: 0,
    ...parts,
  };
}

/** One call that came in, to be ended by hand. */
export interface HeldCall {
  readonly request: ChatRequest;
  readonly options: CallOptions | undefined;
  readonly reply: (reply: ChatReply) => void;
  readonly fail: (error: Error) => void;
}

/** A model that answers when it is told to. */
export function heldModel(): ChatModel & { readonly calls: readonly HeldCall[] } {
  const calls: HeldCall[] = [];
  return {
    id: "held",
    origin: { provider: "held", name: "hand", parameters: {}, seeded: true },
    calls,
    complete: (request, options) =>
      new Promise((reply, fail) => {
        calls.push({ request, options, reply, fail });
      }),
  };
}

/** Lets everything that can go on go on. */
export function settleAll(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}
