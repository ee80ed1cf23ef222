/** What a model's tokens cost. */
import type { ModelOrigin } from "../chat-model.ts";
import { type PriceRow, PRICE_TABLE } from "./price-table.ts";

/** US dollars per million tokens. */
export interface TokenPrice {
  readonly inputUsd: number;
  readonly outputUsd: number;
}

/** A model's price. */
export interface Price extends TokenPrice {
  /** For input the provider had seen just before; null where not known. Costs leave it out: replies do not say. */
  readonly cachedInputUsd: number | null;
  /** What a request with a prompt of more than `aboveTokens` costs as a whole; null where length does not matter. */
  readonly long: (TokenPrice & { readonly aboveTokens: number }) | null;
}

/** Providers that run on one's own machine. */
const FREE: ReadonlySet<string> = new Set(["simulated", "local", "ollama"]);

/**
 * The price of a model: 0 for one on one's own machine, else the one given, else the list price under its name with
 * or without a date or build number behind it. Null where none is known, never 0: a longer name is another model,
 * so that `gpt-4.1-mini` has not the price of `gpt-4.1`.
 * @param given the price of every model that is paid for, in place of list prices too
 */
export function priceOf(origin: ModelOrigin, given?: TokenPrice): Price | null {
  if (FREE.has(origin.provider)) return flat(0, 0, 0);
  if (given) return flat(given.inputUsd, null, given.outputUsd);
  const prices = PRICE_TABLE.get(origin.provider);
  if (!prices) return null;
  const models = new Map(Object.entries(prices.models));
  const row = models.get(origin.name) ?? models.get(origin.name.replace(prices.version, ""));
  return row ? fromRow(row) : null;
}

/**
 * US dollars of a call at list price, all input counted as new, so that it may have been less. Null where the price
 * is unknown or tokens are; what has no price costs 0 whatever its tokens.
 */
export function costOf(
  price: Price | null,
  promptTokens: number | null,
  completionTokens: number | null,
): number | null {
  if (price === null) return null;
  if (price.inputUsd === 0 && price.outputUsd === 0) return 0;
  if (promptTokens === null || completionTokens === null) return null;
  const isLong = price.long !== null && promptTokens > price.long.aboveTokens;
  const { inputUsd, outputUsd } = isLong ? price.long : price;
  return (promptTokens * inputUsd + completionTokens * outputUsd) / 1e6;
}

function flat(inputUsd: number, cachedInputUsd: number | null, outputUsd: number): Price {
  return { inputUsd, cachedInputUsd, outputUsd, long: null };
}

function fromRow([input, cachedInput, output, long]: PriceRow): Price {
  const price = flat(input, cachedInput, output);
  if (!long) return price;
  const [aboveTokens, inputUsd, outputUsd] = long;
  return { ...price, long: { aboveTokens, inputUsd, outputUsd } };
}
