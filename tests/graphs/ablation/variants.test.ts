import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NODE_NAMES } from "../../../data/vocabulary.ts";
import { builtInVariants } from "../../../graphs/ablation/catalogue.ts";
import { readVariants } from "../../../graphs/ablation/read-variants.ts";
import { TRADE_BY, resolveVariants } from "../../../graphs/ablation/variant.ts";
import { type RunConfigInput, faultsOfConfig } from "../../../graphs/run-config.ts";
import { TOGGLES } from "../../../graphs/toggles.ts";
import { newDirectory } from "../../support/run-directory.ts";

/** Whatever a configuration can switch on that the matrix may stumble over, each and in pairs. */
const SWITCHES: readonly RunConfigInput[] = [
  { hysteresis: 0.3 },
  { calibrated: true },
  { contextTokens: 200 },
  { groundingGate: true },
  { quantFirst: true },
  { singleCall: true },
  { sentimentBy: "classifier" },
  { unmasked: true },
  ...NODE_NAMES.map((node) => ({ without: [node] })),
];
const SWITCHED = SWITCHES.flatMap((one, i) =>
  SWITCHES.slice(i).map((other) => Object.assign({}, one, other)),
).filter((config) => faultsOfConfig(config).length === 0);

describe("variants", () => {
  it("of the built-in matrix are all different, whatever is off already", () => {
    expect(resolveVariants({}, builtInVariants()).length).toBeGreaterThanOrEqual(12);
    const base = { without: ["retrieveCases" as const], unmasked: true };
    const names = resolveVariants(base, builtInVariants(base)).map(({ name }) => name);
    expect(names).toContain("masked");
    expect(names).not.toContain("no-cases");
    expect(names).not.toContain("knn-vote");
  });

  it.each(TRADE_BY)("of the built-in matrix are all different with every toggle, by %s", (by) => {
    const keys = SWITCHES.flatMap((config) => Object.keys(config));
    expect(keys).toEqual(expect.arrayContaining(TOGGLES.map(({ key }) => key)));
    for (const config of SWITCHED) {
      const variants = resolveVariants(config, builtInVariants(config, by), by);
      const names = new Set(variants.map(({ name }) => name));
      expect(names.has("single-call")).toBe(!config.singleCall);
      expect(names.has("quant-first")).toBe(!config.singleCall && !config.quantFirst);
    }
  });

  it.each([
    ["not JSON", "{", /variants\.json: expected JSON of the form .*, was no JSON$/],
    ["no list", "{}", /variants\.json: expected JSON of the form .*, was variants: /],
    ["a bad name", '{"variants":[{"name":"A b"}]}', /variant A b: name: expected up to 40 small/],
    [
      "a taken name",
      '{"variants":[{"name":"baseline"}]}',
      /variant baseline: name: expected another/,
    ],
    [
      "an unknown setting",
      '{"variants":[{"name":"a","config":{"nope":1}}]}',
      /variant a: config: Unrecognized key: "nope"/,
    ],
    [
      "a bad value",
      '{"variants":[{"name":"a","config":{"cases":0}}]}',
      /variant a: config\.cases: Too small/,
    ],
    [
      "other rows",
      '{"variants":[{"name":"a","config":{"rows":null}}]}',
      /variant a: config\.rows: expected a setting that leaves rows, horizon and costs alone/,
    ],
  ])("of a file with %s are refused in a line", (_what, text, message) => {
    const file = join(newDirectory(), "variants.json");
    writeFileSync(file, text);
    expect(() => readVariants(file)).toThrow(message);
  });

  it("that come twice, or do what another does, are refused", () => {
    const twice = [{ name: "a", positions: "score" as const }, { name: "a" }];
    expect(() => resolveVariants({}, twice)).toThrow("variant a: expected a name of its own");
    expect(() => resolveVariants({}, [{ name: "b", config: { seed: 1 } }])).toThrow(
      "variant b: expected another than baseline, was the same",
    );
  });
});
