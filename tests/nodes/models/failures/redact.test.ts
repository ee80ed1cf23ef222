import { describe, expect, it } from "vitest";
import { makeRedactor } from "../../../../nodes/models/failures/redact.ts";

const KEY = 'sk-"1/2+3';
const redact = makeRedactor([
  ["[key]", `${KEY}\n`],
  ["[server]", "http://user:pass@10.0.0.1/v1"],
  ["[nothing]", undefined],
  ["[nothing]", ""],
]);

describe("makeRedactor", () => {
  it.each([
    ["a key", `refused ${KEY}!`, "refused [key]!"],
    ["a key in a URL", `?key=${encodeURIComponent(KEY)}`, "?key=[key]"],
    ["a key in JSON", JSON.stringify({ echo: KEY }), '{"echo":"[key]"}'],
    ["a key every time", `${KEY} ${KEY}`, "[key] [key]"],
    ["an address", "at http://user:pass@10.0.0.1/v1/chat", "at [server]/chat"],
    ["nothing else", "a b\n\tc ", "a b c"],
  ])("strikes out %s", (_what, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it("cuts long texts, and no key in two", () => {
    const text = redact(`${"x".repeat(296)}${KEY}${"y".repeat(50)}`);
    expect(text).toBe(`${"x".repeat(296)}[ke…`);
  });
});
