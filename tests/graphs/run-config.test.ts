import { describe, expect, it } from "vitest";
import { UsageError } from "../../data/errors.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";

describe("parseRunConfig", () => {
  it("fills in what is left out", () => {
    expect(parseRunConfig({})).toEqual({
      llm: "simulated",
      embedder: "hash",
      without: [],
      sentimentBy: "model",
      classifier: { warmUpRows: 36, retrainRows: 12, trainRows: 1000, penalty: 1 },
      unmasked: false,
      rows: null,
      horizonBars: 6,
      labelLagBars: null,
      gapBars: null,
      cases: 5,
      featureWeight: 0.5,
      hysteresis: null,
      calibrated: false,
      contextTokens: null,
      groundingGate: false,
      quantFirst: false,
      singleCall: false,
      seed: 1,
      commission: 0.001,
      slippage: 0,
      capital: 10_000,
    });
  });

  it("gives a configuration that cannot be changed", () => {
    expect(Object.isFrozen(parseRunConfig({}))).toBe(true);
  });

  it("names a key it does not know", () => {
    const mistyped = { cases: 3, horizon: 6 };
    expect(() => parseRunConfig(mistyped)).toThrow(UsageError);
    expect(() => parseRunConfig(mistyped)).toThrow(/^configuration: Unrecognized key: "horizon"$/);
    const nested = { rows: { from: 0, to: 1, step: 2 } };
    expect(() => parseRunConfig(nested)).toThrow(/rows: .*"step"/);
  });

  it.each([
    [{ llm: "" }, "llm"],
    [{ embedder: "" }, "embedder"],
    [{ rows: { from: -1, to: 3 } }, "rows.from"],
    [{ rows: { from: 0, to: 0 } }, "rows.to"],
    [{ rows: { from: 0.5, to: 3 } }, "rows.from"],
    [{ classifier: { warmUpRows: 1 } }, "classifier.warmUpRows"],
    [{ classifier: { retrainRows: 0 } }, "classifier.retrainRows"],
    [{ classifier: { penalty: 0 } }, "classifier.penalty"],
    [{ horizonBars: 0 }, "horizonBars"],
    [{ horizonBars: 2.5 }, "horizonBars"],
    [{ labelLagBars: 0 }, "labelLagBars"],
    [{ gapBars: -1 }, "gapBars"],
    [{ cases: 0 }, "cases"],
    [{ cases: 51 }, "cases"],
    [{ featureWeight: -0.1 }, "featureWeight"],
    [{ featureWeight: 1.1 }, "featureWeight"],
    [{ featureWeight: Number.NaN }, "featureWeight"],
    [{ hysteresis: 0 }, "hysteresis"],
    [{ hysteresis: 2.1 }, "hysteresis"],
    [{ contextTokens: 149 }, "contextTokens"],
    [{ singleCall: true, quantFirst: true }, "quantFirst"],
    [{ seed: 1.5 }, "seed"],
    [{ seed: 2 ** 31 }, "seed"],
    [{ commission: -0.001 }, "commission"],
    [{ commission: 2 }, "commission"],
    [{ slippage: Infinity }, "slippage"],
    [{ capital: 0 }, "capital"],
  ])("refuses %j, naming %s", (input, field) => {
    expect(() => parseRunConfig(input)).toThrow(UsageError);
    expect(() => parseRunConfig(input)).toThrow(`configuration: ${field}: `);
  });

  it("names every field at fault in one line", () => {
    expect(() => parseRunConfig({ cases: 0, capital: -5 })).toThrow(
      /^configuration: cases: [^\n]+; capital: [^\n]+$/,
    );
  });
});
