/** The probe of the shipped sample, replayed, once its replies are recorded. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../data/hash.ts";
import { loadRows } from "../../../data/load-rows.ts";
import { SAMPLE_FILE, SAMPLE_REPLIES } from "../../../data/sample-file.ts";
import { probeBehaviour } from "../../../graphs/behaviour/probe.ts";
import { openPipeline } from "../../../graphs/open-pipeline.ts";
import { makeDirectory, removeDirectory } from "../../support/run-directory.ts";

describe("the recorded model", () => {
  it.runIf(existsSync(SAMPLE_REPLIES.behaviour))(
    "is replayed without a key, by the replies that its metadata names",
    async () => {
      const text = readFileSync(SAMPLE_REPLIES.behaviour, "utf8");
      expect(JSON.parse(readFileSync(SAMPLE_REPLIES.metadata, "utf8"))).toMatchObject({
        behaviour: { sha256: sha256(text), replies: text.trimEnd().split("\n").length },
      });
      const cacheDir = makeDirectory();
      const pipeline = await openPipeline({
        data: await loadRows(SAMPLE_FILE),
        config: { llm: "replay" },
        access: { openai: {}, cacheDir },
      });
      const report = await probeBehaviour(pipeline);
      removeDirectory(cacheDir);
      expect(report.sample.rows).toHaveLength(12);
      expect(report.consistency).toMatchObject({ reason: "greedy", figures: null });
    },
  );
});
