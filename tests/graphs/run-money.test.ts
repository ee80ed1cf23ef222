import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../data/errors.ts";
import type { ServiceOptions } from "../../graphs/pipeline.ts";
import { type RunOptions, runPipeline } from "../../graphs/run.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import { CallFault } from "../../nodes/models/failures/call-fault.ts";
import { modelsByNode } from "../../nodes/models/node-models.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { faultOf } from "../support/fault.ts";
import { breaksOn } from "../support/models.ts";
import { pipelineOf, withFields, worldRows } from "../support/pipeline.ts";
import { newDirectory, readIn, stableFiles } from "../support/run-directory.ts";

const rows = worldRows(12);
/** $0.014 a call of 100 tokens in and 20 out. */
const price = { inputUsd: 100, outputUsd: 200 };
const A_CALL = 0.014;

/** A model without a list price, which says its tokens. */
function paidModel(): ChatModel {
  const model = makeSimulatedModel();
  return {
    id: "openai:unheard-of",
    origin: { provider: "openai", name: "unheard-of", parameters: {}, seeded: false },
    complete: async (request) => {
      const reply = await model.complete(request);
      return { ...reply, promptTokens: 100, completionTokens: 20 };
    },
  };
}

const paid = (service: ServiceOptions = {}, model = paidModel()) =>
  pipelineOf({ rows, model, service });

/** Runs until so many rows are done. */
async function begin(pipeline: ReturnType<typeof paid>, out: string, count: number) {
  const stop = new AbortController();
  const options: RunOptions = {
    out,
    concurrency: 1,
    signal: stop.signal,
    onProgress: (done) => (done === count ? stop.abort() : null),
  };
  expect(await faultOf(runPipeline(pipeline, options))).toBeInstanceOf(StoppedError);
}

async function freshFiles(service: ServiceOptions = {}) {
  const out = newDirectory();
  await runPipeline(paid(service), { out });
  return stableFiles(out);
}

const UNBOUNDED: CallLine = {
  node: "analyzeQuant",
  model: "openai:unheard-of",
  cached: false,
  retries: 0,
  promptTokens: null,
  completionTokens: null,
  costUsd: null,
  bookedUsd: null,
  maybeBilled: 0,
  bound: null,
  latencyMs: 1,
  outcome: "reply",
};

describe("a limit on a run that is resumed", () => {
  it("counts what earlier calls of the directory cost, once", async () => {
    const [pipeline, out] = [paid({ price, maxCostUsd: 100 }), newDirectory()];
    await begin(pipeline, out, 4);
    expect(pipeline.budget.spentUsd).toBeCloseTo(4 * 3 * A_CALL, 9);
    await begin(pipeline, out, 8);
    expect(pipeline.budget.spentUsd).toBeCloseTo(8 * 3 * A_CALL, 9);
    const { ledger } = await runPipeline(pipeline, { out });
    expect(pipeline.budget.spentUsd).toBeCloseTo(12 * 3 * A_CALL, 9);
    expect(ledger.total.atMostUsd).toBeCloseTo(12 * 3 * A_CALL, 9);
  });

  it("counts calls that were made when no price was known", async () => {
    const out = newDirectory();
    await begin(paid(), out, 4);
    const pipeline = paid({ price, maxCostUsd: 100 });
    const { ledger } = await runPipeline(pipeline, { out });
    expect(pipeline.budget.spentUsd).toBeCloseTo(12 * 3 * A_CALL, 9);
    expect(ledger.total.costUsd).toBeCloseTo(12 * 3 * A_CALL, 9);
  });

  it("stops at once when that is more than it allows", async () => {
    const out = newDirectory();
    await begin(paid(), out, 4);
    const fault = await faultOf(runPipeline(paid({ price, maxCostUsd: 0.1 }), { out }));
    expect(fault).toMatchObject({
      code: "STOPPED",
      message: expect.stringContaining("$0.1680 spent"),
    });
  });

  it("is refused where a call cannot be bounded, before anything is changed", async () => {
    const out = newDirectory();
    await runPipeline(paid(), { out });
    appendFileSync(join(out, "ledger.jsonl"), `${JSON.stringify(UNBOUNDED)}\n`);
    const before = stableFiles(out);
    const fault = await faultOf(runPipeline(paid({ price, maxCostUsd: 100 }), { out }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({
      message: expect.stringMatching(
        /^--max-cost: expected .*ledger\.jsonl to say what was spent before, was unknown for 1 of its 37 calls\. Go on without/,
      ),
    });
    expect(stableFiles(out)).toEqual(before);
    const { ledger } = await runPipeline(paid({ price }), { out });
    expect(ledger.total).toMatchObject({ costUsd: null, atMostUsd: null });
  });

  it("counts tries that gave no reply at the most they can have cost", async () => {
    const out = newDirectory();
    const marked = withFields(rows, { 7: { summary: "BREAK prices fell" } });
    const lost = () => breaksOn("BREAK", () => new CallFault("timeout", "late"), paidModel());
    const sketch = { rows: marked, service: { price, maxCostUsd: 100 } };
    const first = pipelineOf({ ...sketch, model: lost() });
    const { ledger } = await runPipeline(first, { out });
    expect(ledger.total).toMatchObject({ failed: 1, maybeBilled: 1 });
    expect(ledger.total.costUsd).toBeCloseTo((12 * 3 - 2) * A_CALL, 9);
    const atMost = ledger.total.atMostUsd ?? Number.NaN;
    expect(atMost).toBeGreaterThan((12 * 3 - 2) * A_CALL + 4096 * 200e-6);
    expect(first.budget.spentUsd).toBeCloseTo(atMost, 9);

    const second = pipelineOf({ ...sketch, model: paidModel() });
    await runPipeline(second, { out });
    expect(second.budget.spentUsd).toBeCloseTo(atMost + 3 * A_CALL, 9);
  });
});

describe("a price given later", () => {
  it("is that of rows decided before it, too, whether all of them were or some", async () => {
    const [all, some] = [newDirectory(), newDirectory()];
    await runPipeline(paid(), { out: all });
    await begin(paid(), some, 5);
    expect(readIn(all, "metrics.json")).toContain('"model_cost_usd": null');
    for (const out of [all, some]) {
      const { ledger } = await runPipeline(paid({ price }), { out });
      expect(stableFiles(out)).toEqual(await freshFiles({ price }));
      expect(ledger.total.costUsd).toBeCloseTo(12 * 3 * A_CALL, 9);
    }
  });

  it("replaces an earlier one, and none brings back what is not known", async () => {
    const out = newDirectory();
    await runPipeline(paid({ price }), { out });
    const dearer = { inputUsd: 200, outputUsd: 400 };
    const { ledger } = await runPipeline(paid({ price: dearer }), { out });
    expect(stableFiles(out)).toEqual(await freshFiles({ price: dearer }));
    expect(ledger.total.costUsd).toBeCloseTo(2 * 12 * 3 * A_CALL, 9);
    await runPipeline(paid(), { out });
    expect(stableFiles(out)).toEqual(await freshFiles());
  });

  it("is not that of a model which costs nothing", async () => {
    const pipeline = pipelineOf({
      rows,
      model: { ...modelsByNode(makeSimulatedModel()), arbitrate: paidModel() },
      service: { price, maxCostUsd: 100 },
    });
    const { metrics, ledger } = await runPipeline(pipeline);
    expect(metrics.net_of_model_cost.model_cost_usd).toBeCloseTo(12 * A_CALL, 9);
    expect(ledger.byNode).toMatchObject({
      analyzeSentiment: { costUsd: 0, atMostUsd: 0 },
      analyzeQuant: { costUsd: 0, atMostUsd: 0 },
    });
    expect(pipeline.budget.spentUsd).toBeCloseTo(12 * A_CALL, 9);
  });
});
