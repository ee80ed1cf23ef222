import { describe, expect, it } from "vitest";
import type { ModelOrigin } from "../../../../nodes/models/chat-model.ts";
import { PRICE_TABLE } from "../../../../nodes/models/cost/price-table.ts";
import { type Price, costOf, priceOf } from "../../../../nodes/models/cost/prices.ts";

function origin(provider: string, name: string): ModelOrigin {
  return { provider, name, parameters: {}, seeded: false };
}

const MINI: Price = { inputUsd: 0.4, cachedInputUsd: 0.1, outputUsd: 1.6, long: null };

describe("the price of a model", () => {
  it.each([
    ["openai", "gpt-4.1", 2, 8],
    ["openai", "gpt-4.1-2025-04-14", 2, 8],
    ["openai", "gpt-4.1-mini", 0.4, 1.6],
    ["openai", "gpt-4.1-mini-2025-04-14", 0.4, 1.6],
    ["openai", "gpt-4o-2024-08-06", 2.5, 10],
    ["openai", "gpt-4o-2024-05-13", 5, 15],
    ["openai", "gpt-5-nano-2025-08-07", 0.05, 0.4],
    ["anthropic", "claude-sonnet-4-20250514", 3, 15],
    ["anthropic", "claude-sonnet-4-5-20250929", 3, 15],
    ["anthropic", "claude-3-5-haiku-latest", 0.8, 4],
    ["anthropic", "claude-haiku-4-5", 1, 5],
    ["mistral", "mistral-large-2512", 0.5, 1.5],
    ["mistral", "mistral-large-2411", 2, 6],
    ["mistralai", "mistral-large-2512", 0.5, 1.5],
    ["google-genai", "gemini-2.0-flash-001", 0.1, 0.4],
    ["google", "gemini-2.0-flash-001", 0.1, 0.4],
    ["google", "gemini-2.5-flash-lite", 0.1, 0.4],
  ])("%s:%s is %d in, %d out", (provider, name, inputUsd, outputUsd) => {
    expect(priceOf(origin(provider, name))).toMatchObject({ inputUsd, outputUsd });
  });

  it.each([
    ["openai", "gpt-4.1-maxi"],
    ["openai", "gpt-4.1-mini-high"],
    ["openai", "gpt-4.1-mini-20250414"],
    ["openai", "gpt-4"],
    ["openai", "ft:gpt-4.1-mini:me"],
    ["openai", "toString"],
    ["openai", ""],
    ["mistral", "mistral-large-2999"],
    ["google", "gemini-2.5-flash-image"],
    ["azure", "gpt-4.1"],
    ["", "gpt-4.1"],
  ])("%s:%s is not known, not 0", (provider, name) => {
    expect(priceOf(origin(provider, name))).toBeNull();
  });

  it.each(["simulated", "local", "ollama"])("%s costs nothing, whatever is paid", (provider) => {
    const nothing = { inputUsd: 0, outputUsd: 0 };
    expect(priceOf(origin(provider, "any"))).toMatchObject(nothing);
    const given = { inputUsd: 7, outputUsd: 9 };
    expect(priceOf(origin(provider, "any"), given)).toMatchObject(nothing);
  });

  it.each([
    ["openai", "gpt-4.1-mini"],
    ["azure", "gpt-4.1"],
  ])("%s:%s is what the user says, if they say it", (provider, name) => {
    const given = { inputUsd: 7, outputUsd: 9 };
    expect(priceOf(origin(provider, name), given)).toEqual({
      ...given,
      cachedInputUsd: null,
      long: null,
    });
  });

  const rows = [...PRICE_TABLE].flatMap(([provider, { models }]) =>
    Object.keys(models).map((name) => [provider, name] as const),
  );
  it.each(rows)("%s:%s: cached input < input < output, long prompts dearer", (provider, name) => {
    const price = priceOf(origin(provider, name));
    if (!price) throw new Error("expected a price");
    expect(price.inputUsd).toBeGreaterThan(price.cachedInputUsd ?? 0);
    expect(price.outputUsd).toBeGreaterThanOrEqual(price.inputUsd);
    const long = price.long ?? { inputUsd: Infinity, outputUsd: Infinity };
    expect(long.inputUsd).toBeGreaterThan(price.inputUsd);
    expect(long.outputUsd).toBeGreaterThan(price.outputUsd);
  });
});

describe("the cost of a call", () => {
  it("is tokens times prices, by the million", () => {
    expect(costOf(MINI, 1_000_000, 0)).toBe(0.4);
    expect(costOf(MINI, 0, 1_000_000)).toBe(1.6);
    expect(costOf(MINI, 2500, 500)).toBeCloseTo(0.0018, 12);
  });

  it.each([
    [null, 1, 1],
    [MINI, null, 1],
    [MINI, 1, null],
  ])("is unknown where a part is: %j, %j, %j", (price, input, output) => {
    expect(costOf(price, input, output)).toBeNull();
  });

  it("is 0 where tokens have no price, known or not", () => {
    expect(costOf(priceOf(origin("local", "any")), null, null)).toBe(0);
  });

  it("is that of long prompts above their limit, for the whole request", () => {
    const price = priceOf(origin("google", "gemini-2.5-pro"));
    expect(costOf(price, 200_000, 1000)).toBeCloseTo(0.25 + 0.01, 12);
    expect(costOf(price, 200_001, 1000)).toBeCloseTo(0.500_002_5 + 0.015, 12);
  });
});
