import { describe, expect, it } from "vitest";
import { codeVersion } from "../../graphs/code-version.ts";

describe("codeVersion", () => {
  it("names the package's version and a hash", () => {
    expect(codeVersion()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("reads the sources once a process", () => {
    expect(codeVersion()).toBe(codeVersion());
  });
});
