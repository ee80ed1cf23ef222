import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { LookAheadError } from "../../data/errors.ts";
import { MarketHistory, type PointInTimeView } from "../../data/history.ts";
import type { Decision, NodeName } from "../../data/vocabulary.ts";
import type { NodeRun } from "../../graphs/node-step.ts";
import { runPipeline } from "../../graphs/run.ts";
import type { DecisionNodes } from "../../nodes/channels.ts";
import { makeExtractFeatures } from "../../nodes/extract-features.ts";
import { unevenModel } from "../support/models.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";

const rows = worldRows(30);

const short: Decision = {
  status: "decided",
  action: -1,
  score: -0.5,
  confidence: 0.6,
  rationale: "always short",
};

/** A node that returns what its type forbids, as a user's plain JavaScript can. */
function ill(name: NodeName, output: unknown): Partial<DecisionNodes> {
  const nodes: Partial<DecisionNodes> = {};
  Object.assign(nodes, { [name]: () => output });
  return nodes;
}

function peekAhead(_input: unknown, view: PointInTimeView): never {
  throw new Error(`expected no bar ${view.bar(view.asOf + 1).row}`);
}

describe("one row through the graph", () => {
  it("fills every channel", async () => {
    const { graph } = pipelineOf({ rows });
    const state = await graph.invoke({ row: 20 });
    // Only calibrated decisions have one.
    expect(state.voteHitRate).toBeUndefined();
    expect(
      Object.keys(state)
        .filter((channel) => channel !== "voteHitRate")
        .toSorted(),
    ).toEqual(["calls", "cases", "decision", "features", "quant", "remarks", "row", "sentiment"]);
    expect(state.row).toBe(20);
    expect(state.features.row).toBe(20);
    expect(state.cases.length).toBeGreaterThan(0);
    expect(state.sentiment.opinion).not.toBeNull();
    expect(state.quant.opinion).not.toBeNull();
    expect(state.decision.status).toBe("decided");
  });

  it("gathers calls in an order that does not depend on which branch was faster", async () => {
    const { graph } = pipelineOf({ rows, model: unevenModel() });
    for (const row of [15, 16, 17, 18, 19]) {
      const { calls } = await graph.invoke({ row });
      expect(calls.map(({ node }) => node)).toEqual([
        "analyzeQuant",
        "analyzeSentiment",
        "arbitrate",
      ]);
    }
  });

  it("arbitrates once, after the slower branch", async () => {
    let arbitrated = 0;
    const { graph } = pipelineOf({
      rows,
      nodes: {
        analyzeSentiment: async () => {
          await sleep(15);
          return { sentiment: { opinion: null, reason: "slow", quotes: [], evidence: [] } };
        },
        arbitrate: ({ sentiment, quant }) => {
          arbitrated += 1;
          return { decision: { ...short, rationale: `${sentiment.reason} ${quant.reason}` } };
        },
      },
    });
    const { decision } = await graph.invoke({ row: 12 });
    expect(arbitrated).toBe(1);
    expect(decision.rationale).toBe("slow null");
  });

  it("carries nothing over from another row", async () => {
    const { graph } = pipelineOf({ rows });
    const decide = async (by: typeof graph, row: number) => {
      const { calls, ...state } = await by.invoke({ row });
      return { ...state, calls: calls.map(({ latencyMs: _latencyMs, ...call }) => call) };
    };
    const before = await decide(graph, 20);
    await decide(graph, 21);
    expect(await decide(graph, 20)).toEqual(before);
    expect(await decide(pipelineOf({ rows }).graph, 20)).toEqual(before);
  });

  it.each([-1, 30, 1.5])("refuses row %s", async (row) => {
    await expect(pipelineOf({ rows }).graph.invoke({ row })).rejects.toThrow(/row/);
  });

  it("tells of each node run once, with what it read and wrote", async () => {
    const { graph } = pipelineOf({ rows });
    const started: Promise<NodeRun>[] = [];
    await graph.invoke({ row: 20 }, { context: { onNode: (run) => started.push(run) } });
    const runs = await Promise.all(started);
    expect(runs.every(({ row, startMs, endMs }) => row === 20 && endMs >= startMs)).toBe(true);
    const seen = runs.map(
      ({ node, input, output }) =>
        `${node}: ${Object.keys(input).join()} > ${Object.keys(output).join()}`,
    );
    expect(seen.toSorted()).toEqual([
      "analyzeQuant: features,cases > quant,remarks",
      "analyzeSentiment: features,cases > sentiment,remarks",
      "arbitrate: cases,sentiment,quant > decision",
      "extractFeatures:  > features,remarks",
      "retrieveCases: features > cases",
    ]);
  });
});

describe("the compiled graph", () => {
  const documented = [
    "__start__ --> extractFeatures",
    "analyzeQuant --> arbitrate",
    "analyzeSentiment --> arbitrate",
    "arbitrate --> __end__",
    "extractFeatures --> retrieveCases",
    "retrieveCases --> analyzeQuant",
    "retrieveCases --> analyzeSentiment",
  ];

  it.each([{ without: [] }, { without: ["retrieveCases", "arbitrate"] as const }])(
    "has the documented nodes and edges without $without",
    async ({ without }) => {
      const { graph } = pipelineOf({ rows, config: { without: [...without] } });
      const drawing = (await graph.getGraphAsync()).drawMermaid({ withStyles: false });
      const edges = [...drawing.matchAll(/^\s*(\w+)\s*--[->]*\s*(\w+);?$/gm)].map(
        ([, from, to]) => `${from} --> ${to}`,
      );
      expect(edges.toSorted()).toEqual(documented);
      const nodes = new Set(edges.flatMap((edge) => edge.split(" --> ")));
      expect([...nodes].toSorted()).toEqual([
        "__end__",
        "__start__",
        "analyzeQuant",
        "analyzeSentiment",
        "arbitrate",
        "extractFeatures",
        "retrieveCases",
      ]);
    },
  );
});

describe("a node that breaks its contract", () => {
  it.each([
    ["extractFeatures", { features: 1 }, /extractFeatures.*features/],
    ["retrieveCases", { cases: [{ row: 3 }] }, /retrieveCases.*cases/],
    ["analyzeSentiment", {}, /analyzeSentiment.*sentiment/],
    ["analyzeQuant", undefined, /analyzeQuant/],
    ["arbitrate", { decision: { ...short, score: 1 } }, /arbitrate.*decision\.score/],
    ["arbitrate", { decision: short, position: 7 }, /arbitrate.*"position"/],
    ["arbitrate", { decision: { ...short, size: 1 } }, /arbitrate.*"size"/],
  ] as const)("%s returning %j fails the row, by name", async (node, output, message) => {
    const pipeline = pipelineOf({
      rows: rows.slice(0, 3),
      nodes: ill(node, output),
    });
    const { records } = await runPipeline(pipeline);
    expect(records.map(({ decision }) => decision.status)).toEqual(["failed", "failed", "failed"]);
    expect(records[2]?.decision.rationale).toMatch(message);
    expect(records[2]?.decision).toMatchObject({ action: null, score: null, confidence: null });
  });

  it("fails the row when it throws something that is no error", async () => {
    const nodes: Partial<DecisionNodes> = {
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      analyzeQuant: () => Promise.reject("a string"),
    };
    const { records } = await runPipeline(pipelineOf({ rows: rows.slice(0, 2), nodes }));
    expect(records[0]?.decision).toMatchObject({
      status: "failed",
      rationale: "analyzeQuant threw no error",
    });
  });
});

describe("a node of one's own", () => {
  it("takes the place of the built-in one", async () => {
    const { records } = await runPipeline(
      pipelineOf({ rows, nodes: { arbitrate: () => ({ decision: short }) } }),
    );
    expect(records.map(({ decision }) => decision)).toEqual(rows.map(() => short));
    expect(records[20]?.usage.map(({ node }) => node)).toEqual([
      "analyzeQuant",
      "analyzeSentiment",
    ]);
  });

  it("gives its features to retrieval as well", async () => {
    const asked = new Set<number>();
    const extractFeatures = makeExtractFeatures();
    const nodes: Partial<DecisionNodes> = {
      extractFeatures: async (view) => {
        asked.add(view.asOf);
        const { features } = await extractFeatures(view);
        return { features: { ...features, scaled: [view.asOf % 4] } };
      },
    };
    const { records } = await runPipeline(
      pipelineOf({ rows, nodes, config: { featureWeight: 1, cases: 1, gapBars: 1 } }),
    );
    expect(asked.size).toBe(30);
    // Row 20 is 0 modulo 4; a case has the same sign and size only at such rows, or none at all.
    expect(records[21]?.cases.map(({ similarity }) => similarity)).toEqual([1]);
  });

  it("gets a view as of its row, never the history", async () => {
    const views: PointInTimeView[] = [];
    const built = makeExtractFeatures();
    const nodes: Partial<DecisionNodes> = {
      extractFeatures: (view) => {
        views.push(view);
        return built(view);
      },
    };
    const config = { without: ["retrieveCases" as const] };
    await pipelineOf({ rows, nodes, config }).graph.invoke({ row: 17 });
    const [view] = views;
    expect(views).toHaveLength(1);
    expect(view?.asOf).toBe(17);
    expect(view).not.toBeInstanceOf(MarketHistory);
    expect(Object.keys(view ?? {}).toSorted()).toEqual(["asOf", "horizonBars", "labelLagBars"]);
    expect(view?.closes(1000)).toHaveLength(18);
    expect(() => view?.bar(18)).toThrow(LookAheadError);
  });

  const peeks: readonly (readonly [string, (view: PointInTimeView) => unknown])[] = [
    ["the next bar", (view) => view.bar(view.asOf + 1)],
    ["its own outcome", (view) => view.outcome(view.asOf)],
    ["its own label", (view) => view.label(view.asOf)],
    ["a later view", (view) => view.back(view.asOf + 1)],
    ["an outcome a bar too early", (view) => view.outcome(view.asOf - view.horizonBars + 1)],
  ];

  it.each(peeks)(
    "that swallows the refusal of %s ends the run all the same",
    async (_what, peek) => {
      const built = makeExtractFeatures();
      const nodes: Partial<DecisionNodes> = {
        extractFeatures: (view) => {
          try {
            if (view.asOf === 5) peek(view);
          } catch {
            // As a careless node would.
          }
          return built(view);
        },
      };
      await expect(runPipeline(pipelineOf({ rows, nodes }))).rejects.toThrow(LookAheadError);
    },
  );

  it.each(peeks)("that peeks at %s ends the run", async (_what, peek) => {
    const built = makeExtractFeatures();
    const nodes: Partial<DecisionNodes> = {
      extractFeatures: (view) => {
        if (view.asOf === 5) peek(view);
        return built(view);
      },
    };
    await expect(runPipeline(pipelineOf({ rows, nodes }))).rejects.toThrow(LookAheadError);
  });

  it.each(["retrieveCases", "analyzeSentiment"] as const)(
    "in the place of %s ends the run, too, when it peeks",
    async (node) => {
      const pipeline = pipelineOf({ rows, nodes: { [node]: peekAhead } });
      await expect(runPipeline(pipeline)).rejects.toThrow(LookAheadError);
    },
  );
});
