/** English phrases about the industry: security, mining, stablecoins, other coins, lending. */
import type { Topic } from "./topic.ts";

export const INDUSTRY_TOPICS: readonly Topic[] = [
  {
    id: "security",
    noun: "exchange security",
    title: "Exchange Security",
    down: {
      facts: [
        "{exchange} froze withdrawals after intruders drained ${35..480} million from a hot wallet",
        "investigators traced ${20..160} million of stolen ether through {3..9} mixing services",
        "a flaw in a cross-chain bridge cost depositors ${12..95} million before it was shut",
      ],
      gist: "A fresh theft has users asking which platform is next, and withdrawals are piling up",
      headlines: [
        "Hot Wallet Breach Shakes Trust in Crypto Exchanges",
        "Stolen Coins on the Move as Withdrawals Are Frozen",
      ],
      drivers: [
        "Loss of trust after a security breach",
        "Precautionary withdrawals from platforms",
      ],
      factors: ["A major breach has hurt trust", "Users are withdrawing coins as a precaution"],
    },
    up: {
      facts: [
        "{exchange} made every customer whole {4..20} days after its breach",
        "white-hat researchers recovered {72..96}% of the coins taken from a bridge",
        "{desk} puts losses to theft {31..64}% below those of a year ago",
      ],
      gist: "Quick repayment after the last breach has restored some trust in the large platforms",
      headlines: [
        "Stolen Coins Recovered as Exchange Repays Its Customers",
        "Crypto Theft Falls as Platforms Tighten Their Defences",
      ],
      drivers: ["Recovered funds and full repayment", "Better custody standards"],
      factors: ["Stolen funds have been recovered", "Trust in platforms is returning"],
    },
  },
  {
    id: "mining",
    noun: "the miners",
    title: "Miners",
    down: {
      facts: [
        "miners sent {2..9} thousand bitcoin to exchanges in two days to cover power bills",
        "revenue per unit of computing power fell {5..18}%, close to break-even for older machines",
        "a listed miner in {place} switched off {9..34} thousand rigs",
      ],
      gist: "Margins at mining firms are thin, so more of each day's coins go straight to the market",
      headlines: [
        "Squeezed Miners Send More Coins to Market",
        "Mining Margins Shrink to Break-Even for Older Rigs",
      ],
      drivers: ["Miner selling to cover costs", "Falling revenue per unit of computing power"],
      factors: ["Miners are selling reserves", "Mining margins are under pressure"],
    },
    up: {
      facts: [
        "the network's computing power set a record, up {3..11}% in a month",
        "miners kept {61..88}% of newly made coins instead of selling them",
        "a miner in {place} ordered {12..45} thousand new machines on improving margins",
      ],
      gist: "Miners are earning well enough to keep most of the coins they produce",
      headlines: [
        "Miners Hold On to New Coins as Margins Improve",
        "Network Computing Power Sets a Record",
      ],
      drivers: ["Miners holding newly made coins", "Record computing power on the network"],
      factors: ["Miner selling has eased", "Network security is at a record"],
    },
  },
  {
    id: "stablecoins",
    noun: "stablecoin supply",
    title: "Stablecoins",
    down: {
      facts: [
        "a mid-sized dollar token slipped to {96.2..99.1} cents before its issuer stepped in",
        "stablecoin supply shrank by ${0.9..3.7} billion in a week as cash left for money-market funds",
        "redemption requests at one issuer hit ${240..890} million in a day",
      ],
      gist: "Cash is leaving through the stablecoins, so there is less of it waiting to buy",
      headlines: [
        "Stablecoin Redemptions Signal Cash Leaving Crypto",
        "Wobbling Dollar Token Unsettles Traders",
      ],
      drivers: ["Shrinking stablecoin supply", "Doubts about a dollar token's reserves"],
      factors: ["Stablecoin supply is contracting", "A dollar token has lost its peg briefly"],
    },
    up: {
      facts: [
        "issuers minted ${0.8..3.4} billion of dollar tokens in a week",
        "stablecoin balances on {exchange} rose {6..21}%, cash that is ready to be spent",
        "a payments group in {place} began settling invoices in dollar tokens",
      ],
      gist: "New dollar tokens are being issued and sit on exchanges, ready to buy",
      headlines: [
        "Fresh Stablecoins Put Buying Power on Exchanges",
        "Dollar Tokens Grow as Cash Flows Back Into Crypto",
      ],
      drivers: ["Growing stablecoin balances on exchanges", "Dollar tokens used in payments"],
      factors: ["Stablecoin supply is expanding", "Buying power on exchanges is rising"],
    },
  },
  {
    id: "altcoins",
    noun: "the smaller coins",
    title: "Altcoins",
    down: {
      facts: [
        "ether fared worse than bitcoin, and {31..46} of the top fifty tokens lost more than {5..9}%",
        "a batch of token unlocks worth ${110..680} million is about to reach holders of smaller coins",
        "meme tokens shed {14..33}% of their combined value since the weekend",
      ],
      gist: "Smaller coins are falling harder than bitcoin, and new supply is about to reach their holders",
      headlines: [
        "Altcoins Bear the Brunt as Risk Appetite Fades",
        "Token Unlocks Loom Over a Weak Altcoin Market",
      ],
      drivers: ["Token unlocks adding supply", "Flight from small coins"],
      factors: ["Altcoins are underperforming", "New token supply is about to unlock"],
    },
    up: {
      facts: [
        "ether outpaced bitcoin, and {29..44} of the top fifty tokens joined in",
        "trading in smaller coins doubled on {exchange} within {3..8} days",
        "a network upgrade cut fees by {22..61}% and brought {3..12} new applications",
      ],
      gist: "Buyers are reaching beyond bitcoin, and ether's ecosystem is drawing builders again",
      headlines: [
        "Altcoins Join In as Appetite for Risk Returns",
        "Network Upgrade Cuts Fees and Draws Builders",
      ],
      drivers: ["Broad participation beyond bitcoin", "Lower fees after a network upgrade"],
      factors: ["Altcoins are joining in", "Network fees have fallen"],
    },
  },
  {
    id: "lending",
    noun: "on-chain lending",
    title: "Crypto Lending",
    down: {
      facts: [
        "a lending protocol closed ${45..290} million of under-secured loans overnight",
        "borrowing rates for dollar tokens jumped to {14..32}% as lenders withdrew",
        "a credit desk in {place} told clients to post {10..25}% more collateral",
      ],
      gist: "Lenders want more collateral, and borrowers who cannot post it are being sold out",
      headlines: [
        "Collateral Calls Hit Crypto Borrowers",
        "Lenders Pull Back as Loan Books Come Under Strain",
      ],
      drivers: ["Collateral calls on lending platforms", "Tighter credit for trading desks"],
      factors: ["Loans are being closed by force", "Credit conditions are tightening"],
    },
    up: {
      facts: [
        "deposits in lending protocols grew by ${0.6..2.9} billion in a week",
        "{fund} opened a credit line secured by bitcoin at {4.5..7.5}%",
        "default rates on loans backed by coins fell to {0.3..0.9}%",
      ],
      gist: "Credit against coins is cheap again, and deposits are growing with few defaults",
      headlines: ["Loans Backed by Bitcoin Go Mainstream", "Deposits Return to On-Chain Lending"],
      drivers: ["Cheaper credit against coins", "Growing deposits in lending protocols"],
      factors: ["Lending activity is recovering", "Credit against coins is easier to get"],
    },
  },
];
