import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeScrubber } from "../../../graphs/tracing/scrubber.ts";

describe("makeScrubber", () => {
  const scrub = makeScrubber(['pa"ss/word 1', "sk-known"]);

  it.each([
    ["a secret as it is", 'at pa"ss/word 1!', "at [redacted]!"],
    ["within JSON", JSON.stringify({ k: 'pa"ss/word 1' }), '{"k":"[redacted]"}'],
    ["within an address", `?k=${encodeURIComponent('pa"ss/word 1')}`, "?k=[redacted]"],
    ["in another case", "SK-KNOWN", "[redacted]"],
    ["a bearer", "Authorization: Bearer abc.def-123", "Authorization: Bearer [redacted]"],
    ["a header in JSON", '{"x-api-key":"abc123"}', '{"x-api-key":"[redacted]"}'],
    ["a key by its form", "key sk-proj-0123456789abcdefgh failed", "key [redacted] failed"],
    ["a token as it is assigned", "401 token=SECRETTOKENVALUE99 x", "401 token=[redacted] x"],
    ["a client's secret", "client_secret=MARKER-of-mine", "client_secret=[redacted]"],
    [
      "a secret in JSON",
      '{"auth":"marker","passwd": "marker"}',
      '{"auth":"[redacted]","passwd": "[redacted]"}',
    ],
    [
      "a token in JSON within JSON",
      String.raw`{\"token\":\"marker\"}`,
      String.raw`{\"token\":\"[redacted]\"}`,
    ],
    ["a token that looks made", "refresh_token: MARKER1234 gone", "refresh_token: [redacted] gone"],
    ["a password in an address", "http://me:hidden@host/v1", "http://[redacted]@host/v1"],
  ])("strikes out %s", (_what, text, left) => {
    expect(scrub(text)).toBe(left);
  });

  it("goes into keys, lists and objects, and leaves all else", () => {
    const value = { "sk-known": ["sk-known", 1, null, true], deep: { at: "fine" } };
    expect(scrub(value)).toEqual({
      "[redacted]": ["[redacted]", 1, null, true],
      deep: { at: "fine" },
    });
  });

  it("leaves news and figures as they are", () => {
    const text =
      "Bitcoin at 96,400 (+1.2 %): token sales, key levels, a basic trend; risk-off. The token: cheap; their secret: patience; max_tokens=300.";
    expect(scrub(text)).toBe(text);
  });

  it("leaves no secret in any text, wherever it stands", () => {
    const secret = fc
      .string({ minLength: 8, unit: "grapheme-ascii" })
      .filter((s) => s.trim().length >= 8);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        const text = JSON.stringify(makeScrubber([hidden])({ error: before + hidden + after }));
        const left = JSON.stringify(hidden).slice(1, -1);
        expect(text.replaceAll("[redacted]", "")).not.toContain(left);
      }),
      { numRuns: 200 },
    );
  });
});
