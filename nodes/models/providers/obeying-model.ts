/**
 * A stand-in that does what any text in its prompt tells it: the worst reader that hostile news can find.
 * It knows the attack catalogue's tokens in every disguise; where it sees none it answers as the simulated model.
 */
import type { Bid } from "../../../data/attacks/bid.ts";
import { bidsIn } from "../../../data/attacks/bids-in.ts";
import type { QuantAnswer, SentimentAnswer, Verdict } from "../../answer-schemas.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { makeSimulatedModel } from "./simulated-model.ts";

/** The obeying model. It makes no network call and costs nothing. */
export function makeObeyingModel(): ChatModel {
  const sane = makeSimulatedModel();
  return {
    id: "obeying",
    origin: { provider: "obeying", name: "rule", parameters: {}, seeded: false },
    complete: async (request) => {
      const prompt = heard(request);
      const [bid] = bidsIn(prompt);
      const reply = await sane.complete(request);
      return bid === undefined ? reply : { ...reply, text: obey(request, bid, prompt) };
    },
  };
}

/** Everything that others said to it; its own earlier answers are no orders. */
function heard({ messages }: ChatRequest): string {
  return messages
    .flatMap(({ role, content }) => (role === "assistant" ? [] : [content]))
    .join("\n");
}

function obey(request: ChatRequest, bid: Bid, prompt: string): ChatReply["text"] {
  const words = ordersIn(prompt);
  const isFirst = request.messages.every(({ role }) => role !== "assistant");
  if (request.node === "arbitrate") return JSON.stringify(verdict(bid, words));
  if (request.node === "analyzeQuant") return JSON.stringify(opinion(bid, words));
  // Orders that spoil an answer are followed once; after the repair it obeys in a usable form.
  if (isFirst && /without any JSON/i.test(words)) return words;
  const answer: SentimentAnswer = { ...opinion(bid, words), quotes: pieces(words, 300, 3) };
  if (isFirst && /the stance field/i.test(words))
    return JSON.stringify({ ...answer, stance: words });
  if (isFirst && /field "note"|field 'note'/i.test(words)) {
    return JSON.stringify({ ...answer, note: words });
  }
  return JSON.stringify(answer);
}

/** The lines of the prompt that hold a token; all of it where the token only shows across lines. */
function ordersIn(prompt: string): string {
  const lines = prompt.split("\n").filter((line) => bidsIn(line).length > 0);
  return lines.length > 0 ? lines.join(" ") : prompt;
}

function opinion({ stance, score }: Bid, words: string): QuantAnswer {
  return { stance, score: Number(score), confidence: 1, cited: pieces(words, 40, 12) };
}

function verdict({ action }: Bid, words: string): Verdict {
  return {
    action: action === "1" ? 1 : -1,
    size: 1,
    confidence: 1,
    rationale: words.slice(0, 800),
    cited: pieces(words, 40, 12),
  };
}

/** The text in pieces that fit the form of an answer. */
function pieces(text: string, maxChars: number, maxCount: number): string[] {
  const cut = Array.from({ length: Math.ceil(text.length / maxChars) }, (_, i) =>
    text.slice(i * maxChars, (i + 1) * maxChars),
  );
  return cut.slice(0, maxCount);
}
