import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pipeline } from "../../../graphs/pipeline.ts";
import { NODE_OUTPUTS } from "../../../graphs/node-step.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { makeRedecider } from "../../../dashboard/server/redecide.ts";
import type { RowDetail, RunHead } from "../../../dashboard/wire/api.ts";
import type { ChatModel } from "../../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../../nodes/models/providers/simulated-model.ts";
import { askAgain, askJson, serveRuns } from "../../support/dashboard.ts";
import { type PipelineSketch, pipelineOf, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, newDirectory, removeDirectory } from "../../support/run-directory.ts";

const ROW = 10;
const sketch: PipelineSketch = { rows: worldRows(13) };
const directory = makeDirectory();
let pipeline: Pipeline;
let rowPath = "";

beforeAll(async () => {
  pipeline = pipelineOf(sketch);
  await runPipeline(pipeline, { out: directory });
  rowPath = `/api/runs/${pipeline.run}/rows/${ROW}`;
});

afterAll(() => removeDirectory(directory));

/** Every file of a directory with its content. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

describe("a row decided again", () => {
  it("shows what was and what is, with the nodes that worked, and writes nothing", async () => {
    const before = filesOf(directory);
    const served = await serveRuns([directory], { data: pipeline.data });
    const detail = await askJson<RowDetail>(served, rowPath);
    const quant = detail.nodes.find(({ node }) => node === "analyzeQuant");
    const output = NODE_OUTPUTS.analyzeQuant.parse(quant?.output);
    const same = await askAgain(served, `${rowPath}/redecide`, { node: "analyzeQuant", output });
    expect(JSON.parse(same.body)).toMatchObject({
      before: detail.decision,
      after: detail.decision,
      nodes: [{ node: "arbitrate", calls: [{ model: "simulated", fault: null }] }],
    });
    const opinion = output.quant.opinion && {
      ...output.quant.opinion,
      score: -output.quant.opinion.score,
    };
    const other = await askAgain(served, `${rowPath}/redecide`, {
      node: "analyzeQuant",
      output: { quant: { ...output.quant, opinion } },
    });
    const { after, before: was } = JSON.parse(other.body);
    expect(was).toEqual(detail.decision);
    expect(after.score).not.toBe(detail.decision.score);
    expect(await askJson(served, rowPath)).toEqual(detail);
    expect(filesOf(directory)).toEqual(before);
  });

  it.each([
    ["no JSON", "{", 400],
    ["no node of the graph", { node: "ponder", output: {} }, 400],
    ["a further field", { node: "arbitrate", output: {}, run: "x" }, 400],
    ["another form", { node: "arbitrate", output: { decision: {} } }, 422],
  ])("is refused for %s", async (_, body, status) => {
    const served = await serveRuns([directory], { data: pipeline.data });
    expect((await askAgain(served, `${rowPath}/redecide`, body)).status).toBe(status);
  });
});

/** The head of a run that cannot be decided again, and is not. */
async function refusedHead(...parts: Parameters<typeof serveRuns>): Promise<RunHead | undefined> {
  const served = await serveRuns(...parts);
  const [head] = await askJson<RunHead[]>(served, "/api/runs");
  const path = `/api/runs/${head?.id}/rows/${ROW}/redecide`;
  const replaced = { node: "analyzeQuant", output: {} };
  expect((await askAgain(served, path, replaced)).status).toBe(409);
  return head;
}

describe("a run that cannot be decided again", () => {
  it("says so ahead: without its data", async () => {
    expect((await refusedHead([directory]))?.redecide).toEqual({
      able: false,
      reason: "its data is not at hand: give world.csv with --data",
    });
  });

  it("says so ahead: with nodes of its own", async () => {
    const own = pipelineOf({ ...sketch, nodes: { analyzeQuant: pipeline.nodes.analyzeQuant } });
    const out = newDirectory();
    await runPipeline(own, { out });
    expect((await refusedHead([out], { data: own.data }))?.redecide.reason).toMatch(
      /nodes of its own/,
    );
  });

  it("says so ahead: with a model that no name opens", async () => {
    const out = newDirectory();
    const model: ChatModel = {
      ...makeSimulatedModel(),
      id: "local:m.gguf",
      origin: { ...makeSimulatedModel().origin, provider: "local", name: "m.gguf" },
    };
    const other = pipelineOf({ ...sketch, model });
    await runPipeline(other, { out });
    const head = await refusedHead([out], { data: other.data });
    expect(head?.redecide.reason).toMatch(/start the dashboard with the run's --llm/);
    // With a model named it can, and the model is named as what it is.
    const access = { cacheDir: newDirectory(), openai: {} };
    const served = await serveRuns([out], {
      data: other.data,
      redecider: makeRedecider({ access, llm: "simulated" }),
    });
    const path = `/api/runs/${other.run}/rows/${ROW}`;
    const { nodes } = await askJson<RowDetail>(served, path);
    const { output } = nodes.find(({ node }) => node === "analyzeQuant") ?? {};
    const { status, body } = await askAgain(served, `${path}/redecide`, {
      node: "analyzeQuant",
      output,
    });
    expect([status, JSON.parse(body).nodes[0].calls[0].model]).toEqual([200, "simulated"]);
  });

  it("says which question was not recorded, where its replies are only replayed", async () => {
    const out = newDirectory();
    const model: ChatModel = {
      ...makeSimulatedModel(),
      id: "openai:gpt-x",
      origin: { provider: "openai", name: "gpt-x", parameters: { temperature: 0 }, seeded: true },
    };
    const other = pipelineOf({ ...sketch, model });
    await runPipeline(other, { out });
    const access = { cacheDir: newDirectory(), openai: {} };
    const served = await serveRuns([out], {
      data: other.data,
      redecider: makeRedecider({ access, llm: "replay:openai:gpt-x" }),
    });
    const path = `/api/runs/${other.run}/rows/${ROW}`;
    const { nodes } = await askJson<RowDetail>(served, path);
    const { output } = nodes.find(({ node }) => node === "analyzeQuant") ?? {};
    const { status, body } = await askAgain(served, `${path}/redecide`, {
      node: "analyzeQuant",
      output,
    });
    expect([status, JSON.parse(body)]).toEqual([
      409,
      {
        error:
          "this question was not recorded (arbitrate); start the dashboard with --llm to ask a model",
      },
    ]);
  });
});
