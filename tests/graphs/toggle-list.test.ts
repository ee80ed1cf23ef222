import { describe, expect, it } from "vitest";
import { type RunConfigInput, parseRunConfig } from "../../graphs/run-config.ts";
import { TOGGLES, promptToggles, spokenToggles } from "../../graphs/toggles.ts";

const ON: readonly (readonly [RunConfigInput, string, string | null])[] = [
  [{ hysteresis: 0.3 }, "hysteresis 0.3", null],
  [{ calibrated: true }, "calibrated on matured outcomes", null],
  [{ contextTokens: 200 }, "news and cases in 200 tokens", "contextTokens"],
  [{ groundingGate: true }, "grounding gate", "groundingGate"],
  [{ quantFirst: true }, "quant first", "quantFirst"],
  [{ singleCall: true }, "single call", "singleCall"],
];

describe("the list of toggles", () => {
  it("is said of no configuration by default", () => {
    const config = parseRunConfig({});
    expect(spokenToggles(config)).toEqual([]);
    expect(promptToggles(config)).toEqual([]);
  });

  it.each(ON)("says %j, and whether prompts differ", (input, spoken, changing) => {
    const config = parseRunConfig(input);
    expect(spokenToggles(config)).toEqual([spoken]);
    expect(promptToggles(config)).toEqual(changing === null ? [] : [changing]);
  });

  it("names all that change prompts", () => {
    const config = parseRunConfig({ hysteresis: 0.3, quantFirst: true, contextTokens: 200 });
    expect(promptToggles(config)).toEqual(["contextTokens", "quantFirst"]);
  });

  it("has every toggle once, with a hypothesis", () => {
    expect(TOGGLES.map(({ key }) => key)).toEqual(ON.flatMap(([input]) => Object.keys(input)));
    expect(TOGGLES.every(({ hypothesis }) => /^[A-Z].*\.$/.test(hypothesis))).toBe(true);
  });
});
