/** Rationales in the manner of language models, with the side that they take. */
import type { SidedText } from "./sided-prose.ts";

/** On first sight one pair of these was taken for the other side. */
export const MODEL_PROSE: readonly SidedText[] = [
  [
    1,
    "The last three sell programs were met with passive demand at the same price. I doubt a fourth gets further.",
  ],
  [
    -1,
    "The last three buy programs were met with passive supply at the same price. I doubt a fourth gets further.",
  ],
  [
    -1,
    "Overall I judge the balance of risks to be negative, mostly because the rally lacks breadth.",
  ],
  [
    1,
    "Overall I judge the balance of risks to be positive, mostly because the selloff lacks breadth.",
  ],
  [1, "It held the weekly open twice and never looked back. Stay on it."],
  [-1, "It lost the weekly open twice and never looked back. Stay off it."],
  [
    -1,
    "Sentiment score 0.3, quant score -0.4. The quant has the better record in this regime, so: down.",
  ],
  [
    1,
    "Sentiment score -0.3, quant score 0.4. The quant has the better record in this regime, so: up.",
  ],
  [
    1,
    "The bears' best argument is the moving average cross, and that lags. Everything faster than it has turned up.",
  ],
  [
    -1,
    "The bulls' best argument is the moving average cross, and that lags. Everything faster than it has turned down.",
  ],
  [-1, "Whatever strength there was has been used to get out. I expect the hour to close red."],
  [1, "Whatever weakness there was has been used to get in. I expect the hour to close green."],
  [0, "Every input is within noise of zero."],
  [0, "Evidence for a rise and for a fall is about equal, and thin on both counts."],
  [
    -1,
    "Expecting a test of the lows; the bounce from them was weak and the sellers have reloaded.",
  ],
  [1, "Expecting a test of the highs; the dip from them was shallow and the buyers have reloaded."],
  [
    1,
    "With volatility low and the trend positive, drift is the most likely outcome, and drift here means up.",
  ],
  [
    -1,
    "With volatility low and the trend negative, drift is the most likely outcome, and drift here means down.",
  ],
  [-1, "Not a level at which I would want to be buying, given how many are already long."],
  [1, "Not a level at which I would want to be selling, given how many are already short."],
  [
    1,
    "The retrieved cases show that such drops were bought within the hour; I see no reason why this one should differ.",
  ],
  [
    -1,
    "The retrieved cases show that such pops were sold within the hour; I see no reason why this one should differ.",
  ],
  [
    -1,
    "Bitcoin is likely to face continued downward pressure in the coming hour, as both technical indicators and sentiment remain negative.",
  ],
  [
    1,
    "Bitcoin is likely to enjoy continued upward momentum in the coming hour, as both technical indicators and sentiment remain positive.",
  ],
  [
    1,
    "Although short-term returns are negative, the oversold RSI and improving sentiment suggest a rebound.",
  ],
  [
    -1,
    "Although short-term returns are positive, the overbought RSI and worsening sentiment suggest a pullback.",
  ],
  [
    -1,
    "The quant analyst's bearish signal, supported by weak historical outcomes, outweighs the mildly bullish sentiment.",
  ],
  [
    1,
    "The quant analyst's bullish signal, supported by strong historical outcomes, outweighs the mildly bearish sentiment.",
  ],
  [
    -1,
    "Price below both averages and momentum negative; sentiment neutral. Sell with low confidence.",
  ],
  [
    1,
    "Price above both averages and momentum positive; sentiment neutral. Buy with low confidence.",
  ],
  [
    1,
    "Mixed signals, but historical cases lean positive and sentiment is supportive, so a small long is preferred.",
  ],
  [
    -1,
    "Mixed signals, but historical cases lean negative and sentiment is unsupportive, so a small short is preferred.",
  ],
  [
    -1,
    "Recent gains appear overextended relative to volume, and similar cases were followed by losses. A short position is favored.",
  ],
  [
    1,
    "Recent losses appear overextended relative to volume, and similar cases were followed by gains. A long position is favored.",
  ],
  [1, "Bearish sentiment is contradicted by strong price action; we follow price and go long."],
  [-1, "Bullish sentiment is contradicted by weak price action; we follow price and go short."],
  [
    -1,
    "The positive sentiment is outweighed by deteriorating momentum and negative analog outcomes, favoring a short.",
  ],
  [
    1,
    "The negative sentiment is outweighed by improving momentum and positive analog outcomes, favoring a long.",
  ],
  [0, "The signals conflict and confidence is low; the direction is essentially a coin flip."],
  [
    -1,
    "Momentum is slowing after the rally, with the MACD rolling over, which points to near-term weakness.",
  ],
  [
    1,
    "Momentum is recovering after the decline, with the MACD turning up, which points to near-term strength.",
  ],
];
