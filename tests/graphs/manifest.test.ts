import { describe, expect, it } from "vitest";
import { contaminatedOf, costOfReplies, manifestJson, usageByNode } from "../../graphs/manifest.ts";
import type { CallUsage, RowRecord } from "../../graphs/row-record.ts";
import { sumKnown } from "../../graphs/trace-line.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { modelsByNode } from "../../nodes/models/node-models.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { dataOf, pipelineOf, withFields, worldRows } from "../support/pipeline.ts";

const rows = worldRows(6);
const data = dataOf(rows);

const call = (over: Partial<CallUsage>): CallUsage => ({
  node: "arbitrate",
  model: "test",
  promptTokens: 100,
  completionTokens: 10,
  costUsd: 0.25,
  promptBytes: 400,
  staticBytes: 300,
  fault: null,
  ...over,
});

function record(row: number, usage: readonly CallUsage[] = []): RowRecord {
  return {
    row,
    decision: { status: "decided", action: 1, score: 0.25, confidence: 0.7, rationale: "up" },
    cases: [],
    remarks: [],
    usage,
  };
}

function named(provider: string, name: string): ChatModel {
  const origin = { provider, name, parameters: {}, seeded: false };
  return { ...makeSimulatedModel(), id: `${provider}:${name}`, origin };
}

describe("usage", () => {
  it("adds up calls by node; what one call does not say is unknown in the sum", () => {
    const totals = usageByNode([
      record(0, [call({}), call({ node: "analyzeQuant", costUsd: null })]),
      record(1, [
        call({ fault: "empty", promptBytes: 1000 }),
        call({ fault: "empty" }),
        call({ fault: "cut off" }),
        call({ node: "analyzeQuant" }),
      ]),
    ]);
    expect(totals.arbitrate).toEqual({
      calls: 4,
      faults: { "cut off": 1, empty: 2 },
      promptTokens: 400,
      completionTokens: 40,
      costUsd: 1,
      staticShare: 1200 / 2200,
    });
    expect(totals.analyzeQuant).toMatchObject({ calls: 2, faults: {}, costUsd: null });
    expect(totals.analyzeSentiment).toEqual({
      calls: 0,
      faults: {},
      promptTokens: null,
      completionTokens: null,
      costUsd: null,
      staticShare: null,
    });
  });

  it("costs what its replies cost, nothing without any, and an unknown amount with one unknown", () => {
    expect(costOfReplies([record(0)])).toBe(0);
    expect(costOfReplies([record(0, [call({})]), record(1, [call({})])])).toBe(0.5);
    expect(costOfReplies([record(0, [call({}), call({ costUsd: null })])])).toBeNull();
  });

  it("sums known values only", () => {
    expect(sumKnown([])).toBeNull();
    expect(sumKnown([1, null])).toBeNull();
    expect(sumKnown([0, 0])).toBe(0);
    expect(sumKnown([1, 2.5])).toBe(3.5);
  });
});

describe("manifest.json", () => {
  it("names the run and its inputs, and no place on this machine", () => {
    const pipeline = pipelineOf({ rows });
    const elsewhere = { ...pipeline, data: { ...data, file: "/elsewhere/private/world.csv" } };
    const manifest: unknown = JSON.parse(manifestJson(elsewhere, [record(0)]));
    expect(manifest).toMatchObject({
      run: pipeline.run,
      state: "finished",
      simulated: true,
      data: { file: "world.csv", rows: 6, sha256: data.sha256 },
      identity: {
        models: {
          analyzeSentiment: "simulated",
          analyzeQuant: "simulated",
          arbitrate: "simulated",
        },
        embedder: "hash:256",
        config: { seed: 1 },
      },
      models: {
        arbitrate: { id: "simulated", knowledge: { cutoff: null, contaminatedRows: null } },
      },
      contaminatedRows: 0,
      rows: 1,
      statuses: { decided: 1 },
    });
    expect(JSON.stringify(manifest)).not.toContain("/elsewhere");
  });

  it("has no outcome while the run is under way", () => {
    const manifest: unknown = JSON.parse(manifestJson(pipelineOf({ rows }), null));
    expect(manifest).toMatchObject({ state: "under way" });
    expect(manifest).not.toHaveProperty("statuses");
  });
});

describe("rows that a model may have been trained on", () => {
  // gpt-4.1 states 1 June 2024.
  const day = Date.UTC(2024, 5, 1);
  const HOUR_MS = 3_600_000;
  const times = [day - HOUR_MS, day, day + 23 * HOUR_MS, day + 24 * HOUR_MS, day + 25 * HOUR_MS];
  const dated = withFields(
    rows.slice(0, times.length),
    Object.fromEntries(times.map((timeMs, i) => [i, { timeMs }])),
  );
  const contaminated = (model: Parameters<typeof modelsByNode>[0]) =>
    contaminatedOf(pipelineOf({ rows: dated, model }));

  it("are those up to the end of the day that it states", () => {
    expect(contaminated(named("openai", "gpt-4.1-mini"))).toBe(3);
  });

  it("are counted by the model that knows most, rules apart", () => {
    const mixed = {
      ...modelsByNode(makeSimulatedModel()),
      analyzeQuant: named("openai", "gpt-4o"),
    };
    expect(contaminated(mixed)).toBe(0);
    expect(contaminated({ ...mixed, arbitrate: named("openai", "gpt-4.1") })).toBe(3);
  });

  it("are not known when a model states nothing", () => {
    expect(contaminated(named("openai", "gpt-99"))).toBeNull();
  });
});
