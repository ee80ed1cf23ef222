/** A run's name: everything that decides what it comes to, and nothing else. */
import { describe, expect, it } from "vitest";
import { buildPipeline } from "../../graphs/pipeline.ts";
import { type RunConfigInput, parseRunConfig } from "../../graphs/run-config.ts";
import { makeOpenAiModel } from "../../nodes/models/providers/openai-model.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";
import { dataOf, worldRows } from "../support/pipeline.ts";

const data = dataOf(worldRows(10));

function runOf(
  parts: Partial<Parameters<typeof buildPipeline>[0]> = {},
  config: RunConfigInput = {},
) {
  const model = makeSimulatedModel();
  const embedder = makeHashEmbedder();
  return buildPipeline({ data, config: parseRunConfig(config), model, embedder, ...parts }).run;
}

const openai = (baseURL?: string) =>
  makeOpenAiModel("m", { apiKey: "k", ...(baseURL !== undefined && { baseURL }) });

describe("a run's name", () => {
  it("is the same for the same parts", () => {
    expect(runOf()).toBe(runOf());
    expect(runOf()).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ["the columns were read under other names", { data: { ...data, columnMap: { close: "alt" } } }],
    ["times were read in another zone", { data: { ...data, timezone: "Asia/Tokyo" } }],
    ["the file is another", { data: { ...data, sha256: "0".repeat(64) } }],
    ["the model is another", { model: openai() }],
    ["a prompt was edited", { prompts: { analyzeSentiment: "", analyzeQuant: "", arbitrate: "" } }],
    ["a node is one's own", { nodes: { retrieveCases: () => ({ cases: [] }) } }],
  ])("differs when %s", (_what, parts) => {
    expect(runOf(parts)).not.toBe(runOf());
  });

  it("differs by the server behind a model's name, without holding its address", () => {
    const [own, here, there] = [undefined, "http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1"].map(
      (baseURL) => runOf({ model: openai(baseURL) }),
    );
    expect(new Set([own, here, there]).size).toBe(3);
    expect(openai("http://127.0.0.1:1/v1").id).not.toContain("127.0.0.1");
  });

  it.each<RunConfigInput>([
    { seed: 2 },
    { horizonBars: 3 },
    { without: ["arbitrate"] },
    { rows: { from: 0, to: 5 } },
    { commission: 0 },
  ])("differs for the configuration %j", (config) => {
    expect(runOf({}, config)).not.toBe(runOf());
  });
});
