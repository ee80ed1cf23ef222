/**
 * Records `data/sample/variant-replies.jsonl`, what a real model says on the sample where a switch changes the prompts:
 * `npx tsx tests/support/write-variant-replies.ts FILE.gguf [SETTINGS…]`, with node-llama-cpp installed. Each of the
 * settings is JSON, such as `{"groundingGate":true}`; all of them are recorded anew, those below unless others are
 * given. Replies that ship or are in the cache are not asked for again, so that it goes on where it was stopped.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { readEnvironment } from "../../cli/environment.ts";
import { sha256 } from "../../data/hash.ts";
import { loadRows } from "../../data/load-rows.ts";
import { SAMPLE_FILE, SAMPLE_REPLIES } from "../../data/sample-file.ts";
import { buildPipeline } from "../../graphs/pipeline.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { walkForward } from "../../graphs/walk-forward.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { openLocalModel } from "../../nodes/models/providers/local-model.ts";
import { type Recording, makeRecordings } from "../../nodes/models/replies/recordings.ts";
import { makeRememberedModel } from "../../nodes/models/replies/remembered-model.ts";
import { ReplyFiles } from "../../nodes/models/replies/reply-files.ts";
import { replyKey } from "../../nodes/models/replies/reply-key.ts";
import { layeredStore, storedPart } from "../../nodes/models/replies/reply-store.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";

/** One switch each: more than one at a time are not recorded. */
const RECORDED = [
  '{"groundingGate":true}',
  '{"without":["analyzeSentiment"]}',
  '{"without":["analyzeQuant"]}',
];

const [, , file = "", ...given] = process.argv;
const settings = (given.length > 0 ? given : RECORDED).map((text) =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
);
const metadata = z.looseObject({}).parse(JSON.parse(readFileSync(SAMPLE_REPLIES.metadata, "utf8")));
const local = await openLocalModel(file);
const shipped = layeredStore([SAMPLE_REPLIES.file, SAMPLE_REPLIES.recall].map(makeRecordings));
const stored = makeRememberedModel({
  model: local,
  store: layeredStore([shipped, new ReplyFiles(readEnvironment().cacheDir)]),
  mode: "live",
});

const recordings = new Map<string, Recording>();
let row = 0;
const recording: ChatModel = {
  ...stored,
  complete: async (request) => {
    const reply = await stored.complete(request);
    const key = replyKey(local.origin, request);
    if (!recordings.has(key) && (await shipped.read(key)) === null) {
      recordings.set(key, { key, node: request.node, row, ...storedPart(reply) });
      process.stderr.write(`\r${recordings.size} replies, row ${row}  `);
    }
    return reply;
  },
};
const data = await loadRows(SAMPLE_FILE);
for (const setting of settings) {
  process.stderr.write(`\n${JSON.stringify(setting)}\n`);
  const { graph, turns } = buildPipeline({
    data,
    config: parseRunConfig(setting),
    model: recording,
    embedder: makeHashEmbedder(),
  });
  row = 0;
  await walkForward({
    graph,
    turns,
    rows: data.rows.map((_, i) => i),
    concurrency: 1,
    onRow: (record) => {
      row = record.row + 1;
    },
  });
}
const text = [...recordings.values()].map((each) => `${JSON.stringify(each)}\n`).join("");
writeFileSync(SAMPLE_REPLIES.variants, text);
const variants = {
  file: basename(SAMPLE_REPLIES.variants),
  sha256: sha256(text),
  replies: recordings.size,
  settings,
};
writeFileSync(SAMPLE_REPLIES.metadata, `${JSON.stringify({ ...metadata, variants }, null, 2)}\n`);
process.stdout.write(`\n${recordings.size} replies\n`);
