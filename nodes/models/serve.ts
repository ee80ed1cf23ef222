/** Puts a model behind its memory, its budget and its books, in the one order that makes them true. */
import type { ChatModel, ModelLayer } from "./chat-model.ts";
import { makeAccountedModel } from "./cost/accounted-model.ts";
import { Budget } from "./cost/budget.ts";
import { makeBudgetedModel } from "./cost/budgeted-model.ts";
import { CallAccounts } from "./cost/call-account.ts";
import type { CallLine } from "./cost/ledger.ts";
import { makePricedModel } from "./cost/priced-model.ts";
import type { Price } from "./cost/prices.ts";
import { type ReplyMode, makeRememberedModel } from "./replies/remembered-model.ts";
import type { ReplyStore } from "./replies/reply-store.ts";

export interface ServedModelParts {
  /** The model itself. Tries already around it would be budgeted as one. */
  readonly model: ChatModel;
  /** Puts further tries around a model that is asked. @default none */
  readonly patient?: ModelLayer;
  /** Absent: every question is asked. */
  readonly store?: ReplyStore;
  /** How the store is used. @default "live" */
  readonly mode?: ReplyMode;
  /** Absent: no limit. */
  readonly budget?: Budget;
  /** Null: not known. Absent: replies are not priced. */
  readonly price?: Price | null;
  /** Told of each call, outermost. */
  readonly onCall?: (line: CallLine) => void;
}

/**
 * The same model, accounted(priced(remembered(patient(budgeted(model))))): a reply from the store sets no money
 * aside, but says what it once cost and appears in the books; each try of a call is budgeted by itself. A replay asks
 * nothing and needs neither budget nor tries.
 * @throws UsageError for a budget with a limit and a model without a price
 */
export function serveModel(parts: ServedModelParts): ChatModel {
  const { store, mode = "live", budget, price, patient, onCall } = parts;
  const accounts = new CallAccounts();
  let { model } = parts;
  const asks = store === undefined || mode !== "replay";
  if (asks && (budget ?? patient ?? onCall)) {
    const limit = budget ?? new Budget({ maxUsd: null });
    model = makeBudgetedModel({ model, budget: limit, price: price ?? null, patient, accounts });
  }
  if (store) model = makeRememberedModel({ model, store, mode });
  if (price !== undefined) model = makePricedModel({ model, price });
  if (onCall) model = makeAccountedModel({ model, onCall, accounts });
  return model;
}
