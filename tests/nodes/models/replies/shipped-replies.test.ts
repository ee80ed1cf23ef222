import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { InputError } from "../../../../data/errors.ts";
import { sha256 } from "../../../../data/hash.ts";
import { loadRows } from "../../../../data/load-rows.ts";
import { SAMPLE_FILE, SAMPLE_REPLIES } from "../../../../data/sample-file.ts";
import { buildPipeline } from "../../../../graphs/pipeline.ts";
import { runPipeline } from "../../../../graphs/run.ts";
import { parseRunConfig } from "../../../../graphs/run-config.ts";
import { type Recording, recordingSchema } from "../../../../nodes/models/replies/recordings.ts";
import { makeRememberedModel } from "../../../../nodes/models/replies/remembered-model.ts";
import {
  openShippedReplies,
  recordedModel,
} from "../../../../nodes/models/replies/shipped-replies.ts";
import { makeHashEmbedder } from "../../../../retrieval/embedders/hash-embedder.ts";
import { faultOf, thrownBy } from "../../../support/fault.ts";
import { newDirectory } from "../../../support/run-directory.ts";
import { REQUEST } from "../chat-model.contract.ts";

const metadata: unknown = JSON.parse(readFileSync(SAMPLE_REPLIES.metadata, "utf8"));
const text = readFileSync(SAMPLE_REPLIES.file, "utf8");

function recordingsIn(lines: string): readonly Recording[] {
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => recordingSchema.parse(JSON.parse(line)));
}

describe("the recorded replies that ship", () => {
  it("are what their metadata says, of the sample that ships and its default settings", async () => {
    const shipped = openShippedReplies();
    expect(metadata).toMatchObject({
      sha256: sha256(text),
      replies: text.trimEnd().split("\n").length,
      recorded: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      weights: expect.stringContaining("Apache-2.0"),
      license: expect.any(String),
    });
    expect(shipped.dataSha256).toBe((await loadRows(SAMPLE_FILE)).sha256);
    expect(parseRunConfig({})).toMatchObject(shipped.config);
  });

  it("are joined by those to the probe of memory", () => {
    const probe = readFileSync(SAMPLE_REPLIES.recall, "utf8");
    const recordings = recordingsIn(probe);
    expect(metadata).toMatchObject({
      recall: { sha256: sha256(probe), replies: recordings.length },
    });
    expect(recordings.filter(({ node }) => node === "recall").length).toBeGreaterThanOrEqual(120);
  });

  it("are joined by those to prompts that a switch changes, each switch replayed from row to row", async () => {
    const besides = readFileSync(SAMPLE_REPLIES.variants, "utf8");
    expect(metadata).toMatchObject({
      variants: { sha256: sha256(besides), replies: recordingsIn(besides).length },
    });
    const { model, variants, store } = openShippedReplies();
    expect(variants.settings.length).toBeGreaterThan(0);
    const data = await loadRows(SAMPLE_FILE);
    for (const settings of variants.settings) {
      const config = parseRunConfig({ ...settings, rows: { from: 90, to: 100 } });
      const replayed = makeRememberedModel({
        model: recordedModel(openShippedReplies()),
        store,
        mode: "replay",
      });
      const { records } = await runPipeline(
        buildPipeline({ data, config, model: replayed, embedder: makeHashEmbedder() }),
      );
      expect(records).toHaveLength(10);
      expect(records.every(({ usage }) => usage.every((call) => call.model === model.id))).toBe(
        true,
      );
    }
  });

  it("are recordings, each of one reply, and cover every row", () => {
    const recordings = recordingsIn(text);
    expect(new Set(recordings.map(({ row }) => row)).size).toBe(276);
    expect(recordings.every(({ completionTokens }) => (completionTokens ?? 0) > 0)).toBe(true);
  });

  it("hold no place on the machine they were made on", () => {
    expect(JSON.stringify(metadata)).not.toMatch(/\/(?:home|root|tmp|work)\//);
    const { model } = z.object({ model: z.object({ id: z.string() }) }).parse(metadata);
    expect(model.id).toMatch(/^local:[\w.-]+\.gguf@[0-9a-f]{12}$/);
  });
});

describe("openShippedReplies", () => {
  it("names the file that is missing or broken", () => {
    const folder = newDirectory();
    const files = { ...SAMPLE_REPLIES, metadata: join(folder, "m.json") };
    expect(thrownBy(() => openShippedReplies(files))).toBeInstanceOf(InputError);
    writeFileSync(files.metadata, "{}");
    expect(thrownBy(() => openShippedReplies(files))).toMatchObject({
      message: expect.stringMatching(/m\.json, column model: expected metadata/),
    });
  });

  it("gives a model in name only", async () => {
    const model = recordedModel(openShippedReplies());
    expect(await faultOf(model.complete(REQUEST))).toMatchObject({ code: "REPLAY_MISS" });
  });
});
