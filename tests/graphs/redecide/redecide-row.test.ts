import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoppedError } from "../../../data/errors.ts";
import { NODE_NAMES, type NodeName } from "../../../data/vocabulary.ts";
import type { AnalystReport } from "../../../nodes/channels.ts";
import type { ChatModel } from "../../../nodes/models/chat-model.ts";
import { NODE_OUTPUTS } from "../../../graphs/node-step.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { readTracedRows } from "../../../graphs/reasoning/read-trace.ts";
import { redecideRow } from "../../../graphs/redecide/redecide-row.ts";
import type { Pipeline } from "../../../graphs/pipeline.ts";
import type { RowRecord } from "../../../graphs/row-record.ts";
import { countingModel } from "../../support/models.ts";
import { faultOf } from "../../support/fault.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, newDirectory, removeDirectory } from "../../support/run-directory.ts";

const ROW = 14;
const AFTER: Readonly<Record<NodeName, readonly NodeName[]>> = {
  extractFeatures: ["retrieveCases", "analyzeSentiment", "analyzeQuant", "arbitrate"],
  retrieveCases: ["analyzeSentiment", "analyzeQuant", "arbitrate"],
  analyzeSentiment: ["arbitrate"],
  analyzeQuant: ["arbitrate"],
  arbitrate: [],
};
const directory = makeDirectory();
let pipeline: Pipeline;
let record: RowRecord;
let recorded: ReadonlyMap<NodeName, unknown>;

beforeAll(async () => {
  pipeline = pipelineOf({ rows: worldRows(18) });
  await runPipeline(pipeline, { out: directory });
  const { records, runs } = await readTracedRows(directory);
  const held = records.get(ROW);
  if (!held) throw new Error("expected a record");
  record = held;
  recorded = new Map([...(runs.get(ROW) ?? [])].map(([node, { output }]) => [node, output]));
});

afterAll(() => removeDirectory(directory));

function again(node: NodeName, output: unknown, of: Pipeline = pipeline) {
  return redecideRow(of, { row: ROW, node, output, recorded });
}

/** The same report with the opposite opinion. */
function opposite(report: AnalystReport): AnalystReport {
  const { opinion } = report;
  if (!opinion) throw new Error("expected an opinion");
  const score = -opinion.score;
  return { ...report, opinion: { ...opinion, score, stance: score > 0 ? "bullish" : "bearish" } };
}

function recordedQuant() {
  return NODE_OUTPUTS.analyzeQuant.parse(recorded.get("analyzeQuant"));
}

function recordedSentiment() {
  return NODE_OUTPUTS.analyzeSentiment.parse(recorded.get("analyzeSentiment"));
}

describe("an output that is replaced by the recorded one", () => {
  it.each(NODE_NAMES)(
    "of %s comes to the recorded decision, by the nodes after it",
    async (node) => {
      const {
        record: came,
        trace: { nodes: nodeRuns },
      } = await again(node, recorded.get(node));
      expect(came.decision).toEqual(record.decision);
      expect(came.cases).toEqual(record.cases);
      expect(nodeRuns.map((run) => run.node)).toEqual(AFTER[node]);
      for (const run of nodeRuns) expect(run.output).toEqual(recorded.get(run.node));
    },
  );

  it("comes to the recorded decision where confidences are calibrated by the rows before it", async () => {
    const calibrated = pipelineOf({ rows: worldRows(18), config: { calibrated: true } });
    const out = newDirectory();
    await runPipeline(calibrated, { out });
    const traced = await readTracedRows(out);
    const outputs = [...(traced.runs.get(ROW) ?? [])].map(
      ([node, { output }]) => [node, output] as const,
    );
    const { record: came } = await redecideRow(calibrated, {
      row: ROW,
      node: "extractFeatures",
      output: new Map(outputs).get("extractFeatures"),
      recorded: new Map(outputs),
    });
    // Through JSON, which knows one zero.
    expect(JSON.parse(JSON.stringify(came))).toEqual(traced.records.get(ROW));
  });

  it("comes to the same however often", async () => {
    const output = recorded.get("extractFeatures");
    const [one, other] = [
      await again("extractFeatures", output),
      await again("extractFeatures", output),
    ];
    expect(one.record).toEqual(other.record);
  });
});

describe("another output", () => {
  it("of an analyst is what the arbiter is given, beside the other's as recorded", async () => {
    const output = { quant: opposite(recordedQuant().quant) };
    const {
      record: came,
      trace: { nodes: nodeRuns },
    } = await again("analyzeQuant", output);
    const [arbiter] = nodeRuns;
    expect(arbiter?.input).toMatchObject({
      quant: output.quant,
      sentiment: recordedSentiment().sentiment,
    });
    expect(came.decision).not.toEqual(record.decision);
    // The graph itself, its quant analyst exchanged by hand.
    const byHand = pipelineOf({
      rows: worldRows(18),
      nodes: { analyzeQuant: () => output },
    });
    const state = await byHand.graph.invoke({ row: ROW });
    expect(came.decision).toEqual(state.decision);
  });

  it("of both analysts, one after the other, turns the side", async () => {
    const quant = { quant: opposite(recordedQuant().quant) };
    const first = await again("analyzeQuant", quant);
    const both = await redecideRow(pipeline, {
      row: ROW,
      node: "analyzeSentiment",
      output: { sentiment: opposite(recordedSentiment().sentiment) },
      recorded: new Map([...recorded, ["analyzeQuant", quant]]),
    });
    expect(first.record.decision.score).not.toBe(both.record.decision.score);
    expect(both.record.decision.action).toBe(-(record.decision.action ?? NaN));
  });

  it("of the features is what cases are looked for by", async () => {
    const { features } = NODE_OUTPUTS.extractFeatures.parse(recorded.get("extractFeatures"));
    const scaled = features.scaled.map((value) => (value === null ? null : -value));
    const output = { features: { ...features, scaled } };
    const { record: came } = await again("extractFeatures", output);
    const byHand = pipelineOf({
      rows: worldRows(18),
      nodes: {
        extractFeatures: (view) =>
          view.asOf === ROW ? output : pipeline.nodes.extractFeatures(view),
      },
    });
    const state = await byHand.graph.invoke({ row: ROW });
    expect(came.cases).toEqual(state.cases);
    expect(came.cases).not.toEqual(record.cases);
  });

  it("of the arbiter is the decision, and asks nobody", async () => {
    const counting = countingModel();
    const asked = pipelineOf({ rows: worldRows(18), model: counting });
    const decision = {
      status: "abstained",
      action: null,
      score: null,
      confidence: null,
      rationale: "",
    };
    const {
      record: came,
      trace: { nodes: nodeRuns },
    } = await again("arbitrate", { decision }, asked);
    expect([came.decision, nodeRuns, counting.calls()]).toEqual([decision, [], 0]);
  });
});

describe("an output is refused", () => {
  it.each([
    [
      "of another form",
      "analyzeQuant",
      { quant: 1 },
      /expected that of analyzeQuant, was another form/,
    ],
    ["of another node", "analyzeQuant", { sentiment: {} }, /expected that of analyzeQuant/],
    [
      "with a score out of range",
      "arbitrate",
      { decision: { status: "decided", action: 1, score: 2, confidence: 1, rationale: "" } },
      /decision\.score/,
    ],
    [
      "with a case that has not matured",
      "retrieveCases",
      { cases: [{ row: ROW - 1, similarity: 1, barsAgo: 1, outcome: 9, label: null }] },
      /matured by row 14, was one of row 13/,
    ],
    [
      "with features of another row",
      "extractFeatures",
      { features: { row: 15, features: [], scaled: [] } },
      /features of row 14, was of row 15/,
    ],
  ] as const)("%s", async (_, node, output, message) => {
    expect(await faultOf(again(node, output))).toMatchObject({
      code: "BAD_USAGE",
      message: expect.stringMatching(message),
    });
  });

  it("where a node before it left none, as where it broke", async () => {
    const fault = await faultOf(
      redecideRow(pipeline, {
        row: ROW,
        node: "arbitrate",
        output: recorded.get("arbitrate"),
        recorded: new Map([...recorded, ["analyzeQuant", { error: "503" }]]),
      }),
    );
    expect(fault).toMatchObject({
      message: expect.stringMatching(/^analyzeQuant: expected a recorded output/),
    });
  });
});

describe("what it may cost", () => {
  it("is held to: no call is made that may cost more than is left", async () => {
    const counting = countingModel();
    const origin = { ...counting.origin, provider: "openai", name: "gpt-x" };
    const paid = pipelineOf({
      rows: worldRows(18),
      model: { ...counting, origin },
      service: { price: { inputUsd: 1, outputUsd: 1 } },
    });
    const output = recorded.get("analyzeQuant");
    const replaced = { row: ROW, node: "analyzeQuant", output, recorded } as const;
    expect(await faultOf(redecideRow(paid, replaced, { limitUsd: 0 }))).toMatchObject({
      code: "STOPPED",
    });
    expect(counting.calls()).toBe(0);
    expect((await redecideRow(paid, replaced, { limitUsd: 1 })).record.decision.status).toBe(
      "decided",
    );
    expect(counting.calls()).toBe(1);
  });

  it("is told also where no decision came of it", async () => {
    const simulated = countingModel();
    const origin = { ...simulated.origin, provider: "openai", name: "gpt-x" };
    let asked = 0;
    const breaking: ChatModel = {
      ...simulated,
      origin,
      complete: async (request) => {
        asked += 1;
        if (asked > 2) throw new StoppedError("no further call can succeed");
        return simulated.complete(request);
      },
    };
    const paid = pipelineOf({
      rows: worldRows(18),
      model: breaking,
      service: { price: { inputUsd: 1, outputUsd: 1 } },
    });
    const output = recorded.get("retrieveCases");
    const replaced = { row: ROW, node: "retrieveCases", output, recorded } as const;
    const spent: number[] = [];
    const spending = { limitUsd: 1, onSpent: (usd: number) => void spent.push(usd) };
    expect(await faultOf(redecideRow(paid, replaced, spending))).toMatchObject({ code: "STOPPED" });
    expect(spent).toHaveLength(1);
    expect(spent[0]).toBeGreaterThan(0);
  });
});
