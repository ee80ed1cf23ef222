import fc from "fast-check";
import { MODEL_PROVIDER_CONFIG } from "langchain/chat_models/universal";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { MODEL_NODES } from "../../../nodes/models/chat-model.ts";
import {
  type ModelSpec,
  parseModelSpec,
  parseModelSpecs,
  spellModelSpec,
  spellModelSpecs,
} from "../../../nodes/models/model-spec.ts";
import { KNOWN_PROVIDERS } from "../../../nodes/models/providers/known-providers.ts";
import { faultOf } from "../../support/fault.ts";

const live = { replayOnly: false };
const mini = { kind: "openai", provider: "openai", name: "gpt-4.1-mini", ...live };
const claude = {
  kind: "universal",
  provider: "anthropic",
  name: "claude-haiku-4-5",
  ...live,
};

const modelName = fc.stringMatching(/^[a-z0-9][a-z0-9.:/@_-]{0,20}$/);
const fileName = fc.stringMatching(/^[A-Za-z0-9./][A-Za-z0-9=:./_-]{0,20}\.gguf$/);
const anySpec: fc.Arbitrary<ModelSpec> = fc.oneof(
  fc.constant(parseModelSpec("simulated")),
  fc.constant(parseModelSpec("replay")),
  named("openai", fc.constant("openai"), modelName),
  named("local", fc.constant("local"), fileName),
  named("universal", fc.constantFrom(...KNOWN_PROVIDERS.keys()), modelName),
);

function named(
  kind: ModelSpec["kind"],
  provider: fc.Arbitrary<string>,
  name: fc.Arbitrary<string>,
): fc.Arbitrary<ModelSpec> {
  return fc.record({ kind: fc.constant(kind), provider, name, replayOnly: fc.boolean() });
}

describe("parseModelSpec", () => {
  it.each([
    ["simulated", { kind: "simulated", provider: "simulated", name: "", ...live }],
    ["replay", { kind: "replay", provider: "replay", name: "", replayOnly: true }],
    ["openai:gpt-4.1-mini", mini],
    ["openai:ft:some:tuned", { ...mini, name: "ft:some:tuned" }],
    ["openai:ft:gpt-4.1-mini:org::id", { ...mini, name: "ft:gpt-4.1-mini:org::id" }],
    [
      "local:C:\\m=1\\F.gguf",
      { kind: "local", provider: "local", name: "C:\\m=1\\F.gguf", ...live },
    ],
    ["anthropic:claude-haiku-4-5", claude],
    ["ollama:qwen3:0.6b", { kind: "universal", provider: "ollama", name: "qwen3:0.6b", ...live }],
    ["replay:anthropic:claude-haiku-4-5", { ...claude, replayOnly: true }],
  ])("reads %s", (text, spec) => {
    expect(parseModelSpec(text)).toEqual(spec);
  });

  it.each(["", "gpt-4.1", "openai", "openai:", "openai: x", "simulated:x", "replay:"])(
    "refuses %j, naming what it expects",
    async (text) => {
      const fault = await faultOf(Promise.resolve().then(() => parseModelSpec(text)));
      expect(fault).toBeInstanceOf(UsageError);
      expect(fault).toMatchObject({
        message: expect.stringContaining("expected simulated, replay"),
      });
    },
  );

  it.each(["replay:replay", "replay:replay:simulated"])("refuses %s", (text) => {
    expect(() => parseModelSpec(text)).toThrow("expected one replay:");
  });

  it("refuses an unknown provider with the list of those it knows", () => {
    expect(() => parseModelSpec("acme:model")).toThrow(/openai, local, anthropic, .*"acme:model"/);
  });

  it("knows every provider that the initialiser knows, by the same package", () => {
    const known = [...KNOWN_PROVIDERS].map(([provider, each]) => [provider, each.package]);
    const theirs = Object.entries(MODEL_PROVIDER_CONFIG).map(([name, each]) => [
      name,
      each.package,
    ]);
    const { openai, ...others } = Object.fromEntries(theirs);
    expect(openai).toBe("@langchain/openai");
    expect(Object.fromEntries(known)).toEqual(others);
  });
});

describe("parseModelSpecs", () => {
  it("gives one model to every node", () => {
    const specs = { analyzeSentiment: mini, analyzeQuant: mini, arbitrate: mini };
    expect(parseModelSpecs("openai:gpt-4.1-mini")).toEqual(specs);
  });

  it("gives named nodes theirs, and the rest the unnamed one", () => {
    for (const text of [
      "openai:gpt-4.1-mini,arbitrate=anthropic:claude-haiku-4-5",
      "arbitrate=anthropic:claude-haiku-4-5,openai:gpt-4.1-mini",
    ]) {
      const specs = { analyzeSentiment: mini, analyzeQuant: mini, arbitrate: claude };
      expect(parseModelSpecs(text)).toEqual(specs);
    }
  });

  it("lets a file's name hold = and :", () => {
    const { arbitrate, analyzeQuant } = parseModelSpecs(
      "local:a=b.gguf,arbitrate=local:c:d=e.gguf",
    );
    expect([analyzeQuant.name, arbitrate.name]).toEqual(["a=b.gguf", "c:d=e.gguf"]);
  });

  it.each([
    ["arbitrate=simulated", "expected one for analyzeSentiment and analyzeQuant, was none"],
    ["simulated,openai:x", "expected one model without NODE=, was a second: openai:x"],
    ["simulated,arbitrate=simulated,arbitrate=replay", "expected arbitrate= once"],
    ["simulated,retrieveCases=replay", 'analyzeSentiment, analyzeQuant, arbitrate before =, was "'],
    ["simulated, arbitrate=replay", 'before =, was " arbitrate"'],
    ["simulated,", 'was ""'],
    ["arbitrate=", 'was ""'],
  ])("refuses %s", (text, words) => {
    expect(() => parseModelSpecs(text)).toThrow(UsageError);
    expect(() => parseModelSpecs(text)).toThrow(words);
  });
});

describe("the spelling", () => {
  it("of a model parses back to it", () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(parseModelSpec(spellModelSpec(spec))).toEqual(spec);
      }),
    );
  });

  it("of a model for each node parses back, and is one model's where all are the same", () => {
    fc.assert(
      fc.property(anySpec, anySpec, anySpec, (analyzeSentiment, analyzeQuant, arbitrate) => {
        const specs = { analyzeSentiment, analyzeQuant, arbitrate };
        expect(parseModelSpecs(spellModelSpecs(specs))).toEqual(specs);
        const same = {
          analyzeSentiment,
          analyzeQuant: analyzeSentiment,
          arbitrate: analyzeSentiment,
        };
        expect(spellModelSpecs(same)).toBe(spellModelSpec(analyzeSentiment));
      }),
    );
  });

  it("names the nodes in the graph's order", () => {
    const specs = parseModelSpecs("openai:a,arbitrate=openai:b");
    const spelled = spellModelSpecs(specs).split(",");
    expect(spelled.map((part) => part.split("=")[0])).toEqual([...MODEL_NODES]);
  });
});
