import { beforeAll, describe, expect, it } from "vitest";
import { ReplayMissError, StoppedError, UsageError } from "../../../data/errors.ts";
import { makeWorld } from "../../../data/worlds/make-world.ts";
import { probeRecall } from "../../../graphs/recall/probe.ts";
import { type RecallReport, recallReportSchema } from "../../../graphs/recall/report.ts";
import type { ChatModel } from "../../../nodes/models/chat-model.ts";
import { forEachNode } from "../../../nodes/models/node-models.ts";
import { makeSimulatedModel } from "../../../nodes/models/providers/simulated-model.ts";
import { faultOf } from "../../support/fault.ts";
import { pipelineOf } from "../../support/pipeline.ts";
import { ignorantModel, knowingModel, modelThat } from "../../support/remembering-models.ts";

const rows = [...makeWorld({ kind: "null", rows: 120, seed: 5 })];
const pipelineWith = (model: ChatModel) => pipelineOf({ rows, model, config: { horizonBars: 3 } });
const FEW = { rows: 12, twins: 0 };
const missed = (): Promise<never> => Promise.reject(new ReplayMissError("recall", "0".repeat(64)));

describe("a model that knows the rows by heart", () => {
  let report: RecallReport;
  beforeAll(async () => {
    report = await probeRecall(pipelineWith(knowingModel(rows, 3)), { rows: 36, twins: 32 });
  });

  it("is found out on every kind of question, and by its twins", () => {
    expect(report.verdict).toBe("knows");
    expect(report.signs.map(({ kind }) => kind)).toEqual(["close", "direction", "event", "twins"]);
  });

  it("is right every time", () => {
    const [model] = report.models;
    expect(model).toMatchObject({
      close: { answered: 36, near: { share: 1 }, medianError: 0, nearer: { share: 1 } },
      direction: { answered: 36, right: { share: 1 } },
      event: { answered: 36, skipped: 0, right: { share: 1 } },
      usage: { calls: 108, faults: {}, promptTokens: 10_800 },
    });
    expect(report.twins).toMatchObject({ rows: 32, decided: 32, unmasked: { share: 1 } });
    expect(report.twins?.masked.share).toBeLessThan(0.8);
    expect(report.twins?.interval?.low).toBeGreaterThan(0);
    expect(report.twins?.usage.calls).toBe(2 * 32 * 3);
  });

  it("leaves every answer beside the truth", () => {
    expect(report.answers).toHaveLength(108);
    expect(report.answers.every(({ said, truth }) => said === truth)).toBe(true);
    expect(report.twinRows.every(({ unmasked, truth }) => unmasked === truth)).toBe(true);
    expect(recallReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });
});

describe("a model that knows nothing", () => {
  it("shows no sign of it, and gets the same report at any concurrency", async () => {
    const options = { rows: 36, twins: 6 };
    const report = await probeRecall(pipelineWith(ignorantModel()), { ...options, concurrency: 1 });
    expect(report).toMatchObject({ verdict: "no sign", signs: [] });
    expect(report.models[0]?.event.right.share).toBeLessThan(0.6);
    const again = await probeRecall(pipelineWith(ignorantModel()), { ...options, concurrency: 9 });
    expect(again).toEqual(report);
  });

  it("is never accused more than once in twenty", async () => {
    const salts = Array.from({ length: 20 }, (_, salt) => `${salt}`);
    const reports = await Promise.all(
      salts.map((salt) => probeRecall(pipelineWith(ignorantModel(salt)), { rows: 36, twins: 0 })),
    );
    // At most one is expected; four or more have a chance of 1.6 %.
    expect(reports.filter(({ verdict }) => verdict === "knows").length).toBeLessThan(4);
  });
});

describe("a model that does not play along", () => {
  it("declines, and is counted as declining", async () => {
    const model = modelThat(({ messages }) => {
      const question = messages.at(-1)?.content ?? "";
      if (question.startsWith("What")) return { price: 0 };
      return question.startsWith("Was") ? { direction: "unknown" } : { choice: "unknown" };
    });
    const report = await probeRecall(pipelineWith(model), FEW);
    expect(report.verdict).toBe("unmeasured");
    const tally = { asked: 12, answered: 0, declined: 12, unusable: 0 };
    expect(report.models[0]).toMatchObject({ close: tally, direction: tally, event: tally });
  });

  it("answers garbage, and is counted as of no use after one repair", async () => {
    const report = await probeRecall(pipelineWith(modelThat(() => "It was a Tuesday.")), FEW);
    expect(report.verdict).toBe("unmeasured");
    const tally = { asked: 12, answered: 0, declined: 0, unusable: 12 };
    expect(report.models[0]).toMatchObject({
      close: tally,
      direction: tally,
      event: tally,
      usage: { calls: 72, faults: { "not JSON": 72 } },
    });
  });

  it("breaks, and is counted as failed", async () => {
    const model = { ...ignorantModel(), complete: () => Promise.reject(new Error("down")) };
    const report = await probeRecall(pipelineWith(model), FEW);
    expect(report.models[0]).toMatchObject({ close: { failed: 12 }, usage: { calls: 0 } });
  });

  it("says the same to everything, which shows nothing but luck", async () => {
    const same = modelThat(({ messages }) => {
      const question = messages.at(-1)?.content ?? "";
      if (question.startsWith("What")) return { price: 2025 };
      return question.startsWith("Was") ? { direction: "up" } : { choice: "A" };
    });
    const [model] = (await probeRecall(pipelineWith(same), FEW)).models;
    expect(model).toMatchObject({
      close: { near: { hits: 0 }, moves: { of: 0, p: null } },
      direction: { right: { p: 1, needed: null } },
      event: { right: { needed: expect.any(Number) } },
    });
  });
});

describe("a pipeline", () => {
  it("of a rule has nothing to remember", async () => {
    const report = await probeRecall(pipelineWith(makeSimulatedModel()));
    expect(report).toMatchObject({
      verdict: "rule",
      models: [],
      rules: ["simulated"],
      twins: null,
      answers: [],
    });
  });

  it("of several models has each probed once, rules apart, at a level shared by all", async () => {
    const [one, two] = [ignorantModel(), { ...ignorantModel("b"), id: "test:other" }];
    const byNode = { analyzeSentiment: one, analyzeQuant: two, arbitrate: one };
    const models = forEachNode((node) => byNode[node]);
    const both = await probeRecall(pipelineOf({ rows, model: models }), FEW);
    expect(both.level).toBeCloseTo(0.05 / 7, 12);
    expect(both.models.map(({ model, nodes }) => [model, nodes])).toEqual([
      ["test:model", ["analyzeSentiment", "arbitrate"]],
      ["test:other", ["analyzeQuant"]],
    ]);
    const mixed = { ...models, arbitrate: makeSimulatedModel() };
    const off = pipelineOf({ rows, model: mixed, config: { without: ["analyzeSentiment"] } });
    const rest = await probeRecall(off, FEW);
    expect(rest.models.map(({ nodes }) => nodes)).toEqual([["analyzeQuant"]]);
    expect(rest.rules).toEqual(["simulated"]);
  });

  it("is asked of the rows of its configuration", async () => {
    const config = { rows: { from: 70, to: 100 } };
    const { answers } = await probeRecall(
      pipelineOf({ rows, model: ignorantModel(), config }),
      FEW,
    );
    expect(answers.every(({ row }) => row >= 70 && row < 100)).toBe(true);
  });
});

describe("a probe", () => {
  it("names the row of a reply that is not stored", async () => {
    const model = pipelineWith({ ...ignorantModel(), complete: missed });
    const error = await faultOf(probeRecall(model));
    expect(error).toMatchObject({
      code: "REPLAY_MISS",
      message: expect.stringMatching(/^replay: no stored reply for row \d+, recall /),
    });
  });

  it("stops on request", async () => {
    const stop = new AbortController();
    const probe = probeRecall(pipelineWith(ignorantModel()), {
      signal: stop.signal,
      onProgress: (done) => void (done === 5 && stop.abort()),
    });
    expect(await faultOf(probe)).toBeInstanceOf(StoppedError);
  });

  it.each([{ rows: 0 }, { rows: 1.5 }, { twins: -1 }, { concurrency: 0 }])(
    "refuses %o",
    async (options) => {
      const error = await faultOf(probeRecall(pipelineWith(ignorantModel()), options));
      expect(error).toBeInstanceOf(UsageError);
    },
  );
});
