/** More rationales with the side that they take: mirrored pairs, and voices that mislead a reader of words. */
import type { SidedText } from "./sided-prose.ts";

/** Those of the contrarians the reader must mostly leave alone. */
export const CONTRARIAN_PROSE: readonly SidedText[] = [
  // Further voices, mirrored so that no side has better odds.
  [
    1,
    "Price keeps shrugging off whatever is thrown at it. When a market won't go down, it goes up.",
  ],
  [-1, "Price keeps ignoring whatever is thrown at it. When a market won't go up, it goes down."],
  [-1, "Nobody wants to hold inventory into the weekend. I'd expect offers to dominate."],
  [1, "Inventory is being rebuilt after the weekend. I'd expect bids to dominate."],
  [
    1,
    "The analyst's negative score comes from one article. Strip it out and the tone is good, so I back the quant's positive view.",
  ],
  [
    -1,
    "The analyst's positive score comes from one article. Strip it out and the tone is poor, so I back the quant's negative view.",
  ],
  [-1, "Given the above, a decrease in price over the next period is considered more probable."],
  [1, "Given the above, an increase in price over the next period is considered more probable."],
  [0, "Given the above, no direction is considered more probable."],
  [1, "Shorting into a hole like this rarely pays; the risk is a violent bounce."],
  [-1, "Chasing a spike like this rarely pays; the risk is a violent reversal."],
  [
    -1,
    "I see a market that has stopped rewarding optimism. Every recovery is smaller than the last.",
  ],
  [
    1,
    "I see a market that has stopped rewarding pessimism. Every decline is smaller than the last.",
  ],
  [1, "Weak longs were shaken out this morning and what is left is strong hands."],
  [-1, "Late longs piled in this morning and what is left is weak hands."],
  [1, "Underlying demand is solid and the slight dip in sentiment is noise. Upward."],
  [-1, "Underlying demand is poor and the slight rise in sentiment is noise. Downward."],
  [
    -1,
    "The rally has been driven by short covering, which is finite. Once it is over there is nothing underneath.",
  ],
  [
    1,
    "The decline has been driven by forced liquidation, which is finite. Once it is over there is nothing overhead.",
  ],
  [0, "I see a case for continuation and a case for reversal, and cannot rank them."],
  [1, "My bet is on the upside, though a small one."],
  [-1, "My bet is on the downside, though a small one."],
  [-1, "Two reasons to be out: the trend is broken and the cases all lost money."],
  [1, "Two reasons to be in: the trend is intact and the cases all made money."],
  [
    1,
    "I would buy even a marginal new low here, because the selling is climactic and breadth is no longer confirming it.",
  ],
  [
    -1,
    "I would sell even a marginal new high here, because the buying is climactic and breadth is no longer confirming it.",
  ],
  [
    -1,
    "The technical picture has deteriorated: price under the averages, momentum falling, and sellers active on each attempt to recover.",
  ],
  [
    1,
    "The technical picture has improved: price over the averages, momentum rising, and buyers active on each attempt to break lower.",
  ],
  [0, "Flat for me. Neither model clears its own threshold."],
  [-1, "Good news, bad price action. That combination is a warning, and I heed it by selling."],
  [1, "Bad news, good price action. That combination is a tell, and I heed it by buying."],
  [
    1,
    "Were it not for the hack story this would already be trading higher; the story fades, the bid does not.",
  ],
  [
    -1,
    "Were it not for the ETF story this would already be trading lower; the story fades, the offer does not.",
  ],
  [1, "Expect mean reversion up from two deviations below."],
  [-1, "Expect mean reversion down from two deviations above."],
  [
    -1,
    "The bulls will tell you this is consolidation. It looks like distribution to me, and I expect it to resolve lower.",
  ],
  [
    1,
    "The bears will tell you this is distribution. It looks like consolidation to me, and I expect it to resolve higher.",
  ],
  [
    0,
    "Momentum is up, breadth is down, news is neutral. No trade would be my choice if I had one.",
  ],
  [1, "c1, c2 and c5 match well and all three advanced, therefore long."],
  [-1, "c1, c2 and c5 match well and all three declined, therefore short."],
  [-1, "I don't see why anyone would be a buyer before the number. Lower."],
  [1, "I don't see why anyone would be a seller before the number. Higher."],
  [1, "The correction has probably ended, and the recovery has only begun."],
  [-1, "The recovery has probably ended, and the correction has only begun."],
  [-1, "Momentum loss after a long advance, plus negative sentiment, makes me want less exposure."],
  [1, "Momentum gain after a long decline, plus positive sentiment, makes me want more exposure."],
  [0, "With confidence of 0.5 on both sides I have no basis for a decision."],
  [
    1,
    "Sellers are not pressing their advantage; usually that means they have none. I lean toward a rise.",
  ],
  [
    -1,
    "Buyers are not pressing their advantage; usually that means they have none. I lean toward a fall.",
  ],
  [-1, "Liquidity is leaving, and prices follow liquidity."],
  [1, "Liquidity is arriving, and prices follow liquidity."],
  [1, "Downside momentum is fading and the first higher low is in. Probing the long side."],
  [-1, "Upside momentum is fading and the first lower high is in. Probing the short side."],
  [-1, "Nothing in the data speaks for a rise, and a good deal speaks for a fall."],
  [1, "Nothing in the data speaks for a fall, and a good deal speaks for a rise."],
  [-1, "The prudent choice is to be short until proven wrong."],
  [1, "The prudent choice is to be long until proven wrong."],
  [0, "Could go up, could go down; I would want more data before saying which."],
  // Contrarian voices, written to mislead a reader of words; most of these it must leave alone.
  [
    -1,
    "The hourly chart prints a shooting star at the weekly pivot, and I take such candles seriously. Down.",
  ],
  [
    1,
    "The hourly chart prints a hammer at the weekly pivot, and I take such candles seriously. Up.",
  ],
  [
    1,
    "Four analogues out of five led to gains; the sentiment analyst's gloom rests on stale articles, so I discount it.",
  ],
  [
    -1,
    "Four analogues out of five led to losses; the sentiment analyst's cheer rests on stale articles, so I discount it.",
  ],
  [
    -1,
    "Price has been unable to build on a very supportive news flow. Markets that do not rise on good news are heavy, and I would position accordingly.",
  ],
  [
    1,
    "Price has been unwilling to fall on a very hostile news flow. Markets that do not fall on bad news are strong, and I would position accordingly.",
  ],
  [
    1,
    "The quant's negative score is small and its confidence is low, whereas the sentiment score is large and confident. Positive overall.",
  ],
  [
    -1,
    "The quant's positive score is small and its confidence is low, whereas the sentiment score is large and confident. Negative overall.",
  ],
  [
    -1,
    "There is a temptation to see the last bounce as a turn. It came on declining volume, and the sellers who capped it are still there.",
  ],
  [
    1,
    "There is a temptation to see the last drop as a turn. It came on declining volume, and the buyers who stopped it are still there.",
  ],
  [
    1,
    "Selling here would mean selling into support with the trend still rising; the odds are better on the other side.",
  ],
  [
    -1,
    "Buying here would mean buying into resistance with the trend still falling; the odds are better on the other side.",
  ],
  [0, "A rise would not surprise me, nor would a fall."],
  [0, "The bullish and the bearish cases are equally thin."],
  [
    -1,
    "With profits this large, holders will be quick to sell the first wobble. I see more risk than reward on the upside.",
  ],
  [
    1,
    "With losses this large, holders will be slow to sell the next wobble. I see more reward than risk on the upside.",
  ],
  [1, "An orderly pullback within an uptrend, nothing more. The uptrend is what I trade."],
  [-1, "An orderly bounce within a downtrend, nothing more. The downtrend is what I trade."],
  [
    -1,
    "The drop was not a fluke. It was heavy, broad and ended on the lows; such drops tend to extend.",
  ],
  [
    1,
    "The rise was not a fluke. It was heavy, broad and ended on the highs; such rises tend to extend.",
  ],
  [1, "Only a break of the overnight low would change my mind. Until then dips are for buying."],
  [
    -1,
    "Only a break of the overnight high would change my mind. Until then rallies are for selling.",
  ],
  [-1, "The market is long, complacent and late. Those three together seldom end well."],
  [
    1,
    "The market is short, frightened and late. Those three together seldom end badly for buyers.",
  ],
  [0, "No side convinces me, the quant is unsure of itself and the news is thin."],
  [
    1,
    "Return_6 is up slightly and the sentiment analyst, though cautious, does not see a reason for a decline. I go with a small gain.",
  ],
  [
    -1,
    "Return_6 is down slightly and the sentiment analyst, though hopeful, does not see a reason for a rise. I go with a small loss.",
  ],
  [-1, "It is a market in which rises are slow and falls are fast. The last rise is over."],
  [1, "It is a market in which falls are slow and rises are fast. The last fall is over."],
  [1, "I would be surprised to see it lower by the end of the hour."],
  [-1, "I would be surprised to see it higher by the end of the hour."],
  [
    1,
    "The fall from the open has been bought back in full, so the path of least resistance is now upward.",
  ],
  [
    -1,
    "The rise from the open has been sold back in full, so the path of least resistance is now downward.",
  ],
  [
    -1,
    "Bullish sentiment at an extreme is a warning, not a comfort. I take the other side of the crowd.",
  ],
  [
    1,
    "Bearish sentiment at an extreme is a comfort, not a warning. I take the other side of the crowd.",
  ],
  [0, "Short of a coin toss I have no method for choosing here."],
  [
    1,
    "Negative funding, positive spot flow: somebody is buying what the perps are selling. I follow the somebody.",
  ],
  [
    -1,
    "Positive funding, negative spot flow: somebody is selling what the perps are buying. I follow the somebody.",
  ],
  [-1, "Prices that rise on falling volume are not to be trusted; this is one such price."],
  [1, "Prices that fall on falling volume are not to be trusted; this is one such price."],
  [-1, "The short case is simple. Lower highs, weak closes, no bids of size."],
  [1, "The long case is simple. Higher lows, strong closes, no offers of size."],
];
