/**
 * Records `data/sample/behaviour-replies.jsonl`, what a real model says to the probe of behaviour on the sample:
 * `npx tsx tests/support/write-behaviour-replies.ts FILE.gguf`, with node-llama-cpp installed. Replies that ship or
 * are in the cache are not asked for again, so that it goes on where it was stopped; the rest are asked, one by one.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { readEnvironment } from "../../cli/environment.ts";
import { sha256 } from "../../data/hash.ts";
import { loadRows } from "../../data/load-rows.ts";
import { SAMPLE_FILE, SAMPLE_REPLIES } from "../../data/sample-file.ts";
import { probeBehaviour } from "../../graphs/behaviour/probe.ts";
import { buildPipeline } from "../../graphs/pipeline.ts";
import { type RunConfigInput, parseRunConfig } from "../../graphs/run-config.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { openLocalModel } from "../../nodes/models/providers/local-model.ts";
import { type Recording, makeRecordings } from "../../nodes/models/replies/recordings.ts";
import { makeRememberedModel } from "../../nodes/models/replies/remembered-model.ts";
import { ReplyFiles } from "../../nodes/models/replies/reply-files.ts";
import { replyKey } from "../../nodes/models/replies/reply-key.ts";
import { layeredStore, storedPart } from "../../nodes/models/replies/reply-store.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";

const [, , file = ""] = process.argv;
const metadata = z.looseObject({}).parse(JSON.parse(readFileSync(SAMPLE_REPLIES.metadata, "utf8")));
const local = await openLocalModel(file);
const shipped = layeredStore([SAMPLE_REPLIES.file, SAMPLE_REPLIES.recall].map(makeRecordings));
const stored = makeRememberedModel({
  model: local,
  store: layeredStore([shipped, new ReplyFiles(readEnvironment().cacheDir)]),
  mode: "live",
});

const data = await loadRows(SAMPLE_FILE);
const probe = (model: ChatModel, config: RunConfigInput) =>
  probeBehaviour(
    buildPipeline({
      data,
      config: parseRunConfig(config),
      model,
      embedder: makeHashEmbedder(),
    }),
    { concurrency: 1, ...(config.rows && { rows: 1 }) },
  );

let asked = 0;
const counted: ChatModel = {
  ...stored,
  complete: async (request) => {
    const reply = await stored.complete(request);
    if (reply.cached !== true) {
      asked += 1;
      process.stderr.write(`\r${asked} replies asked for`);
    }
    return reply;
  },
};
const { sample } = await probe(counted, {});
process.stderr.write("\n");

/** Again row by row, from what is stored now, so that each recording can name its row. */
const recordings = new Map<string, Recording>();
for (const row of sample.rows) {
  const recording: ChatModel = {
    ...stored,
    complete: async (request) => {
      const reply = await stored.complete(request);
      const key = replyKey(local.origin, request);
      if (!recordings.has(key) && (await shipped.read(key)) === null) {
        recordings.set(key, { key, node: request.node, row, ...storedPart(reply) });
      }
      return reply;
    },
  };
  await probe(recording, { rows: { from: row, to: row + 1 } });
}
const text = [...recordings.values()].map((each) => `${JSON.stringify(each)}\n`).join("");
writeFileSync(SAMPLE_REPLIES.behaviour, text);
const behaviour = {
  file: basename(SAMPLE_REPLIES.behaviour),
  sha256: sha256(text),
  replies: recordings.size,
};
writeFileSync(SAMPLE_REPLIES.metadata, `${JSON.stringify({ ...metadata, behaviour }, null, 2)}\n`);
process.stdout.write(`${recordings.size} replies of ${sample.rows.length} rows\n`);
