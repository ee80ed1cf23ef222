/** Phrasings of short notes, on which the audit was corrected a fourth and last time. */
import type { Phrasings } from "./pen.ts";

const SIDES: Phrasings["sides"] = [
  ["I choose to sell", "I choose to buy"],
  ["The balance tips to the sell side", "The balance tips to the buy side"],
  ["Bearish, with modest conviction", "Bullish, with modest conviction"],
  ["A falling market is what I expect", "A rising market is what I expect"],
  ["Being long is not attractive", "Being short is not attractive"],
  ["Shorting remains sensible", "Owning it remains sensible"],
  ["The downtrend should continue", "The uptrend should continue"],
  ["I prefer the short", "I prefer the long"],
  ["There is little in favour of a purchase", "There is little in favour of a sale"],
  ["Action: -1 (sell)", "Action: 1 (buy)"],
  ["I would not chase the upside", "I would not chase the downside"],
  ["Negative drift is to be expected", "Positive drift is to be expected"],
  ["Exit and go short", "Enter and go long"],
  ["Momentum favours sellers", "Momentum favours buyers"],
];

const TEMPLATES: Phrasings["templates"] = [
  (p) => [
    "The desk notes ",
    p.fraction("return_12"),
    " [return_12] over the window and a quant reading of ",
    p.plain("quant.score", 2),
    " [quant.score]. ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ". Reasons: the precedents ",
    p.caseAt(0, (i) => `[c${i + 1}]`),
    " at ",
    p.outcome(0),
    " and ",
    p.caseAt(1, (i) => `[c${i + 1}]`),
    " at ",
    p.outcome(1),
    ".",
  ],
  (p) => [
    "RSI (",
    p.plain("rsi_14", 1),
    " [rsi_14]) and crossing (",
    p.fraction("ema_3_over_7"),
    " [ema_3_over_7]) point the same way or not at all. ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ", given that ",
    p.caseAt(0, (i) => `c${i + 1}`),
    " resolved with ",
    p.outcomeWords(0),
    " and the price ",
    p.verb("return_3"),
    " [return_3].",
  ],
  (p) => [
    "Sentiment scored ",
    p.plain("sentiment.score", 2),
    " [sentiment.score] with ",
    p.plain("sentiment.confidence", 2),
    " confidence [sentiment.confidence]; volume is ",
    p.plain("volume_z", 2, " sd"),
    " [volume_z]. ",
    p.side,
    ".",
  ],
];

const DATED: Phrasings["dated"] = [
  " Settlement is on 17 March.",
  " The low of December 2018 was similar.",
  " Expect calm until Sunday.",
  " By 2030 this is history.",
  " The auction on 2025-02-27 matters.",
  " Tomorrow we know.",
];

const EVENTS: Phrasings["events"] = [
  " Kraken reported delays.",
  " The President of Argentina endorsed a token.",
  " Solana broke out.",
  " An election looms.",
  " Regulators in Hong Kong acted.",
  " The Mempool is full, says Glassnode.",
];

/** Sentences of a hurried writer. */
export const NOTES: Phrasings = {
  templates: TEMPLATES,
  sides: SIDES,
  dated: DATED,
  events: EVENTS,
};
