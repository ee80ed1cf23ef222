/** Turns the name of an embedder, as a user writes it, into the embedder. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { endpointTag } from "../../data/endpoint.ts";
import { quoted, UsageError } from "../../data/errors.ts";
import type { Embedder } from "../embedder.ts";
import { makeCachedEmbedder } from "./cached-embedder.ts";
import { makeHashEmbedder } from "./hash-embedder.ts";
import { makeUseEmbedder } from "./use-embedder.ts";
import { VectorFiles, writeCacheFile } from "./vector-files.ts";

const EMBEDDER_SPECS = ["hash", "use", "openai:MODEL"] as const;

export interface MakeEmbedderOptions {
  /** Folder of content-addressed caches. */
  readonly cacheDir: string;
  readonly openai?:
    | { readonly apiKey?: string | undefined; readonly baseURL?: string | undefined }
    | undefined;
}

/**
 * `hash` (instant, not cached), `use` or `openai:MODEL` (both cached on disk).
 * A model of unknown vector length, or one behind a base URL, is asked once for it; the answer is kept in the cache,
 * so that what has been embedded before needs neither key nor network.
 * @throws UsageError for a name that is not known
 */
export async function makeEmbedder(spec: string, options: MakeEmbedderOptions): Promise<Embedder> {
  if (spec === "hash") return makeHashEmbedder();
  if (spec === "use") {
    const embedder = makeUseEmbedder();
    return makeCachedEmbedder(embedder, new VectorFiles(options.cacheDir, embedder.id));
  }
  const model = /^openai:(\S+)$/.exec(spec)?.[1];
  if (model !== undefined) return makeOpenAI(model, options);
  throw new UsageError(`embedder: expected ${EMBEDDER_SPECS.join(", ")}, was ${quoted(spec)}`);
}

async function makeOpenAI(model: string, { cacheDir, openai }: MakeEmbedderOptions) {
  const baseURL = openai?.baseURL;
  const server = endpointTag(baseURL);
  const files = new VectorFiles(cacheDir, `openai:${model}${server}`);
  const note = join(files.folder, "dimensions.txt");
  const dimensions = await readDimensions(note);
  // The client takes long to load; who embeds otherwise does not wait for it.
  const { openOpenAIEmbedder } = await import("./openai-embedder.ts");
  const embedder = await openOpenAIEmbedder({ ...openai, model, dimensions });
  if (dimensions === undefined) await writeCacheFile(note, `${embedder.dimensions}\n`);
  return makeCachedEmbedder(embedder, files);
}

async function readDimensions(path: string): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  return /^[1-9]\d{0,5}\n$/.test(text) ? Number(text) : undefined;
}
