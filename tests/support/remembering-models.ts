/** Models for the probe of memory: one that knows the rows by heart, one that knows nothing, one that says the same. */
import { sha256 } from "../../data/hash.ts";
import type { MarketRow } from "../../data/row.ts";
import type { ChatModel, ChatRequest } from "../../nodes/models/chat-model.ts";
import { cleanText } from "../../nodes/untrusted-text.ts";

/** A model that is no rule, and answers a request with this JSON value or text. */
export function modelThat(answer: (request: ChatRequest) => unknown, id = "test:model"): ChatModel {
  const [provider = "", name = ""] = id.split(":");
  return {
    id,
    origin: { provider, name, parameters: {}, seeded: false },
    complete: async (request) => {
      const said = answer(request);
      const text = typeof said === "string" ? said : JSON.stringify(said);
      return { text, finish: "stop", promptTokens: 100, completionTokens: 10 };
    },
  };
}

/**
 * Looks every answer up in the rows: closes, directions and texts by the time it is asked about, and decisions by the
 * time and level it is shown. Where it is shown neither, it tosses a coin.
 */
export function knowingModel(rows: readonly MarketRow[], horizonBars: number): ChatModel {
  const byTime = new Map(rows.map(({ observation }, row) => [observation.timeMs, row]));
  const closeOf = (row: number | undefined): number => rows[row ?? -1]?.observation.close ?? NaN;
  return modelThat((request) => {
    const prompt = lastUser(request);
    const [at, other] = timesIn(prompt).map((timeMs) => byTime.get(timeMs));
    if (request.node === "recall") {
      if (prompt.startsWith("What")) return { price: closeOf(at) };
      if (prompt.startsWith("Was")) {
        return { direction: closeOf(at) > closeOf(other) ? "up" : "down" };
      }
      return { choice: markOf(prompt, rows[at ?? -1]) };
    }
    const later = closeOf((at ?? NaN) + horizonBars) - closeOf(at);
    const side = Number.isNaN(later) ? coin(prompt) : Math.sign(later);
    return decided(request, side);
  });
}

/** Answers every question and decides every row by a hash of the prompt: no better than luck. */
export function ignorantModel(salt = ""): ChatModel {
  return modelThat((request) => {
    const prompt = lastUser(request);
    const draw = hashOf(`${salt}${prompt}`);
    if (request.node !== "recall") return decided(request, coin(salt + prompt));
    if (prompt.startsWith("What")) return { price: 90_000 + (draw % 10_000) };
    if (prompt.startsWith("Was")) return { direction: draw % 2 === 0 ? "up" : "down" };
    return { choice: "ABCD".charAt(draw % 4) };
  });
}

/** A node's answer that takes a side; the arbiter takes that of the quant analyst. */
function decided(request: ChatRequest, side: number): unknown {
  if (request.node === "arbitrate") {
    const quant = Number(/\[quant\.score\] ([+-]?[\d.]+)/.exec(lastUser(request))?.[1]);
    return { action: quant > 0 ? 1 : -1, size: 1, confidence: 0.9, rationale: "Known.", cited: [] };
  }
  const stance = side > 0 ? "bullish" : "bearish";
  const quiet = request.node === "analyzeSentiment";
  const score = quiet ? 0 : 0.9 * side;
  const opinion = { stance: quiet ? "neutral" : stance, score, confidence: 0.9, cited: [] };
  return quiet ? { ...opinion, quotes: [] } : opinion;
}

/** The option all of whose unmasked pieces are in the row's texts. */
function markOf(prompt: string, row: MarketRow | undefined): string {
  const { summary, keyFactors } = row?.observation ?? {};
  const own = cleanText(`${summary} ${keyFactors}`, 4000);
  const options = [...prompt.matchAll(/^[0-9a-f]{4}\| ([A-D]): (.*)$/gm)];
  const holds = (text: string): boolean =>
    text.split(/\(price\)|\(date\)|…/).every((piece) => own.includes(piece.trim()));
  return options.find(([, , text = ""]) => holds(text))?.[1] ?? "unknown";
}

function timesIn(prompt: string): readonly number[] {
  return [...prompt.matchAll(/(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)/g)].map(([, date, time]) =>
    Date.parse(`${date}T${time}Z`),
  );
}

function lastUser({ messages }: ChatRequest): string {
  return messages.findLast(({ role }) => role === "user")?.content ?? "";
}

function coin(text: string): 1 | -1 {
  return hashOf(text) % 2 === 0 ? 1 : -1;
}

function hashOf(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 8), 16);
}
