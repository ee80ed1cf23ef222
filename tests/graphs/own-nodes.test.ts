/** What a run says of nodes of one's own: neither a language model nor a fixed rule in its place. */
import { describe, expect, it } from "vitest";
import { evaluateRun } from "../../graphs/evaluation/evaluate-run.ts";
import { contaminatedOf, manifestJson } from "../../graphs/manifest.ts";
import type { OwnNodes } from "../../graphs/own-nodes.ts";
import { modelsToAsk } from "../../graphs/recall/scope.ts";
import { runPipeline } from "../../graphs/run.ts";
import type { TrialLine } from "../../graphs/trials/trial-line.ts";
import type { DecisionNodes } from "../../nodes/channels.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { newDirectory } from "../support/run-directory.ts";

const rows = worldRows(12);
const arbitrate: DecisionNodes["arbitrate"] = () => ({
  decision: { status: "decided", action: 1, score: 0.5, confidence: 0.6, rationale: "Up." },
});
/** A model that states no training cut-off. */
const origin = { provider: "openai", name: "gpt-99", parameters: {}, seeded: false };
const paid = { ...makeSimulatedModel(), id: "openai:gpt-99", origin };
const stamped = (nodes: OwnNodes, model = makeSimulatedModel()): unknown =>
  JSON.parse(manifestJson(pipelineOf({ rows, nodes, model }), null));
const ready = { arbitrate };
const made = () => ready;

describe("nodes of one's own", () => {
  it.each<[string, OwnNodes, string | null]>([
    ["given ready-made", ready, null],
    // Its answers may hang on the model that it is given: the run's name does, then.
    ["made from the models", made, "simulated"],
  ])("are called neither simulated nor a model's: %s", (_, nodes, arbiter) => {
    expect(stamped(nodes)).toMatchObject({
      simulated: true,
      simulatedNodes: ["analyzeSentiment", "analyzeQuant"],
      ownNodes: ["arbitrate"],
      models: { analyzeQuant: { id: "simulated" }, arbitrate: null },
      identity: { models: { analyzeQuant: "simulated", arbitrate: arbiter } },
    });
  });

  it("leave nothing simulated where they stand in the place of every model", () => {
    const all = { ...pipelineOf({ rows }).nodes };
    const { extractFeatures: _, retrieveCases: __, ...own } = all;
    expect(stamped(own)).toMatchObject({
      simulated: false,
      simulatedNodes: [],
      ownNodes: ["analyzeQuant", "analyzeSentiment", "arbitrate"],
    });
  });

  it("count as none where they are off", () => {
    const pipeline = pipelineOf({ rows, nodes: ready, config: { without: ["arbitrate"] } });
    expect(JSON.parse(manifestJson(pipeline, null))).toMatchObject({ ownNodes: [] });
  });

  it("may ask a model only where they are given one: its memory counts then", () => {
    const model = { analyzeSentiment: makeSimulatedModel(), analyzeQuant: makeSimulatedModel() };
    const [alone, asking] = [ready, made].map((nodes) =>
      pipelineOf({ rows, nodes, model: { ...model, arbitrate: paid } }),
    );
    expect([alone?.askedNodes, asking?.askedNodes]).toEqual([[], ["arbitrate"]]);
    expect([alone, asking].map((each) => each && contaminatedOf(each))).toEqual([0, null]);
    expect([alone, asking].map((each) => each && modelsToAsk(each).asked.length)).toEqual([0, 1]);
  });

  it("are told as such by the trial and the evaluation", async () => {
    const out = newDirectory();
    const lines: TrialLine[] = [];
    const trials = { append: (line: TrialLine): void => void lines.push(line) };
    const model = { ...pipelineOf({ rows }).models, arbitrate: paid };
    await runPipeline(pipelineOf({ rows, nodes: made, model, trials }), { out });
    expect(lines).toMatchObject([{ simulated: true, setting: { models: ["simulated"] } }]);
    const { evaluation } = await evaluateRun(out, { draws: 100 });
    expect(evaluation).toMatchObject({
      models: { arbitrate: null },
      simulatedNodes: ["analyzeSentiment", "analyzeQuant"],
      ownNodes: ["arbitrate"],
    });
    const said = evaluation.conclusions.join("\n");
    expect(said).toContain("a fixed rule answered for analyzeSentiment, analyzeQuant,");
    expect(said).toContain("Own nodes stood in the place of the built-in arbitrate.");
  });
});
