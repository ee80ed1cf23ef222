/** Probes of models whose way of deciding is known: what is measured must be what was planted. */
import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../../data/hash.ts";
import { ReplayMissError, StoppedError, UsageError } from "../../../data/errors.ts";
import { probeBehaviour } from "../../../graphs/behaviour/probe.ts";
import { behaviourJson, keptBehaviour } from "../../../graphs/behaviour/report.ts";
import type { BehaviourReport } from "../../../graphs/behaviour/report.ts";
import { samplingOf } from "../../../graphs/behaviour/scope.ts";
import type { ChatModel, ChatRequest } from "../../../nodes/models/chat-model.ts";
import { forEachNode } from "../../../nodes/models/node-models.ts";
import { memoryReplies } from "../../nodes/models/replies/fakes.ts";
import { faultOf } from "../../support/fault.ts";
import { pipelineOf, withFields } from "../../support/pipeline.ts";
import {
  rows,
  FEW,
  SIZE,
  prompt,
  shown,
  ruled,
  NEWS_READER,
  probe,
  flipsOf,
} from "./planted-models.ts";

describe("a model that follows the news alone", () => {
  let report: BehaviourReport;
  beforeAll(async () => {
    report = await probe(NEWS_READER);
  });

  it("turns with the news and its opinion, with nothing else", () => {
    expect(report.sample).toMatchObject({ buys: 2, sells: 2 });
    const sells = 0.5;
    expect(flipsOf(report)).toEqual({
      "flip news text": 1,
      "flip news opinion": 1,
      // It buys where it knows nothing.
      "drop news": sells,
      "negate quant figures": 0,
      "flip quant opinion": 0,
      "drop quant": 0,
      "swap case outcomes": 0,
      "drop cases": 0,
      "swap analysts": 0,
      "reverse cases": 0,
      "plant an anchor": 0,
    });
    const [text] = report.interventions;
    expect(text?.figures.shift).toEqual({ mean: -2 * SIZE, interval: null });
    expect(report.examples[0]).toMatchObject({ before: { status: "decided" } });
  });

  it("is found out when it says that it relied on something else", () => {
    const { weights } = report;
    expect(weights.channels).toMatchObject([
      { channel: "news", cited: 0, confidence: 0.5, measured: 1, absShift: SIZE },
      { channel: "quant", cited: 1, confidence: 0.5, measured: 0 },
      { channel: "cases", cited: 0, measured: 0 },
    ]);
    expect(weights.agreement).toEqual({ same: 0, opposite: 1, tied: 2, tau: -0.5 });
  });
});

describe("a model that follows", () => {
  it("the figures turns with them", async () => {
    const flips = flipsOf(
      await probe(
        ruled({
          quant: (request) => (shown(request, "ema_3_over_7") < 0 ? -0.8 : 0.8),
          arbiter: (request) => shown(request, "quant.score"),
        }),
      ),
    );
    expect(flips).toMatchObject({
      "flip quant opinion": 1,
      "flip news text": 0,
      "swap analysts": 0,
    });
    // Rounded to two decimals, some crossings are shown as 0.
    expect(flips["negate quant figures"]).toBeGreaterThan(0.5);
  });

  it("whoever speaks first is caught by the order of analysts", async () => {
    const report = await probe(
      ruled({
        sentiment: () => -0.5,
        quant: () => 0.5,
        arbiter: (request) => (prompt(request).startsWith("sentiment") ? -1 : 1),
      }),
    );
    expect(flipsOf(report)).toMatchObject({
      "swap analysts": 1,
      "flip news opinion": 0,
      "flip quant opinion": 0,
    });
  });

  it("the first case alone turns with its outcome, and with the order of cases", async () => {
    const report = await probe(ruled({ arbiter: (request) => shown(request, "c1") }));
    const [swapped, reversed] = ["swap case outcomes", "reverse cases"].map((name) =>
      report.interventions.find((each) => each.name === name),
    );
    expect(swapped?.figures.flipped.share).toBe(1);
    expect(reversed?.figures.flipped.hits).toBeGreaterThan(0);
    expect(flipsOf(report)).toMatchObject({ "drop news": 0, "swap analysts": 0 });
  });

  it("a number in the news is caught by the anchor", async () => {
    const report = await probe(
      ruled({
        sentiment: (request) => {
          const [, percent = "50"] = /chance of a rise at (\d+) %/.exec(prompt(request)) ?? [];
          return Number(percent) / 50 - 1;
        },
        arbiter: (request) => shown(request, "sentiment.score"),
      }),
    );
    const anchor = report.interventions.find(({ channel }) => channel === "anchor");
    expect(anchor?.figures).toMatchObject({
      flipped: { hits: 4, of: 4 },
      shift: { mean: 2 * SIZE },
    });
  });
});

const sampled = (model: ChatModel, parameters: ChatModel["origin"]["parameters"]): ChatModel => ({
  ...model,
  origin: { ...model.origin, parameters, seeded: true },
});

describe("self-consistency", () => {
  const coin = ruled({
    arbiter: (request) =>
      Number.parseInt(sha256(`${request.seed} ${prompt(request)}`).slice(0, 2), 16) % 2 || -1,
  });

  it("of a coin that is tossed by seed is a half", async () => {
    const { consistency } = await probe(sampled(coin, { temperature: 1 }), { samples: 25 });
    expect(consistency).toMatchObject({ samples: 25, reason: null, figures: { rows: 4 } });
    expect(consistency.figures?.sameSide.of).toBe(100);
    expect(consistency.figures?.sameSide.share).toBeGreaterThan(0.35);
    expect(consistency.figures?.sameSide.share).toBeLessThan(0.65);
    expect(consistency.figures?.steadyRows.hits).toBe(0);
  });

  it("of a model that does not care for its seed is whole", async () => {
    const { consistency } = await probe(sampled(NEWS_READER, {}), { samples: 3 });
    expect(consistency.figures).toMatchObject({
      sameSide: { hits: 12, of: 12 },
      steadyRows: { hits: 4, of: 4 },
      scoreDeviation: 0,
    });
  });

  it.each([
    ["greedy", sampled(coin, { temperature: 0 })],
    ["no seed", coin],
    ["rule", undefined],
  ])("is n/a where nothing could differ: %s", (reason, model) => {
    const pipeline = pipelineOf({ rows, ...(model && { model }) });
    expect(samplingOf(pipeline)).toEqual({ nodes: [], reason });
  });

  it("is n/a, and says why, in the report", async () => {
    const { consistency } = await probe(coin, { rows: 1 });
    expect(consistency).toEqual({ samples: 0, sampledNodes: [], reason: "no seed", figures: null });
  });

  it("is not asked for with no samples", async () => {
    const { consistency } = await probe(sampled(coin, { temperature: 1 }), { rows: 1, samples: 0 });
    expect(consistency).toMatchObject({ reason: "not asked", figures: null });
  });
});

/** The model with its calls counted, and their questions. */
function counting(model: ChatModel): ChatModel & { readonly asked: ChatRequest[] } {
  const asked: ChatRequest[] = [];
  const complete: ChatModel["complete"] = (request) => {
    asked.push(request);
    return model.complete(request);
  };
  return { ...model, asked, complete };
}

describe("a probe", () => {
  it("asks every question once, and only nodes that are given something else", async () => {
    const model = counting(NEWS_READER);
    const { usage, sample } = await probe(model);
    const questions = model.asked.map(({ messages }) => JSON.stringify(messages));
    expect(new Set(questions).size).toBe(questions.length);
    const by = (node: string): number => model.asked.filter((each) => each.node === node).length;
    // The pool, and for each row the text, two anchors, and cases swapped, dropped and reversed.
    expect(by("analyzeSentiment")).toBeLessThanOrEqual(sample.pool + 4 * 6);
    // The pool, and for each row the figures, and cases swapped, dropped and reversed.
    expect(by("analyzeQuant")).toBeLessThanOrEqual(sample.pool + 4 * 4);
    expect(usage.calls).toBeGreaterThanOrEqual(model.asked.length);
  });

  it("repeats for nothing from stored replies, byte for byte, whatever the concurrency", async () => {
    const [model, store] = [counting(NEWS_READER), memoryReplies()];
    const service = { memories: forEachNode(() => ({ store, mode: "live" as const })) };
    const first = await probeBehaviour(pipelineOf({ rows, model, service }), FEW);
    const calls = model.asked.length;
    const again = await probeBehaviour(pipelineOf({ rows, model, service }), {
      ...FEW,
      concurrency: 1,
    });
    expect(model.asked).toHaveLength(calls);
    expect(behaviourJson(again)).toBe(behaviourJson(first));
    expect(keptBehaviour(behaviourJson(first), first.run)).toEqual(first);
  });

  it("sees nothing after a row: another future changes no decision", async () => {
    const config = { rows: { from: 8, to: 25 } };
    const later = Object.fromEntries(
      rows.slice(25).map((_, i) => [25 + i, { close: 1, summary: "Panic", sentimentIndex: 1 }]),
    );
    const one = await probeBehaviour(pipelineOf({ rows, model: NEWS_READER, config }), FEW);
    const other = await probeBehaviour(
      pipelineOf({ rows: withFields(rows, later), model: NEWS_READER, config }),
      FEW,
    );
    expect(other.run).not.toBe(one.run);
    expect({ ...other, run: "" }).toEqual({ ...one, run: "" });
    expect(Math.max(...one.sample.rows)).toBeLessThan(25);
  });

  it("counts what changes nothing as inert: an analyst that is off, a rule's order of reports", async () => {
    const config = { without: ["analyzeSentiment" as const, "arbitrate" as const] };
    const report = await probeBehaviour(pipelineOf({ rows, config }), FEW);
    const inert = report.interventions.filter(({ figures }) => figures.rows === 0);
    expect(inert.map(({ name }) => name)).toEqual(
      [
        "flip news text",
        "flip news opinion",
        "swap analysts",
        "plant an anchor",
        "drop news",
      ].toSorted((a, b) => orderOf(report, a) - orderOf(report, b)),
    );
    expect(report.weights.channels[0]).toMatchObject({ cited: null, measured: null });
  });

  it("takes a node that breaks for a row that is undecided", async () => {
    const broken = ruled({
      quant: (request) => {
        if (shown(request, "c1") === 0) throw new Error("no cases");
        return 0.1;
      },
      arbiter: () => 1,
    });
    const report = await probe(broken);
    const dropped = report.interventions.find(({ name }) => name === "drop cases");
    expect(dropped?.figures).toMatchObject({ flipped: { of: 0 } });
    expect(dropped?.figures.undecided).toBe(dropped?.figures.rows);
  });

  it("stops on request, and on a reply that is not stored, naming the row", async () => {
    const stop = new AbortController();
    const onProgress = (done: number): void => void (done === 12 && stop.abort());
    const stopped = probe(NEWS_READER, { signal: stop.signal, onProgress });
    expect(await faultOf(stopped)).toBeInstanceOf(StoppedError);

    const store = memoryReplies();
    const service = { memories: forEachNode(() => ({ store, mode: "replay" as const })) };
    const missed = await faultOf(
      probeBehaviour(pipelineOf({ rows, model: NEWS_READER, service }), FEW),
    );
    expect(missed).toBeInstanceOf(ReplayMissError);
  });

  it.each([{ rows: 0 }, { rows: 1.5 }, { samples: -1 }, { concurrency: 0 }])(
    "refuses %o",
    async (options) => {
      expect(await faultOf(probe(NEWS_READER, options))).toBeInstanceOf(UsageError);
    },
  );
});

function orderOf(report: BehaviourReport, name: string): number {
  return report.interventions.findIndex((each) => each.name === name);
}
