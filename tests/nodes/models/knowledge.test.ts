import { describe, expect, it } from "vitest";
import { contaminatedRows, knowledgeOf } from "../../../nodes/models/knowledge.ts";

describe("knowledgeOf", () => {
  it.each([
    ["openai", "gpt-4.1-mini", "2024-06-01", "stated"],
    ["openai", "gpt-4.1-mini-2025-04-14", "2024-06-01", "stated"],
    ["openai", "gpt-4o-mini", "2023-10-01", "stated"],
    ["openai", "gpt-5", "2024-09-30", "stated"],
    ["openai", "gpt-5-mini", "2024-05-31", "stated"],
    ["openai", "o3", "2024-06-01", "stated"],
    ["openai", "o3-mini", "2023-10-01", "stated"],
    ["anthropic", "claude-haiku-4-5-20251001", "2025-07-31", "stated"],
    ["anthropic", "claude-opus-4-20250514", "2025-03-31", "stated"],
    ["anthropic", "claude-opus-4-1", "2025-03-31", "stated"],
    ["google-genai", "gemini-2.5-flash", "2025-01-31", "stated"],
    ["mistralai", "mistral-small-2506", "2023-10-01", "stated"],
    ["ollama", "llama3.2:3b", "2023-12-31", "stated"],
    ["local", "models/SmolLM2-135M-Instruct-Q4_K_M.gguf", "2024-11-01", "release date"],
    ["ollama", "qwen2.5:0.5b-instruct-q8_0", "2024-09-19", "release date"],
  ])("of %s:%s ends with %s, %s", (provider, name, cutoff, basis) => {
    expect(knowledgeOf({ provider, name })).toEqual({ cutoff, basis });
  });

  it.each([
    ["openai", "gpt-5.9"],
    ["openai", "gpt-4"],
    ["openai", "o35"],
    ["openai", "ft:gpt-4.1-mini:mine::abc"],
    ["openai", "gpt-4o-search-preview"],
    ["anthropic", "claude-opus-4-9"],
    ["anthropic", "claude-sonnet-4-8"],
    ["mistralai", "mistral-small-latest"],
    ["local", "smollm2-trained-on-last-weeks-news.gguf"],
    ["groq", ""],
  ])("of %s:%s is unknown, and not guessed", (provider, name) => {
    expect(knowledgeOf({ provider, name })).toEqual({ cutoff: null, basis: "unknown" });
  });

  it("of a rule there is none", () => {
    const origin = { provider: "simulated", name: "rule" };
    expect(knowledgeOf(origin)).toEqual({ cutoff: null, basis: "none, it is a rule" });
  });
});

describe("contaminatedRows", () => {
  const times = [
    "2024-05-31T00:00:00Z",
    "2024-06-01T23:59:59.999Z",
    "2024-06-02T00:00:00Z",
    "2025-01-01T00:00:00Z",
  ].map((time) => Date.parse(time));

  it.each([
    ["2024-06-01", 2],
    ["2024-05-30", 0],
    ["2024-12-31", 3],
    ["2025-06-30", 4],
    [null, null],
  ])("with a cut-off of %s are %s of four", (cutoff, rows) => {
    expect(contaminatedRows(times, cutoff)).toBe(rows);
  });

  it("are none of no rows", () => {
    expect(contaminatedRows([], "2024-06-01")).toBe(0);
  });
});
