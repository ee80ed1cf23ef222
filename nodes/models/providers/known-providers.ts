/** The providers that LangChain's universal initialiser knows, besides OpenAI's own chat models, and what each asks for. */

/** What the command line must hand over for a provider. */
export interface KnownProvider {
  /** The package that talks to it, installed by whoever wants it. */
  readonly package: string;
  /** The environment variable that holds its key; null where it needs none, or its package finds credentials itself. */
  readonly keyVariable: string | null;
  /** Whether a call without the key can succeed. @default false */
  readonly keyOptional?: boolean;
  /** The environment variable for another server's base URL; absent where none can be set. */
  readonly baseURLVariable?: string;
}

/** By the name that stands before the colon of `PROVIDER:MODEL`. */
export const KNOWN_PROVIDERS: ReadonlyMap<string, KnownProvider> = new Map(
  Object.entries({
    anthropic: {
      package: "@langchain/anthropic",
      keyVariable: "ANTHROPIC_API_KEY",
      baseURLVariable: "ANTHROPIC_BASE_URL",
    },
    mistralai: {
      package: "@langchain/mistralai",
      keyVariable: "MISTRAL_API_KEY",
      baseURLVariable: "MISTRAL_BASE_URL",
    },
    mistral: {
      package: "@langchain/mistralai",
      keyVariable: "MISTRAL_API_KEY",
      baseURLVariable: "MISTRAL_BASE_URL",
    },
    "google-genai": {
      package: "@langchain/google-genai",
      keyVariable: "GOOGLE_API_KEY",
      baseURLVariable: "GOOGLE_BASE_URL",
    },
    ollama: {
      package: "@langchain/ollama",
      keyVariable: "OLLAMA_API_KEY",
      keyOptional: true,
      baseURLVariable: "OLLAMA_BASE_URL",
    },
    azure_openai: { package: "@langchain/openai", keyVariable: "AZURE_OPENAI_API_KEY" },
    langsmith: { package: "@langchain/openai", keyVariable: "LANGSMITH_API_KEY" },
    cohere: { package: "@langchain/cohere", keyVariable: "COHERE_API_KEY" },
    google: { package: "@langchain/google", keyVariable: "GOOGLE_API_KEY" },
    "google-vertexai": { package: "@langchain/google-vertexai", keyVariable: null },
    "google-vertexai-web": { package: "@langchain/google-vertexai-web", keyVariable: null },
    groq: { package: "@langchain/groq", keyVariable: "GROQ_API_KEY" },
    bedrock: { package: "@langchain/aws", keyVariable: null },
    aws: { package: "@langchain/aws", keyVariable: null },
    deepseek: { package: "@langchain/deepseek", keyVariable: "DEEPSEEK_API_KEY" },
    xai: { package: "@langchain/xai", keyVariable: "XAI_API_KEY" },
    cerebras: { package: "@langchain/cerebras", keyVariable: "CEREBRAS_API_KEY" },
    fireworks: { package: "@langchain/fireworks", keyVariable: "FIREWORKS_API_KEY" },
    together: { package: "@langchain/together-ai", keyVariable: "TOGETHER_AI_API_KEY" },
    perplexity: { package: "@langchain/perplexity", keyVariable: "PERPLEXITY_API_KEY" },
  }),
);
