import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeWorld } from "../../../data/worlds/make-world.ts";
import { holdsLaterMarks } from "../../../graphs/finetune/check-lines.ts";
import { type FinetuneExport, exportFinetune } from "../../../graphs/finetune/export-finetune.ts";
import type { OwnNodes } from "../../../graphs/own-nodes.ts";
import { type RunConfigInput, parseRunConfig } from "../../../graphs/run-config.ts";
import { quantAnswerSchema, sentimentAnswerSchema } from "../../../nodes/answer-schemas.ts";
import { estimateTokens } from "../../../nodes/models/cost/token-estimate.ts";
import type { ChatModel } from "../../../nodes/models/chat-model.ts";
import { makeExtractFeatures } from "../../../nodes/extract-features.ts";
import { makeSimulatedModel } from "../../../nodes/models/providers/simulated-model.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { dataOf, pipelineOf } from "../../support/pipeline.ts";

const HORIZON = 1;
const rows = [...makeWorld({ kind: "edge", rows: 24, seed: 4, strength: 0.4 })];

function exported(nodes?: OwnNodes, config: RunConfigInput = {}): Promise<FinetuneExport> {
  return exportFinetune({
    data: dataOf(rows),
    config: parseRunConfig({ horizonBars: HORIZON, ...config }),
    embedder: makeHashEmbedder(),
    ...(nodes && { nodes }),
  });
}

const lineSchema = z.strictObject({
  messages: z.tuple([
    z.strictObject({ role: z.literal("system"), content: z.string() }),
    z.strictObject({ role: z.literal("user"), content: z.string() }),
    z.strictObject({ role: z.literal("assistant"), content: z.string() }),
  ]),
});

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => lineSchema.parse(JSON.parse(line)).messages);

describe("what is exported", () => {
  let made: FinetuneExport;
  beforeAll(async () => {
    made = await exported();
  });

  it("is a file by analyst and part, rows in time with an embargo of three horizons between", () => {
    expect(made.files.map(({ name }) => name)).toEqual([
      "sentiment.train.jsonl",
      "sentiment.validation.jsonl",
      "quant.train.jsonl",
      "quant.validation.jsonl",
    ]);
    // 12 returns are there from row 12 on, and outcomes up to row 22: 11 rows, the last 2 to validate on.
    const [train, validation] = made.files.map((file) => file.rows);
    expect([train?.[0], train?.at(-1)]).toEqual([12, 18]);
    expect([validation?.[0], validation?.at(-1)]).toEqual([21, 22]);
    expect(made.embargoBars).toBe(3 * HORIZON);
    expect(made).toMatchObject({ leak: null, checkedLines: 18, skippedRows: 12 });
  });

  it("asks exactly what a run asks", async () => {
    const pipeline = pipelineOf({ rows, config: { horizonBars: HORIZON } });
    for (const row of [12, 21]) {
      const { calls } = await pipeline.graph.invoke({ row });
      for (const { node, rows: own, text } of made.files) {
        if (!own.includes(row)) continue;
        const asked = calls.find((call) => call.node === node)?.messages;
        expect(linesOf(text)[own.indexOf(row)]?.slice(0, 2)).toEqual(asked);
      }
    }
  });

  it("answers in the node's form, with ids that it shows, and as the outcome turned out", () => {
    for (const { node, rows: own, text, tokens } of made.files) {
      const schema = node === "analyzeSentiment" ? sentimentAnswerSchema : quantAnswerSchema;
      let counted = 0;
      for (const [i, messages] of linesOf(text).entries()) {
        const [, user, assistant] = messages;
        const { stance, score, cited } = schema.parse(JSON.parse(assistant.content));
        const [now = 0, then = 0] = [0, HORIZON].map(
          (bars) => rows[(own[i] ?? 0) + bars]?.observation.close,
        );
        expect(score === 0 ? stance : Math.sign(score)).toBe(
          stance === "neutral" ? "neutral" : Math.sign(then / now - 1),
        );
        for (const id of cited) expect(user.content).toContain(`\n[${id}] `);
        counted += messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
      }
      expect(tokens).toBe(counted);
    }
  });

  it("is taken by the node as a good answer, nothing of it dropped", async () => {
    const [, validation] = made.files;
    const [row = 0] = validation?.rows ?? [];
    const answer = linesOf(validation?.text ?? "")[0]?.[2].content ?? "";
    const simulated = makeSimulatedModel();
    const model: ChatModel = {
      ...simulated,
      complete: async (request) => ({
        ...(await simulated.complete(request)),
        ...(request.node === "analyzeSentiment" && { text: answer }),
      }),
    };
    const { sentiment, remarks } = await pipelineOf({ rows, model }).graph.invoke({ row });
    const { quotes: _quotes, ...opinion } = sentimentAnswerSchema.parse(JSON.parse(answer));
    expect(sentiment.opinion).toEqual(opinion);
    expect(remarks.filter(({ kind }) => kind === "unusable")).toEqual([]);
  });

  it("is the same bytes again, and the manifest hashes them", async () => {
    const again = await exported();
    expect(again).toEqual(made);
    expect(made.manifest).toContain('"checkedLines": 18');
  });

  it("leaves out an analyst that is off, and shows levels only when asked to", async () => {
    const { files } = await exported(undefined, { without: ["analyzeSentiment"], unmasked: true });
    expect(files.map(({ name }) => name)).toEqual(["quant.train.jsonl", "quant.validation.jsonl"]);
    expect(files[0]?.text).toContain("[close] ");
    expect(made.files[2]?.text).not.toContain("[close] ");
  });
});

/** Puts a figure in the place of the first feature. */
function withFigure(
  figureAt: (row: number, of: readonly number[]) => number,
): Extract<OwnNodes, (...args: never) => unknown> {
  return ({ data }) => {
    const closes = data.rows.map(({ observation }) => observation.close);
    const live = (): readonly number[] => data.rows.map(({ observation }) => observation.close);
    const extract = makeExtractFeatures();
    return {
      extractFeatures: async (view) => {
        const { features } = await extract(view);
        const [first, ...others] = features.features;
        if (first === undefined) return { features };
        const value = figureAt(view.asOf, closes.length > view.asOf ? closes : live());
        return {
          features: { ...features, features: [{ ...first, value, absence: null }, ...others] },
        };
      },
    };
  };
}

const quiet = (): void => {};

/** Asks about the news of the row after. */
const nextNews: OwnNodes = ({ data, models }) => ({
  analyzeSentiment: async (_input, view) => {
    const next = data.rows[view.asOf + 1]?.observation.summary ?? "";
    await models.analyzeSentiment.complete({
      node: "analyzeSentiment",
      messages: [{ role: "user", content: next }],
      answer: { name: "any", jsonSchema: {} },
      seed: 1,
      sample: 0,
    });
    return { sentiment: { opinion: null, reason: "none", quotes: [], evidence: [] } };
  },
});

/** The close of the row before, looked up for all rows at once. */
const ahead: OwnNodes = (ground) => {
  const { rows: given } = ground.data;
  const known = given.map((_, at) => (given[at - 1]?.observation.close ?? 0) / 1e6);
  return withFigure((row) => known[row] ?? 0)(ground);
};

describe("the check", () => {
  it("finds a node that reads a row too far, and names row and analyst", async () => {
    const next = withFigure((row, closes) => (closes[row + 1] ?? 0) / 1e6);
    expect((await exported(next)).leak).toEqual({
      row: 12,
      node: "analyzeQuant",
      what: "another prompt without the later rows",
    });
  });

  it("finds a read that the view refused", async () => {
    const { leak } = await exported({
      extractFeatures: async (view) => {
        view.bar(view.asOf + 1);
        return makeExtractFeatures()(view);
      },
    });
    expect(leak).toMatchObject({ row: 12 });
    expect(leak?.what).toMatch(/asked|row 13/);
  });

  it("finds a later row's marks, whatever way they came", async () => {
    const parts = {
      data: dataOf(rows),
      config: parseRunConfig({ horizonBars: HORIZON }),
      embedder: makeHashEmbedder(),
    };
    expect(await holdsLaterMarks(parts, [12, 13], quiet)).toBeNull();
    expect(await holdsLaterMarks({ ...parts, nodes: nextNews }, [12, 13], quiet)).toEqual({
      row: 12,
      node: "analyzeSentiment",
      what: "text of row 13",
    });
  });

  it("lets a figure pass that is computed ahead from all rows, each from those before", async () => {
    expect((await exported(ahead)).leak).toBeNull();
  });
});
