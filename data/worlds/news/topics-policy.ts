/** English phrases about the outside world: rules, the economy, company treasuries, everyday use. */
import type { Topic } from "./topic.ts";

export const POLICY_TOPICS: readonly Topic[] = [
  {
    id: "regulation",
    noun: "regulation",
    title: "Regulation",
    down: {
      facts: [
        "a securities regulator opened a case against {exchange} over {4..17} unregistered tokens",
        "lawmakers in {place} shelved a crypto bill by {6..19} votes",
        "new reporting rules would cost platforms in {place} up to ${15..85} million a year",
      ],
      gist: "Regulators are tightening their grip, and a long-awaited bill has lost its momentum",
      headlines: [
        "Regulators Open New Case as Crypto Bill Stalls",
        "Tougher Rules Cloud the Outlook for Exchanges",
      ],
      drivers: ["Legal action against a trading platform", "Delay of crypto legislation"],
      factors: ["Regulatory pressure is mounting", "Legislation has stalled"],
    },
    up: {
      facts: [
        "a regulator dropped its case against {exchange} after {14..38} months",
        "lawmakers in {place} passed a licensing act with {58..79}% in favour",
        "supervisors in {place} cleared {3..9} banks to hold coins for clients",
      ],
      gist: "Clearer rules are arriving, and banks are being allowed to hold coins for their clients",
      headlines: [
        "Clearer Rules Open the Door for Banks to Hold Bitcoin",
        "Regulator Drops Case in Relief for Crypto Platforms",
      ],
      drivers: ["Clearer licensing rules", "Banks cleared to offer custody"],
      factors: ["Regulatory clarity is improving", "Banks may now offer custody"],
    },
  },
  {
    id: "macro",
    noun: "the economy",
    title: "Macro News",
    down: {
      facts: [
        "consumer prices rose {0.4..0.8}% in a month, and traders now expect no rate cut before {season}",
        "a new round of tariffs sent technology shares down {1.3..3.6}% and crypto with them",
        "the dollar index climbed {0.5..1.4}% as investors sought cash",
      ],
      gist: "Tariffs and sticky inflation are driving investors out of anything risky, coins included",
      headlines: [
        "Tariff Worries and Sticky Inflation Drag on Risk Assets",
        "Hopes for a Rate Cut Fade and Crypto Feels the Chill",
      ],
      drivers: ["Fading hopes for a rate cut", "Trade tension and a stronger dollar"],
      factors: ["Inflation remains stubborn", "Tariff news weighs on risk assets"],
    },
    up: {
      facts: [
        "inflation cooled to {2.1..2.6}%, which revived bets on a rate cut by {season}",
        "a pause in tariffs lifted technology shares {1.1..3.2}% and crypto with them",
        "the dollar index eased {0.4..1.2}% as central banks struck a softer tone",
      ],
      gist: "Cooling inflation and a weaker dollar are giving risk assets room to breathe",
      headlines: [
        "Cooling Inflation Revives Appetite for Risk",
        "Softer Dollar Gives Bitcoin Room to Run",
      ],
      drivers: ["Expected easing by central banks", "A weaker dollar"],
      factors: ["Rate cuts look more likely", "Trade tension has eased"],
    },
  },
  {
    id: "treasuries",
    noun: "company treasuries",
    title: "Corporate Treasuries",
    down: {
      facts: [
        "a listed company sold {300..980} bitcoin to repay a convertible bond",
        "{fund} wrote down its crypto holdings by ${45..310} million",
        "{3..8} of the companies that hold coins now trade below the value of their reserves",
      ],
      gist: "Companies that bought coins with borrowed money are under strain, and some have begun to sell",
      headlines: [
        "Treasury Buyers Turn Sellers as Debt Comes Due",
        "Companies Count the Cost of Their Bitcoin Reserves",
      ],
      drivers: ["Sales by indebted treasury companies", "Write-downs on corporate holdings"],
      factors: ["Corporate holders are under strain", "Debt-funded buying has stopped"],
    },
    up: {
      facts: [
        "a software maker in {place} put {2..9}% of its cash into bitcoin",
        "{fund} raised ${180..760} million from clients for a coin reserve",
        "{12..37} listed companies disclosed new bitcoin holdings in a quarter",
      ],
      gist: "More companies are placing part of their cash in bitcoin and say that they will keep it",
      headlines: [
        "More Companies Put Bitcoin on the Balance Sheet",
        "Corporate Buyers Add to Their Coin Reserves",
      ],
      drivers: ["New corporate buyers of bitcoin", "Capital raised for coin reserves"],
      factors: ["Corporate adoption is growing", "New treasury purchases were announced"],
    },
  },
  {
    id: "adoption",
    noun: "everyday use",
    title: "Adoption",
    down: {
      facts: [
        "{exchange} laid off {11..28}% of its staff as retail trading dried up",
        "app downloads for crypto wallets sank {18..42}% in a month",
        "a retailer in {place} stopped taking bitcoin after {7..19} months of weak use",
      ],
      gist: "Retail users are drifting away, and the firms that served them are cutting costs",
      headlines: [
        "Retail Users Drift Away as Trading Dries Up",
        "Exchange Cuts Staff After a Slump in Retail Trading",
      ],
      drivers: ["Falling retail participation", "Cost cuts at trading platforms"],
      factors: ["Retail interest is falling", "Trading platforms are cutting costs"],
    },
    up: {
      facts: [
        "{exchange} signed up {210..790} thousand new users in a month",
        "a bank in {place} will let {2..9} million clients buy bitcoin from its app",
        "merchants in {place} took {28..66}% more payments in coins than a year ago",
      ],
      gist: "Banks and merchants are bringing coins to ordinary customers, and sign-ups are rising",
      headlines: [
        "Banks Bring Bitcoin to Millions of Ordinary Customers",
        "New Users Flock to Crypto as Payments Catch On",
      ],
      drivers: ["Retail access through banks", "Growing use of coins in payments"],
      factors: ["Retail sign-ups are rising", "Banks are adding coin services"],
    },
  },
];
