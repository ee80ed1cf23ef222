/** English phrases about trading itself: funds, liquidations, large holders, the chain, derivatives. */
import type { Topic } from "./topic.ts";

export const MARKET_TOPICS: readonly Topic[] = [
  {
    id: "flows",
    noun: "fund flows",
    title: "Fund Flows",
    down: {
      facts: [
        "spot Bitcoin funds lost ${120..940} million to redemptions in one session",
        "investors pulled money from listed Bitcoin products for the {ordinal} session running, with {fund} seeing the largest exit",
        "net redemptions from Bitcoin funds reached ${1.1..2.8} billion over {3..9} sessions",
      ],
      gist: "Redemptions from listed Bitcoin products keep coming, and the desks that hedge them have to sell coins to match",
      headlines: [
        "Spot Fund Redemptions Put Bitcoin Holders on Edge",
        "Money Leaves Bitcoin Funds for Another Session",
      ],
      drivers: [
        "Continued redemptions from spot funds",
        "Hedging sales by the desks behind listed products",
      ],
      factors: [
        "Outflows from listed Bitcoin products persist",
        "Institutional buyers are stepping back",
      ],
    },
    up: {
      facts: [
        "spot Bitcoin funds took in ${150..880} million in one session",
        "listed Bitcoin products gathered new money for the {ordinal} session running, led by {fund}",
        "{fund} reported its strongest intake in {3..11} weeks, at ${90..640} million",
      ],
      gist: "Fresh money is reaching listed Bitcoin products, which gives issuers coins to buy",
      headlines: [
        "Bitcoin Funds Draw Fresh Money as Institutions Return",
        "Steady Fund Inflows Lift the Mood in Crypto",
      ],
      drivers: [
        "Renewed subscriptions to spot funds",
        "Allocation by pension and advisory clients",
      ],
      factors: [
        "Inflows to listed Bitcoin products are growing",
        "Institutional demand looks firm",
      ],
    },
  },
  {
    id: "liquidations",
    noun: "liquidations",
    title: "Liquidations",
    down: {
      facts: [
        "forced closures wiped out ${210..980} million of leveraged longs within {3..12} hours",
        "more than {90..390} thousand accounts were liquidated, the largest single order being worth ${6..38} million on {exchange}",
        "margin calls ran through derivatives venues, and longs made up {76..94}% of the positions closed by force",
      ],
      gist: "Leveraged longs are being closed by force, and every closure pushes the next margin call nearer",
      headlines: [
        "Leveraged Longs Washed Out in Wave of Margin Calls",
        "Forced Selling Spreads Across Crypto Derivatives",
      ],
      drivers: ["Cascading liquidation of leveraged longs", "Thin order books below the market"],
      factors: [
        "Large liquidations of long positions",
        "Leverage is leaving the market under duress",
      ],
    },
    up: {
      facts: [
        "short sellers lost ${110..620} million as their positions were closed by force",
        "a squeeze on {exchange} erased {58..84}% of open shorts in the front contract",
        "leverage reset to its lowest level in {4..14} weeks, which leaves the market with little left to unwind",
      ],
      gist: "Short sellers are caught on the wrong side, and their buying back adds to demand",
      headlines: [
        "Short Sellers Caught Out as Squeeze Builds",
        "Clean Slate: Leverage Reset Clears the Way for Buyers",
      ],
      drivers: [
        "Short covering across derivatives venues",
        "A leverage reset that removes overhang",
      ],
      factors: ["Short positions are being squeezed", "Excess leverage has been cleared"],
    },
  },
  {
    id: "whales",
    noun: "large holders",
    title: "Large Holders",
    down: {
      facts: [
        "a wallet silent for {5..12} years sent {800..990} bitcoin to {exchange}",
        "addresses holding more than a thousand coins cut their balances by {1.2..4.6}% in a week",
        "{desk} counted {14..58} transfers of over a hundred coins each to exchange wallets since midnight",
      ],
      gist: "Coins from old and large wallets are moving to exchanges, usually a step that comes before a sale",
      headlines: [
        "Old Wallets Stir as Large Holders Move Coins to Exchanges",
        "Large Holders Trim Positions and Leave Smaller Buyers Exposed",
      ],
      drivers: ["Transfers from large wallets to exchanges", "Distribution by long-term holders"],
      factors: [
        "Whale deposits on exchanges are rising",
        "Long-term holders are distributing coins",
      ],
    },
    up: {
      facts: [
        "wallets with more than a thousand coins added {11..48} thousand bitcoin in {5..15} days",
        "one unnamed buyer withdrew {600..980} bitcoin from {exchange} into cold storage",
        "{desk} sees the steadiest accumulation by large wallets in {4..13} months",
      ],
      gist: "Large wallets are adding coins and taking them off exchanges, which leaves less for sale",
      headlines: [
        "Large Wallets Add Coins as Exchange Supply Shrinks",
        "Patient Buyers Keep Stacking Bitcoin",
      ],
      drivers: ["Accumulation by large wallets", "Withdrawals of coins into cold storage"],
      factors: ["Whales are accumulating", "Supply on exchanges is shrinking"],
    },
  },
  {
    id: "chain",
    noun: "chain data",
    title: "On-Chain Data",
    down: {
      facts: [
        "{desk} finds {17..39}% of the circulating supply held at a loss",
        "recent buyers sold {21..79} thousand coins below cost in a single day",
        "active addresses fell {6..19}% in a week, and transfer volume fell with them",
      ],
      gist: "Chain data show recent buyers under water and selling below what they paid",
      headlines: [
        "On-Chain Data Show Recent Buyers Selling at a Loss",
        "Network Activity Fades as Holders Sit on Losses",
      ],
      drivers: ["Loss-taking by recent buyers", "Shrinking activity on the network"],
      factors: ["Recent buyers are realising losses", "Network usage is slipping"],
    },
    up: {
      facts: [
        "{desk} finds {71..89}% of the circulating supply unmoved for half a year",
        "daily active addresses grew {5..17}%, the best week in {6..20}",
        "coins on exchanges dropped to their lowest share of supply in {3..6} years",
      ],
      gist: "Chain data point to holders who sit tight and to a network that is being used more",
      headlines: [
        "On-Chain Data Point to Patient Holders and Tighter Supply",
        "Network Activity Climbs to a Fresh High for the Quarter",
      ],
      drivers: ["Dormant supply in firm hands", "Rising use of the network"],
      factors: ["Holders are not selling", "Network activity is improving"],
    },
  },
  {
    id: "derivatives",
    noun: "options and futures",
    title: "Options Trading",
    down: {
      facts: [
        "one-week puts cost {6..15} volatility points more than calls on {exchange}",
        "futures slipped to a discount of {0.3..1.9}% against spot",
        "open interest shrank by ${1.2..4.9} billion as traders cut risk ahead of the monthly expiry",
      ],
      gist: "Options traders are paying up for protection while futures lose their premium",
      headlines: [
        "Options Traders Pay Up for Protection as Futures Lose Premium",
        "Demand for Downside Hedges Climbs on Crypto Venues",
      ],
      drivers: ["Rising price of downside protection", "Falling open interest in futures"],
      factors: ["Put options are in heavy demand", "Futures premiums have vanished"],
    },
    up: {
      facts: [
        "calls outnumbered puts {2.1..3.8} to one in the day's block trades",
        "the annualised futures premium recovered to {7..14}% on {exchange}",
        "dealers report steady buying of calls that expire in {2..6} months",
      ],
      gist: "Futures trade at a healthy premium and options desks see more calls than puts",
      headlines: [
        "Call Buyers Return to Crypto Options",
        "Futures Premium Recovers as Confidence Builds",
      ],
      drivers: ["Call buying in longer maturities", "A recovering futures premium"],
      factors: ["Call options are in demand", "Futures premiums are healthy"],
    },
  },
];
