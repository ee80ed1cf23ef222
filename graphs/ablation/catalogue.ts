/** The built-in matrix: what each node is worth, and what the obvious controls do in its place. */
import type { NodeName } from "../../data/vocabulary.ts";
import { hashOf } from "../../data/hash.ts";
import {
  faultsOfConfig,
  knowsSetting,
  parseRunConfig,
  type RunConfigInput,
} from "../run-config.ts";
import type { TradeBy, VariantInput } from "./variant.ts";

/** A variant that sets what not every version of the configuration has. */
interface Entry extends Omit<VariantInput, "config"> {
  readonly explain: string;
  /** Nodes switched off besides those that are off anyway. */
  readonly off?: readonly NodeName[];
  /** Nodes without which nothing is left to decide by. */
  readonly needs?: readonly NodeName[];
  /** Other settings. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/**
 * The variants of a configuration, in the order of reports. One that would change nothing, as where the node is off
 * already, is left out; so is one that does not go with the configuration, or that sets what this version of it does
 * not know.
 */
export function builtInVariants(
  base: RunConfigInput = {},
  tradeBy: TradeBy = "action",
): readonly VariantInput[] {
  const whole = parseRunConfig(base);
  const { without, unmasked } = whole;
  const entries: readonly Entry[] = [
    tradeBy === "action"
      ? { name: "by-score", explain: "the same decisions, traded by score", positions: "score" }
      : { name: "by-action", explain: "the same decisions, traded by action", positions: "action" },
    { name: "no-features", explain: "extractFeatures off", off: ["extractFeatures"] },
    { name: "no-cases", explain: "retrieveCases off: both analysts", off: ["retrieveCases"] },
    {
      name: "no-sentiment",
      explain: "analyzeSentiment off: quant and cases",
      off: ["analyzeSentiment"],
    },
    { name: "no-quant", explain: "analyzeQuant off: sentiment and cases", off: ["analyzeQuant"] },
    { name: "no-arbiter", explain: "a fixed rule in the arbiter's place", off: ["arbitrate"] },
    {
      name: "sentiment-only",
      needs: ["analyzeSentiment"],
      explain: "no quant, no cases",
      off: ["analyzeQuant", "retrieveCases"],
    },
    {
      name: "quant-only",
      needs: ["analyzeQuant"],
      explain: "no sentiment, no cases",
      off: ["analyzeSentiment", "retrieveCases"],
    },
    {
      name: "cases-only",
      needs: ["retrieveCases"],
      explain: "retrieval only: no analyst",
      off: ["analyzeSentiment", "analyzeQuant"],
    },
    {
      name: "knn-vote",
      needs: ["retrieveCases"],
      explain: "the vote of the cases, no model at all",
      off: ["analyzeSentiment", "analyzeQuant", "arbitrate"],
      positions: "knn_vote",
    },
    {
      name: "single-call",
      explain: "one call sees all evidence",
      // The other two are of analysts, which it does without.
      set: { singleCall: true, quantFirst: false, sentimentBy: "model" },
    },
    { name: "quant-first", explain: "the arbiter reads quant first", set: { quantFirst: true } },
    unmasked
      ? { name: "masked", explain: "dates and price levels hidden", set: { unmasked: false } }
      : { name: "unmasked", explain: "dates and price levels shown", set: { unmasked: true } },
  ];
  return entries
    .filter(({ off = [], needs = [], set = {} }) => {
      const isKnown = Object.keys(set).every(knowsSetting);
      return isKnown && ![...off, ...needs].some((node) => without.includes(node));
    })
    .map(({ name, explain, positions = tradeBy, off = [], set }) => {
      const config = set ?? { without: [...without, ...off] };
      return { name, explain, positions, config };
    })
    .filter(({ positions, config }) => {
      const own = { ...whole, ...config };
      const isAnother = positions !== tradeBy || hashOf(own) !== hashOf(whole);
      return isAnother && faultsOfConfig(own).length === 0;
    });
}
