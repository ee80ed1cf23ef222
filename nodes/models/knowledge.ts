/** What a model may know of the rows it decides: the stated end of its training data, or what bounds it. */
import type { ModelOrigin } from "./chat-model.ts";

/** Until when a model may know the world. */
export interface Knowledge {
  /** The last day its training data may hold, `YYYY-MM-DD`; null where no one says. */
  readonly cutoff: string | null;
  /** `release date`: no cut-off is stated, and a model cannot know what came after it was released. */
  readonly basis: "stated" | "release date" | "none, it is a rule" | "unknown";
}

/** A month that is stated without a day counts to its end. */
interface Family {
  readonly cutoff: string;
  readonly basis: "stated" | "release date";
  /** Names in lower case. */
  readonly names: readonly string[];
}

/**
 * OpenAI: "knowledge cutoff" on the models' pages (platform.openai.com/docs/models).
 * Anthropic: "training data cutoff" in the models overview and the Transparency Hub (platform.claude.com,
 * anthropic.com/transparency); it is later than the "reliable knowledge cutoff" beside it. Models for which only
 * the latter was found are left out.
 * Google: "knowledge cutoff" on the models' pages (ai.google.dev/gemini-api/docs/models), Gemma's model card.
 * Mistral: "your knowledge base was last updated on" in the system prompts that ship with the open models.
 * Meta and Microsoft: "data freshness" and "cutoff date" in the model cards.
 * SmolLM2 and Qwen state none; release dates from their model cards.
 */
const FAMILIES: readonly Family[] = [
  { cutoff: "2021-09-01", basis: "stated", names: ["gpt-3.5-turbo"] },
  { cutoff: "2023-12-01", basis: "stated", names: ["gpt-4-turbo"] },
  { cutoff: "2023-10-01", basis: "stated", names: ["gpt-4o", "gpt-4o-mini", "o1", "o1-mini"] },
  { cutoff: "2023-10-01", basis: "stated", names: ["o1-pro", "o3-mini"] },
  { cutoff: "2024-06-01", basis: "stated", names: ["gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"] },
  { cutoff: "2024-06-01", basis: "stated", names: ["o3", "o3-pro", "o4-mini"] },
  { cutoff: "2024-05-31", basis: "stated", names: ["gpt-5-mini", "gpt-5-nano"] },
  { cutoff: "2024-09-30", basis: "stated", names: ["gpt-5", "gpt-5.1"] },
  { cutoff: "2025-08-31", basis: "stated", names: ["gpt-5.2"] },
  { cutoff: "2023-08-31", basis: "stated", names: ["claude-3-opus", "claude-3-haiku"] },
  { cutoff: "2024-04-30", basis: "stated", names: ["claude-3-5-sonnet"] },
  { cutoff: "2024-07-31", basis: "stated", names: ["claude-3-5-haiku"] },
  { cutoff: "2024-11-30", basis: "stated", names: ["claude-3-7-sonnet"] },
  { cutoff: "2025-03-31", basis: "stated", names: ["claude-sonnet-4", "claude-sonnet-4-0"] },
  { cutoff: "2025-03-31", basis: "stated", names: ["claude-opus-4", "claude-opus-4-0"] },
  { cutoff: "2025-03-31", basis: "stated", names: ["claude-opus-4-1"] },
  { cutoff: "2025-07-31", basis: "stated", names: ["claude-sonnet-4-5", "claude-haiku-4-5"] },
  { cutoff: "2025-08-31", basis: "stated", names: ["claude-opus-4-5", "claude-opus-4-6"] },
  { cutoff: "2026-01-31", basis: "stated", names: ["claude-sonnet-4-6", "claude-opus-4-7"] },
  { cutoff: "2024-08-31", basis: "stated", names: ["gemini-2.0-flash", "gemini-2.0-flash-lite"] },
  { cutoff: "2025-01-31", basis: "stated", names: ["gemini-2.5-flash", "gemini-2.5-flash-lite"] },
  { cutoff: "2025-01-31", basis: "stated", names: ["gemini-2.5-pro"] },
  { cutoff: "2024-08-31", basis: "stated", names: ["gemma-3", "gemma3"] },
  {
    cutoff: "2023-10-01",
    basis: "stated",
    names: ["mistral-small-2501", "mistral-small-2503", "mistral-small-2506"],
  },
  {
    cutoff: "2023-12-31",
    basis: "stated",
    names: ["llama-3.1", "llama3.1", "llama-3.2", "llama3.2", "llama-3.3", "llama3.3"],
  },
  { cutoff: "2024-06-30", basis: "stated", names: ["phi-4", "phi4"] },
  { cutoff: "2024-11-01", basis: "release date", names: ["smollm2"] },
  { cutoff: "2024-09-19", basis: "release date", names: ["qwen2.5"] },
  { cutoff: "2025-04-29", basis: "release date", names: ["qwen3"] },
];

/** The longest first. */
const NAMES = FAMILIES.flatMap(({ names }) => names).toSorted((a, b) => b.length - a.length);

/** A size, a form, a quantisation or a snapshot's date; any other word may stand for other training. */
const SAME_MODEL =
  /^(?:[-_:.@](?:\d+(?:\.\d+)?[mb]|e\d+b|instruct|chat|it|latest|preview|\d{2}|\d{4}|\d{8}|i?q\d\w*|f16|fp16|bf16|k|m|s|l|xs|gguf))*$/;

const UNKNOWN: Knowledge = { cutoff: null, basis: "unknown" };

/** The knowledge of a model by the longest name that it starts with; never guessed from a relative's. */
export function knowledgeOf({ provider, name }: Pick<ModelOrigin, "provider" | "name">): Knowledge {
  if (provider === "simulated") return { cutoff: null, basis: "none, it is a rule" };
  const plain = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  const isOf = (known: string): boolean =>
    plain.startsWith(known) && SAME_MODEL.test(plain.slice(known.length));
  const longest = NAMES.find((known) => isOf(known));
  const family = FAMILIES.find(({ names }) => longest !== undefined && names.includes(longest));
  return family ? { cutoff: family.cutoff, basis: family.basis } : UNKNOWN;
}

const DAY_MS = 86_400_000;

/**
 * How many leading rows lie before the end of the cut-off day (UTC): the model may have learned what came of them.
 * @param timesMs times of the rows, rising
 * @returns null when the cut-off is unknown
 */
export function contaminatedRows(timesMs: readonly number[], cutoff: string | null): number | null {
  if (cutoff === null) return null;
  const endMs = Date.parse(cutoff) + DAY_MS;
  const first = timesMs.findIndex((timeMs) => timeMs >= endMs);
  return first < 0 ? timesMs.length : first;
}
