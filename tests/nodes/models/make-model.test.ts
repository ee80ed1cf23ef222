import { describe, expect, it } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { makeModel } from "../../../nodes/models/make-model.ts";
import { faultOf } from "../../support/fault.ts";

describe("makeModel", () => {
  it("makes models by name", async () => {
    expect((await makeModel("simulated")).id).toBe("simulated");
    const model = await makeModel("openai:gpt-4.1-mini", { openai: { apiKey: "sk-test" } });
    expect(model.id).toBe("openai:gpt-4.1-mini");
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

  it.each(["", "simulated:x", "openai", "openai:", "claude"])("does not know %j", async (spec) => {
    const fault = await faultOf(makeModel(spec, { openai: { apiKey: "sk-test" } }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({ message: expect.stringContaining(JSON.stringify(spec)) });
  });
});
