import { describe, expect, it } from "vitest";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { spokenSettings } from "../../graphs/spoken-settings.ts";

describe("spokenSettings", () => {
  it("says nothing of the usual configuration, and of what is shown as a figure", () => {
    expect(spokenSettings(parseRunConfig({}))).toEqual([]);
    expect(spokenSettings(parseRunConfig({ horizonBars: 3, seed: 9, llm: "replay" }))).toEqual([]);
  });

  it("names what is off, toggles and the rest, in words", () => {
    const config = parseRunConfig({
      without: ["analyzeQuant"],
      hysteresis: 0.5,
      cases: 3,
      rows: { from: 2, to: 9 },
    });
    expect(spokenSettings(config)).toEqual([
      "without analyzeQuant",
      "hysteresis 0.5",
      "rows 2:9",
      "cases 3",
    ]);
  });

  it("says nothing of a configuration that this version does not know", () => {
    expect(spokenSettings({ horizonBars: 6, novelty: true })).toEqual([]);
  });
});
