import { describe, expect, it } from "vitest";
import { chooseModel } from "../../cli/model-choice.ts";
import { loadRows } from "../../data/load-rows.ts";
import { SAMPLE_FILE } from "../../data/sample-file.ts";
import { type RunConfigInput, parseRunConfig } from "../../graphs/run-config.ts";
import { dataOf, worldRows } from "../support/pipeline.ts";

const sample = await loadRows(SAMPLE_FILE);
const choose = (given: string | undefined, config: RunConfigInput = {}, data = sample) =>
  chooseModel(given, data, parseRunConfig(config));

describe("chooseModel", () => {
  it("takes what is given", () => {
    expect(choose("openai:m")).toEqual({ llm: "openai:m", spoken: "openai:m" });
    expect(choose("simulated").spoken).toContain("a fixed rule that stands in");
  });

  it.each<RunConfigInput>([
    {},
    { seed: 9, commission: 0, rows: { from: 3, to: 9 } },
    { without: ["arbitrate"] },
    { hysteresis: 0.3, calibrated: true },
    { groundingGate: true },
    { groundingGate: true, hysteresis: 0.3, calibrated: true },
    { without: ["analyzeQuant", "arbitrate"] },
    { without: ["analyzeSentiment"] },
  ])("replays what was recorded, where the prompts are the same: %j", (config) => {
    const { llm, spoken } = choose(undefined, config);
    expect(llm).toBe("replay");
    expect(spoken).toContain("recorded replies of a real model");
  });

  it.each<[RunConfigInput, string]>([
    [{ horizonBars: 3 }, "horizonBars"],
    [{ embedder: "use" }, "embedder"],
    [{ unmasked: true }, "unmasked"],
    [{ quantFirst: true }, "quantFirst"],
    [{ groundingGate: true, quantFirst: true }, "groundingGate"],
    [{ groundingGate: true, without: ["analyzeQuant"] }, "set of nodes"],
    [{ contextTokens: 200 }, "contextTokens"],
    [{ singleCall: true }, "singleCall"],
    [{ sentimentBy: "classifier" }, "sentiment analyst"],
    [{ without: ["retrieveCases"] }, "set of nodes"],
    [{ without: ["analyzeSentiment", "analyzeQuant"] }, "set of nodes"],
  ])("stands in for the model where prompts differ, and says why: %j", (config, why) => {
    const { llm, spoken } = choose(undefined, config);
    expect(llm).toBe("simulated");
    expect(spoken).toContain(`recorded with another ${why}`);
  });

  it("stands in for the model in a probe of what was recorded with a switch", () => {
    const config = parseRunConfig({ groundingGate: true });
    const { llm, spoken } = chooseModel(undefined, sample, config, "probe");
    expect(llm).toBe("simulated");
    expect(spoken).toContain("recorded with another groundingGate");
    expect(chooseModel(undefined, sample, parseRunConfig({}), "probe").llm).toBe("replay");
  });

  it("stands in for the model on other data", () => {
    const { llm, spoken } = choose(undefined, {}, dataOf(worldRows(5)));
    expect(llm).toBe("simulated");
    expect(spoken).not.toContain("recorded");
  });
});
