/** A stand-in whose answers are hashes of what it is asked: one other byte in a prompt, and another decision follows. */
import { canonicalJson, sha256 } from "../../../data/hash.ts";
import type { QuantAnswer, SentimentAnswer, Verdict } from "../../answer-schemas.ts";
import { STANCES } from "../../channels.ts";
import type { ChatModel, ChatRequest } from "../chat-model.ts";

/**
 * The fingerprint model, for audits: every field of an answer comes from the SHA-256 of the whole request, the
 * arbiter's rationale is that hash. It makes no network call, costs nothing and means nothing.
 */
export function makeFingerprintModel(): ChatModel {
  return {
    id: "fingerprint",
    origin: { provider: "fingerprint", name: "sha256", parameters: {}, seeded: false },
    complete: async (request) => ({
      text: JSON.stringify(answerTo(request)),
      finish: "stop",
      promptTokens: 0,
      completionTokens: 0,
    }),
  };
}

function answerTo({ node, messages, seed, sample }: ChatRequest) {
  const hash = sha256(canonicalJson({ node, messages, seed, sample }));
  if (node === "arbitrate") return verdict(hash);
  if (node === "analyzeQuant") return opinion(hash, idsIn(messages));
  const answer: SentimentAnswer = { ...opinion(hash, idsIn(messages)), quotes: [] };
  return answer;
}

function verdict(hash: string): Verdict {
  return {
    action: fraction(hash, 0) < 0.5 ? -1 : 1,
    size: 0.01 + 0.98 * fraction(hash, 1),
    confidence: fraction(hash, 2),
    rationale: hash,
    cited: [],
  };
}

function opinion(hash: string, ids: readonly string[]): QuantAnswer {
  return {
    stance: STANCES[Math.floor(3 * fraction(hash, 0))] ?? "neutral",
    score: 2 * fraction(hash, 1) - 1,
    confidence: fraction(hash, 2),
    // Two of the figures shown, so that the arbiter is given some whatever the row.
    cited: [3, 4].flatMap((part) => ids[Math.floor(ids.length * fraction(hash, part))] ?? []),
  };
}

/** Ids of evidence lines in what the model was asked. */
function idsIn(messages: ChatRequest["messages"]): readonly string[] {
  const asked = messages.filter(({ role }) => role === "user").map(({ content }) => content);
  return Array.from(asked.join("\n").matchAll(/^\[(\w+)\]/gm), ([, id = ""]) => id);
}

/** The eight hex digits of a part of the hash as a number in [0, 1). */
function fraction(hash: string, part: number): number {
  return Number.parseInt(hash.slice(8 * part, 8 * part + 8), 16) / 2 ** 32;
}
