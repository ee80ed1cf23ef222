/** Puts a model behind its memory, its budget and its books, in the one order that makes them true. */
import type { ChatModel } from "./chat-model.ts";
import type { Budget } from "./cost/budget.ts";
import { makeBudgetedModel } from "./cost/budgeted-model.ts";
import { type CallLine, makeAccountedModel } from "./cost/ledger.ts";
import { makePricedModel } from "./cost/priced-model.ts";
import type { Price } from "./cost/prices.ts";
import { type ReplyMode, makeRememberedModel } from "./replies/remembered-model.ts";
import type { ReplyStore } from "./replies/reply-store.ts";

export interface ServedModelParts {
  /** The model itself, with its own tries already around it. */
  readonly model: ChatModel;
  /** Absent: every question is asked. */
  readonly store?: ReplyStore;
  /** How the store is used. @default "live" */
  readonly mode?: ReplyMode;
  /** Absent: no limit, and nothing is booked. */
  readonly budget?: Budget;
  /** Null: not known. Absent: replies are not priced. */
  readonly price?: Price | null;
  /** Told of each call, outermost. */
  readonly onCall?: (line: CallLine) => void;
}

/**
 * The same model, accounted(priced(remembered(budgeted(model)))): a reply from the store sets no money aside, but
 * says what it once cost and appears in the books. A replay asks nothing and needs no budget.
 * @throws UsageError for a budget with a limit and a model without a price
 */
export function serveModel(parts: ServedModelParts): ChatModel {
  const { store, mode = "live", budget, price, onCall } = parts;
  let { model } = parts;
  const asks = store === undefined || mode !== "replay";
  if (budget && asks) model = makeBudgetedModel({ model, budget, price: price ?? null });
  if (store) model = makeRememberedModel({ model, store, mode });
  if (price !== undefined) model = makePricedModel({ model, price });
  if (onCall) model = makeAccountedModel({ model, onCall });
  return model;
}
