/**
 * List prices of models in wide use: facts to be looked up, not code.
 *
 * As of November 2026, US dollars per million tokens, standard processing, text. The figures are those of the
 * `genai-prices` package (0.2.3); they were not compared with every vendor's own page, so `--price` has the last
 * word. Models on an introductory price and aliases whose model has changed without notice are left out: a wrong
 * price is worse than none.
 */

/** Input, cached input (null: not known), output; and what prompts of more than so many tokens cost instead. */
export type PriceRow =
  | readonly [input: number, cachedInput: number | null, output: number]
  | readonly [input: number, cachedInput: number | null, output: number, long: LongRow];

/** A request is charged at these prices as a whole when its prompt is longer than `above`. */
type LongRow = readonly [above: number, input: number, output: number];

/** What a provider may put behind a model's name without another price: a date, a build number. */
interface ProviderPrices {
  readonly version: RegExp;
  readonly models: Readonly<Record<string, PriceRow>>;
}

const OPENAI: ProviderPrices = {
  version: /-\d{4}-\d{2}-\d{2}$/,
  models: {
    "gpt-4o": [2.5, 1.25, 10],
    "gpt-4o-2024-05-13": [5, null, 15],
    "gpt-4o-mini": [0.15, 0.075, 0.6],
    "gpt-4.1": [2, 0.5, 8],
    "gpt-4.1-mini": [0.4, 0.1, 1.6],
    "gpt-4.1-nano": [0.1, 0.025, 0.4],
    o1: [15, 7.5, 60],
    o3: [2, 0.5, 8],
    "o3-mini": [1.1, 0.55, 4.4],
    "o3-pro": [20, null, 80],
    "o4-mini": [1.1, 0.275, 4.4],
    "gpt-5": [1.25, 0.125, 10],
    "gpt-5-mini": [0.25, 0.025, 2],
    "gpt-5-nano": [0.05, 0.005, 0.4],
    "gpt-5-pro": [15, null, 120],
    "gpt-5.1": [1.25, 0.125, 10],
    "gpt-5.2": [1.75, 0.175, 14],
    "gpt-5.4": [2.5, 0.25, 15, [272_000, 5, 22.5]],
    "gpt-5.4-mini": [0.75, 0.075, 4.5],
    "gpt-5.4-nano": [0.2, 0.02, 1.25],
    "gpt-5.5": [5, 0.5, 30, [272_000, 10, 45]],
    "gpt-5.6-sol": [4, 0.4, 20, [272_000, 8, 30]],
    "gpt-5.6-terra": [2, 0.2, 12, [272_000, 4, 18]],
    "gpt-5.6-luna": [0.2, 0.02, 1.2, [272_000, 0.4, 1.8]],
    "gpt-6-astra": [10, 1, 50, [272_000, 20, 75]],
    "gpt-6-sol": [2, 0.2, 10, [272_000, 4, 15]],
    "gpt-6-luna": [0.1, 0.01, 0.5, [272_000, 0.2, 0.75]],
    "gpt-6.1-sol": [2, 0.1, 10, [272_000, 4, 15]],
    "gpt-6.1-terra": [1, 0.05, 5, [272_000, 2, 7.5]],
  },
};

const ANTHROPIC: ProviderPrices = {
  version: /-(?:\d{8}|latest)$/,
  models: {
    "claude-3-haiku": [0.25, 0.03, 1.25],
    "claude-3-5-haiku": [0.8, 0.08, 4],
    "claude-3-5-sonnet": [3, 0.3, 15],
    "claude-3-7-sonnet": [3, 0.3, 15],
    "claude-sonnet-4": [3, 0.3, 15],
    "claude-sonnet-4-0": [3, 0.3, 15],
    "claude-sonnet-4-5": [3, 0.3, 15, [200_000, 6, 22.5]],
    "claude-sonnet-4-6": [3, 0.3, 15],
    "claude-sonnet-5": [2, 0.2, 10],
    "claude-sonnet-5-5": [2, 0.1, 10],
    "claude-haiku-4-5": [1, 0.1, 5],
    "claude-haiku-5-5": [0.1, 0.01, 0.5, [100_000, 0.5, 2.5]],
    "claude-opus-4": [15, 1.5, 75],
    "claude-opus-4-0": [15, 1.5, 75],
    "claude-opus-4-1": [15, 1.5, 75],
    "claude-opus-4-5": [5, 0.5, 25],
    "claude-opus-4-6": [5, 0.5, 25],
    "claude-opus-4-7": [5, 0.5, 25],
    "claude-opus-4-8": [5, 0.5, 25],
    "claude-opus-5": [5, 0.5, 25],
    "claude-opus-5-5": [4, 0.2, 20],
    "claude-fable-5": [10, 1, 50],
    "claude-fable-5-1": [10, 0.25, 50],
  },
};

/** A date is part of a Mistral model's name: builds of one name differ in price. */
const MISTRAL: ProviderPrices = {
  version: /(?!)/,
  models: {
    "ministral-3b-2512": [0.1, 0.01, 0.1],
    "ministral-8b-2512": [0.15, 0.015, 0.15],
    "ministral-14b-2512": [0.2, 0.02, 0.2],
    "mistral-small-2603": [0.15, 0.015, 0.6],
    "mistral-small-latest": [0.15, 0.015, 0.6],
    "mistral-medium-2505": [0.4, 0.04, 2],
    "mistral-medium-2508": [0.4, 0.04, 2],
    "mistral-medium-2604": [1.5, 0.15, 7.5],
    "mistral-medium-3.5": [1.5, 0.15, 7.5],
    "mistral-medium-3-5": [1.5, 0.15, 7.5],
    "mistral-medium-latest": [1.5, 0.15, 7.5],
    "mistral-large-2411": [2, null, 6],
    "mistral-large-2512": [0.5, 0.05, 1.5],
    "mistral-large-4": [0.7, 0.07, 2.1],
    "mistral-large-4-0": [0.7, 0.07, 2.1],
  },
};

const GOOGLE: ProviderPrices = {
  version: /-\d{3}$/,
  models: {
    "gemini-2.0-flash": [0.1, 0.025, 0.4],
    "gemini-2.0-flash-lite": [0.075, null, 0.3],
    "gemini-2.5-flash": [0.3, 0.03, 2.5],
    "gemini-2.5-flash-lite": [0.1, 0.01, 0.4],
    "gemini-2.5-pro": [1.25, 0.125, 10, [200_000, 2.5, 15]],
    "gemini-3-flash-preview": [0.5, 0.05, 3],
    "gemini-3-pro-preview": [2, 0.2, 12, [200_000, 4, 18]],
    "gemini-3.1-flash-lite": [0.25, 0.025, 1.5],
    "gemini-3.1-pro-preview": [2, 0.2, 12, [200_000, 4, 18]],
    "gemini-3.5-flash": [1.5, 0.15, 9],
    "gemini-3.5-flash-lite": [0.3, 0.03, 2.5],
  },
};

/** Prices by the provider of a model's origin, under each name that `--llm` has for it. */
export const PRICE_TABLE: ReadonlyMap<string, ProviderPrices> = new Map([
  ["openai", OPENAI],
  ["anthropic", ANTHROPIC],
  ["mistral", MISTRAL],
  ["mistralai", MISTRAL],
  ["google", GOOGLE],
  ["google-genai", GOOGLE],
]);
