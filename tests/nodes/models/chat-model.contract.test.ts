import { makeOpenAiModel } from "../../../nodes/models/providers/openai-model.ts";
import { makeSimulatedModel } from "../../../nodes/models/providers/simulated-model.ts";
import { makeUniversalModel } from "../../../nodes/models/providers/universal-model.ts";
import { testChatModel } from "./chat-model.contract.ts";
import { ANTHROPIC, GOOGLE, MISTRAL, OLLAMA, OPENAI } from "./wires.ts";

testChatModel("simulated", () => makeSimulatedModel());

testChatModel("openai", (apiKey, baseURL) => makeOpenAiModel("some-model", { apiKey, baseURL }), {
  wire: OPENAI,
  later: [
    "fails the one call at status 400: bad request",
    "fails the one call at status 429: rate limit",
    "fails the one call at status 500: server error",
    "fails the one call at status 503: overloaded",
    "hands over how long it was asked to wait",
    "fails the one call when no one is there",
    "ends at once when it is told to",
  ],
});

testChatModel(
  "anthropic",
  (apiKey, baseURL) => makeUniversalModel("anthropic", "claude-haiku-4-5", { apiKey, baseURL }),
  { wire: ANTHROPIC },
);

testChatModel(
  "mistralai",
  (apiKey, baseURL) => makeUniversalModel("mistralai", "mistral-small-2506", { apiKey, baseURL }),
  { wire: MISTRAL },
);

testChatModel(
  "google-genai",
  (apiKey, baseURL) => makeUniversalModel("google-genai", "gemini-2.5-flash", { apiKey, baseURL }),
  // Its class passes no signal on.
  { wire: GOOGLE, hangsUp: false },
);

testChatModel(
  "ollama",
  (apiKey, baseURL) => makeUniversalModel("ollama", "qwen3:0.6b", { apiKey, baseURL }),
  { wire: OLLAMA },
);
