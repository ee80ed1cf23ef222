/** Tokens of a text before a model has counted them: an estimate to show, and a bound to reserve money by. */
import type { ChatRequest } from "../chat-model.ts";

/** English runs at about four characters a token, figures and JSON at two or three. */
const CHARACTERS_A_TOKEN = 3;

/** Role and separators: single tokens in the published chat formats, with room for others. */
const MESSAGE_TOKENS = 16;

/** What a provider may add to a request for an answer by schema; Anthropic's tool preamble takes about 500. */
const REQUEST_TOKENS = 1024;

/** About how many tokens a text has, rounded up. May be off by half either way; for display, not for limits. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_A_TOKEN);
}

/**
 * No fewer tokens than any byte-level tokenizer makes of a text: its bytes in UTF-8, for such a tokenizer starts
 * from single bytes and only ever joins them. Two bytes a token would be nearer to prose, but figures, of which
 * prompts here are full, take a token a digit with some models.
 */
export function boundTokens(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** No fewer tokens than a request is charged as input: its messages, the form of the answer, and their wrapping. */
export function boundPromptTokens({ messages, answer }: ChatRequest): number {
  const said = messages.reduce(
    (sum, { content }) => sum + boundTokens(content) + MESSAGE_TOKENS,
    0,
  );
  return said + boundTokens(answer.name + JSON.stringify(answer.jsonSchema)) + REQUEST_TOKENS;
}
