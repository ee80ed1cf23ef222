/** The classifier as a configuration names it: in the graph, in a run's name and among the models asked. */
import { describe, expect, it } from "vitest";
import { makeWorld } from "../../../data/worlds/make-world.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";

const small = { warmUpRows: 8, retrainRows: 5 } as const;

describe("a classifier in the sentiment analyst's place", () => {
  const rows = [...makeWorld({ kind: "edge", rows: 40, seed: 9, strength: 0.9 })];
  const config = { sentimentBy: "classifier", classifier: small } as const;

  it("gives an opinion with a calibrated confidence, and no model is asked", async () => {
    const pipeline = pipelineOf({ rows, config });
    const { sentiment, calls } = await pipeline.graph.invoke({ row: 39 });
    expect(new Set(calls.map(({ node }) => node))).toEqual(new Set(["analyzeQuant", "arbitrate"]));
    const { score = 0, confidence = 0, stance } = sentiment.opinion ?? {};
    expect(confidence).toBeCloseTo(0.5 + Math.abs(score) / 2, 12);
    expect(stance).toBe(score > 0 ? "bullish" : "bearish");
  });

  it("has no opinion in warm-up, and the record says what lacked", async () => {
    const { sentiment, remarks } = await pipelineOf({ rows, config }).graph.invoke({ row: 5 });
    expect(sentiment).toMatchObject({ opinion: null, reason: "too few matured rows" });
    expect(remarks).toContainEqual({
      node: "analyzeSentiment",
      kind: "lacked",
      what: "matured rows to learn from",
    });
  });

  it("is not among the nodes that need a model", () => {
    expect(pipelineOf({ rows, config }).askingNodes).toEqual(["analyzeQuant", "arbitrate"]);
    expect(pipelineOf({ rows, config }).simulatedNodes).toEqual(["analyzeQuant", "arbitrate"]);
    expect(pipelineOf({ rows, config }).identity["models"]).toMatchObject({
      analyzeSentiment: null,
    });
  });
});

describe("a run's name", () => {
  const rows = worldRows(10);
  const nameOf = (config: Parameters<typeof pipelineOf>[0]["config"]) =>
    pipelineOf({ rows, ...(config && { config }) }).run;

  it("goes by the classifier and how it learns, only where there is one", () => {
    expect(nameOf({ classifier: small })).toBe(nameOf({}));
    expect(JSON.stringify(pipelineOf({ rows }).identity)).not.toMatch(/sentimentBy|classifier/);
    const names = [{}, { sentimentBy: "classifier" }, { sentimentBy: "classifier", classifier: small }] as const; // prettier-ignore
    expect(new Set(names.map(nameOf)).size).toBe(3);
  });
});
