/** Embeds through OpenAI's embeddings endpoint, or any server that speaks its protocol. */
import { OpenAIEmbeddings } from "@langchain/openai";
import { endpointTag, mustBeBaseURL } from "../../data/endpoint.ts";
import { UsageError } from "../../data/errors.ts";
import { mustBeVector, unit } from "../cosine.ts";
import type { Embedder } from "../embedder.ts";
import { parseEmbeddings, serviceFault } from "./openai-reply.ts";
import { wordsOf } from "./words.ts";

const OPENAI_BASE_URL = "https://api.openai.com/v1";

/** Vector lengths of OpenAI's own models; other models and other servers are asked. */
const KNOWN_DIMENSIONS: ReadonlyMap<string, number> = new Map([
  ["text-embedding-3-small", 1536],
  ["text-embedding-3-large", 3072],
  ["text-embedding-ada-002", 1536],
]);

const PROBE = "bitcoin";
const TIMEOUT_MS = 60_000;

/** How to reach the service. Nothing is read from the environment. */
export interface OpenAIEmbedderOptions {
  readonly model: string;
  /** Needed for OpenAI itself; a server of one's own may go without. */
  readonly apiKey?: string | undefined;
  /** @default OpenAI itself */
  readonly baseURL?: string | undefined;
  /** Vector length, when known; otherwise one short text is embedded to learn it. */
  readonly dimensions?: number | undefined;
  /** Texts a request, 1 to 2048. @default 256 */
  readonly batchSize?: number | undefined;
  /** Further attempts after a refusal that may pass (429, 5xx, no connection), backing off. @default 4 */
  readonly maxRetries?: number | undefined;
}

/**
 * An embedder named `openai:MODEL`. Needs no key before its first request.
 * `embed` throws UsageError where the service rejects the request for good (key, model, address), Error where it
 * is down, RangeError where it answers with vectors of another length or components that are not finite.
 */
export async function openOpenAIEmbedder(options: OpenAIEmbedderOptions): Promise<Embedder> {
  const { model, baseURL } = options;
  const id = `openai:${model}${endpointTag(baseURL)}`;
  const request = makeRequest(options);
  const known = baseURL === undefined ? KNOWN_DIMENSIONS.get(model) : undefined;
  const dimensions = options.dimensions ?? known ?? (await request([PROBE]))[0]?.length ?? 0;
  return {
    id,
    dimensions,
    async embed(texts) {
      const worded = texts.filter((text) => wordsOf(text).length > 0);
      const fresh = worded.length === 0 ? [] : await request(worded);
      const ready = fresh.values();
      return texts.map((text) => {
        if (wordsOf(text).length === 0) return new Float32Array(dimensions);
        const vector = ready.next().value ?? [];
        mustBeVector(vector, dimensions, `embedding by ${id}`);
        return unit(vector);
      });
    },
  };
}

type Request = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>;

function makeRequest(options: OpenAIEmbedderOptions): Request {
  const { model, apiKey, baseURL = OPENAI_BASE_URL, batchSize = 256, maxRetries = 4 } = options;
  const service = `openai:${model} at ${withoutSecrets(baseURL)}`;
  let client: OpenAIEmbeddings | null = null;
  return async (texts) => {
    if (apiKey === undefined && options.baseURL === undefined) {
      throw new UsageError(`${service}: expected an API key (OPENAI_API_KEY), was none`);
    }
    client ??= new OpenAIEmbeddings({
      model,
      apiKey: apiKey ?? "none",
      batchSize,
      maxRetries,
      timeout: TIMEOUT_MS,
      stripNewLines: false,
      // Every server knows "float"; asked for base64, some answer in floats and the client garbles them.
      encodingFormat: "float",
      configuration: { baseURL, organization: null, project: null },
    });
    let reply: unknown;
    try {
      reply = await client.embedDocuments([...texts]);
    } catch (error) {
      throw serviceFault(service, error);
    }
    return parseEmbeddings(reply, texts.length, service);
  };
}

/** The address without user name, password and query. @throws UsageError when it is no web address */
function withoutSecrets(address: string): string {
  mustBeBaseURL("OPENAI_BASE_URL", address);
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
