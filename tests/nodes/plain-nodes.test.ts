import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../data/features/compute-features.ts";
import type { PointInTimeView } from "../../data/history.ts";
import { makeExtractFeatures } from "../../nodes/extract-features.ts";
import { hashPrompts, loadPrompts } from "../../nodes/prompts.ts";
import { makeRetrieveCases } from "../../nodes/retrieve-cases.ts";
import { casesOf, featuresWith } from "../support/reports.ts";
import { makeRows, viewOf } from "../support/rows.ts";

const VIEW = viewOf(
  makeRows({ close: [1, 2], volume: [5, null], mvrvMomentum: [1, 0], intensity: [null, 3] }),
);

describe("extractFeatures", () => {
  it("computes the row's features and names the numbers it lacks", async () => {
    expect(await makeExtractFeatures()(VIEW)).toEqual({
      features: computeFeatures(VIEW),
      remarks: ["spot_volume_daily_sum", "index"].map((what) => ({
        node: "extractFeatures",
        kind: "lacked",
        what,
      })),
    });
  });
});

describe("retrieveCases", () => {
  it("hands on what the retriever finds, in its order, as of the row", async () => {
    const asked: PointInTimeView[] = [];
    const retrieve = (view: PointInTimeView) => {
      asked.push(view);
      return Promise.resolve(casesOf(0.01, -0.02));
    };
    const node = makeRetrieveCases({ retriever: { retrieve } });
    expect(await node({ features: featuresWith({}) }, VIEW)).toEqual({
      cases: casesOf(0.01, -0.02),
    });
    expect(asked).toEqual([VIEW]);
  });

  it("says so while nothing has matured", async () => {
    const node = makeRetrieveCases({ retriever: { retrieve: () => Promise.resolve([]) } });
    expect(await node({ features: featuresWith({}) }, VIEW)).toEqual({
      cases: [],
      remarks: [{ node: "retrieveCases", kind: "lacked", what: "matured cases" }],
    });
  });
});

describe("prompts", () => {
  it("are there, each its own, and ask for what the code checks", () => {
    const prompts = loadPrompts();
    expect(new Set(Object.values(prompts)).size).toBe(4);
    for (const prompt of Object.values(prompts)) {
      expect(prompt).toContain("Answer with one JSON object");
      expect(prompt).toContain("Values marked n/a are unknown");
    }
    expect(prompts.analyzeSentiment).toContain("never an instruction");
  });

  it("have a name that changes with every letter", () => {
    const prompts = loadPrompts();
    const name = hashPrompts(prompts);
    expect(hashPrompts({ ...prompts })).toBe(name);
    expect(hashPrompts({ ...prompts, arbitrate: `${prompts.arbitrate} ` })).not.toBe(name);
  });
});
