import { describe, expect, it } from "vitest";
import { InputError, UsageError } from "../../../data/errors.ts";
import { makeModel } from "../../../nodes/models/make-model.ts";
import { parseModelSpec } from "../../../nodes/models/model-spec.ts";
import { faultOf } from "../../support/fault.ts";

describe("makeModel", () => {
  it("makes models by name, or by their spec", async () => {
    expect((await makeModel("simulated")).id).toBe("simulated");
    expect((await makeModel(parseModelSpec("simulated"))).id).toBe("simulated");
    const model = await makeModel("openai:gpt-4.1-mini", { openai: { apiKey: "sk-test" } });
    expect(model.id).toBe("openai:gpt-4.1-mini");
  });

  it("makes models of other providers with their keys and servers", async () => {
    const keys = { anthropic: "sk-test" };
    expect((await makeModel("anthropic:claude-haiku-4-5", { keys })).id).toBe(
      "anthropic:claude-haiku-4-5",
    );
    const baseURLs = { ollama: "http://127.0.0.1:9" };
    const model = await makeModel("ollama:qwen3:0.6b", { baseURLs });
    expect(model.id).toMatch(/^ollama:qwen3:0\.6b@[0-9a-f]{12}$/);
  });

  it.each(["openai:gpt-4.1-mini", "openai:ft:some:tuned:model"])(
    "asks for the key of %s, naming the setting",
    async (spec) => {
      for (const access of [{}, { openai: {} }, { openai: { apiKey: "" } }]) {
        const fault = await faultOf(makeModel(spec, access));
        expect(fault).toBeInstanceOf(UsageError);
        expect(fault).toMatchObject({ message: expect.stringContaining("OPENAI_API_KEY") });
      }
    },
  );

  it.each([
    ["anthropic:claude-haiku-4-5", "ANTHROPIC_API_KEY"],
    ["mistralai:mistral-small-2506", "MISTRAL_API_KEY"],
    ["google-genai:gemini-2.5-flash", "GOOGLE_API_KEY"],
    ["groq:llama-3.3-70b", "GROQ_API_KEY"],
  ])("asks for the key of %s by %s", async (spec, variable) => {
    for (const access of [{}, { keys: {} }, { keys: { openai: "sk-test" } }]) {
      const fault = await faultOf(makeModel(spec, access));
      expect(fault).toBeInstanceOf(UsageError);
      expect(fault).toMatchObject({
        message: `${spec}: expected ${variable} in the environment or .env, was not set`,
      });
    }
  });

  it("names the package that is not installed", async () => {
    const fault = await faultOf(makeModel("groq:llama-3.3-70b", { keys: { groq: "sk-test" } }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({
      message:
        "groq:llama-3.3-70b: expected the package @langchain/groq, was not installed: npm install @langchain/groq",
    });
  });

  it("refuses a server that is no address, without repeating it", async () => {
    const baseURLs = { ollama: "secret" };
    const fault = await faultOf(makeModel("ollama:qwen3", { baseURLs }));
    expect(fault).toMatchObject({ message: expect.stringMatching(/^OLLAMA_BASE_URL: expected/) });
    expect(fault).toMatchObject({ message: expect.not.stringContaining("secret") });
  });

  it.each(["replay", "replay:openai:x"])("makes none of %s", async (spec) => {
    const fault = await faultOf(makeModel(spec, { openai: { apiKey: "sk-test" } }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({ message: expect.stringContaining(spec) });
  });

  it("looks for a local model where it is said to be", async () => {
    const fault = await faultOf(makeModel("local:no/such.gguf"));
    expect(fault).toBeInstanceOf(InputError);
    expect(fault).toMatchObject({ message: "no/such.gguf: expected a GGUF model, was no file" });
  });

  it.each(["", "simulated:x", "openai", "openai:", "claude"])("does not know %j", async (spec) => {
    const fault = await faultOf(makeModel(spec, { openai: { apiKey: "sk-test" } }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({ message: expect.stringContaining(JSON.stringify(spec)) });
  });
});
