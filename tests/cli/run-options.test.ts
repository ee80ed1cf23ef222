import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { type ConfigFlags, configFrom, withConfigOptions } from "../../cli/run-options.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";

/** The configuration that a command line describes. */
function configOf(...switches: readonly string[]) {
  const command = withConfigOptions(new Command())
    .exitOverride()
    .configureOutput({
      writeErr: () => {},
    });
  command.parse(switches, { from: "user" });
  return configFrom(command.opts<ConfigFlags>());
}

describe("the switches of a run", () => {
  it("describe the default configuration where none is given", () => {
    expect(parseRunConfig(configOf())).toEqual(parseRunConfig({}));
  });

  it.each([
    [["--hysteresis", "0.3"], { hysteresis: 0.3 }],
    [["--calibrated"], { calibrated: true }],
    [["--context-tokens", "200"], { contextTokens: 200 }],
    [["--grounding-gate"], { groundingGate: true }],
    [["--quant-first"], { quantFirst: true }],
    [["--single-call"], { singleCall: true }],
  ])("%j switches on %j", (switches, changed) => {
    expect(configOf(...switches)).toEqual({ ...configOf(), ...changed });
  });

  it.each([
    [["--hysteresis", "3"], "Expected a number from 0 to 2."],
    [["--context-tokens", "149"], "Expected an integer of at least 150."],
  ])("refuses %j: %s", (switches, fault) => {
    expect(() => configOf(...switches)).toThrow(fault);
  });
});
