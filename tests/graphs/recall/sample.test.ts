/** The probe of the shipped sample, replayed: what a real model of 135 million parameters remembers of it. */
import { describe, expect, it } from "vitest";
import { loadRows } from "../../../data/load-rows.ts";
import { SAMPLE_FILE } from "../../../data/sample-file.ts";
import { openPipeline } from "../../../graphs/open-pipeline.ts";
import { probeRecall } from "../../../graphs/recall/probe.ts";
import { makeDirectory, removeDirectory } from "../../support/run-directory.ts";

describe("the recorded model", () => {
  it("shows no sign of knowing the period: one price, always up, always A, always long", async () => {
    const cacheDir = makeDirectory();
    const pipeline = await openPipeline({
      data: await loadRows(SAMPLE_FILE),
      config: { llm: "replay" },
      access: { openai: {}, cacheDir },
    });
    const { verdict, models, twins, answers } = await probeRecall(pipeline);
    removeDirectory(cacheDir);
    expect(verdict).toBe("no sign");
    expect(models[0]).toMatchObject({
      close: { asked: 40, answered: 40, near: { hits: 0 }, moves: { needed: null } },
      direction: { right: { hits: 21, of: 40, p: 1, needed: null } },
      event: { skipped: 0, right: { hits: 9, of: 40, needed: 17 } },
    });
    expect(twins).toMatchObject({ decided: 40, agreement: { share: 1 }, difference: 0 });
    const said = (kind: string) =>
      new Set(answers.filter((answer) => answer.kind === kind).map((answer) => answer.said));
    expect([...said("direction")]).toEqual([1]);
    expect([...said("event")]).toEqual(["A"]);
  });
});
