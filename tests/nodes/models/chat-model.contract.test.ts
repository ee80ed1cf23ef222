import { makeOpenAiModel } from "../../../nodes/models/providers/openai-model.ts";
import { makeSimulatedModel } from "../../../nodes/models/providers/simulated-model.ts";
import { makeUniversalModel } from "../../../nodes/models/providers/universal-model.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordedModel } from "../../../nodes/models/replies/shipped-replies.ts";
import { openLocalModel } from "../../../nodes/models/providers/local-model.ts";
import { makeRememberedModel } from "../../../nodes/models/replies/remembered-model.ts";
import { replyKey } from "../../../nodes/models/replies/reply-key.ts";
import { newDirectory } from "../../support/run-directory.ts";
import { REQUEST, testChatModel } from "./chat-model.contract.ts";
import { memoryReplies } from "./replies/fakes.ts";
import { ANTHROPIC, GOOGLE, MISTRAL, OLLAMA, OPENAI } from "./wires.ts";

testChatModel("simulated", () => makeSimulatedModel());

testChatModel("replayed", async () => {
  const origin = { provider: "local", name: "m", parameters: {}, seeded: false };
  const store = memoryReplies();
  const reply = {
    text: '{"stance":"up"}',
    finish: "stop",
    promptTokens: 3,
    completionTokens: 2,
  } as const;
  await store.write(replyKey(origin, REQUEST), reply);
  const shipped = {
    model: { id: "local:m", origin },
    dataSha256: "",
    promptsSha256: "",
    config: {},
    spoken: "",
    variants: { settings: [] },
    store,
  };
  return makeRememberedModel({ model: recordedModel(shipped), store, mode: "replay" });
});

testChatModel("local, its engine played", () => {
  const file = join(newDirectory(), "m.gguf");
  writeFileSync(file, "weights");
  const answer = { text: '{"stance":"up"}', cutOff: false, promptTokens: 3, completionTokens: 2 };
  const engine = { ask: () => Promise.resolve(answer) };
  return openLocalModel(file, { openEngine: () => Promise.resolve(engine) });
});

testChatModel("openai", (apiKey, baseURL) => makeOpenAiModel("some-model", { apiKey, baseURL }), {
  wire: OPENAI,
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
