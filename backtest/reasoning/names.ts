/** Names and events in a rationale that its input does not hold. */
import { type Span, overlap } from "./spans.ts";

/** Ends of "I'd", "I'm", "I'll", "I've" and the like. */
const CONTRACTED = ["d", "m", "ll", "ve", "re", "t", "s"];
/** Names that every writer on this market may use without having been shown them. */
const KNOWN = new Set([
  ...CONTRACTED,
  ..."i ai ok usd usdt btc bitcoin xbt hold case cases analyst analysts arbiter signal ema rsi mvrv sma z vs eg ie".split(
    " ",
  ),
]);
/** Names of this market that count where they open a sentence, too. */
const NAMES = new Set(
  (
    "binance coinbase kraken bybit okx bitfinex bitstamp deribit robinhood ftx celsius tether grayscale " +
    "blackrock fidelity vanguard microstrategy saylor tesla musk trump biden harris powell yellen bessent " +
    "lagarde gensler atkins bukele buffett dalio nakamoto buterin fed fomc sec cftc ecb boj imf opec congress " +
    "senate nasdaq dow spx ethereum ether solana ripple xrp dogecoin cardano litecoin tron polkadot chainlink " +
    "nvidia microsoft google amazon paypal jpmorgan goldman citi ubs china japan korea india russia " +
    "ukraine iran israel europe germany britain america washington beijing brussels salvador"
  ).split(" "),
);
/** Kinds of events that no figure tells of. */
const EVENTS =
  /\b(?:halvings?|etfs?|hacks?|hacked|fomc|cpi|ppi|nonfarm|payrolls|elections?|tariffs?|wars?|ceasefire|lawsuits?|bankruptc(?:y|ies)|rate (?:cuts?|hikes?|decision)|earnings|airdrops?|listings?|delistings?|hard fork|liquidations?|whales?|regulat(?:ion|ions|ors?)|executive order|announcements?|speech|summit|conference|stablecoin depeg|bailouts?|sanctions?)\b/gi;
const WORD = /(?<![\p{L}\p{N}_.])\p{Lu}[\p{L}\p{N}&]*(?:['’-]\p{L}+)*/gu;

/** A name or an event where it stands. */
export interface FoundName extends Span {
  readonly text: string;
  readonly kind: "absent event" | "absent name";
}

/**
 * Events by their words, and names by their capitals: any that the input does not hold as a word. A word that opens
 * a sentence may have its capital from that, and counts only when it is all capitals or a name of this market.
 * @param except pieces that were judged before, such as dates and ids
 */
export function findAbsentNames(
  text: string,
  inputText: string,
  except: readonly Span[] = [],
): readonly FoundName[] {
  const events = [...text.matchAll(EVENTS)].map((match) => asFound(match, "absent event"));
  const names = [...text.matchAll(WORD)]
    .filter(
      ({ index, 0: word }) =>
        !opensSentence(text, index) ||
        isAcronym(word) ||
        wordsOf(word).some((part) => NAMES.has(part)),
    )
    .map((match) => asFound(match, "absent name"))
    .filter((name) => !wordsOf(name.text).every((word) => KNOWN.has(word)))
    .filter((name) => !events.some((event) => overlap(event, name)));
  const found = [...events, ...names].filter((name) => !except.some((span) => overlap(span, name)));
  if (found.length === 0) return [];
  const held = new Set(wordsOf(inputText));
  return found
    .filter(({ text: name }) =>
      wordsOf(name).some((word) => !KNOWN.has(word) && !isHeldIn(word, held)),
    )
    .toSorted((a, b) => a.start - b.start);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The word, or its singular or plural. */
function isHeldIn(word: string, held: ReadonlySet<string>): boolean {
  return (
    held.has(word) || held.has(`${word}s`) || (word.endsWith("s") && held.has(word.slice(0, -1)))
  );
}

/** After a full stop, a colon, a quote or a bracket a capital says nothing. */
function opensSentence(text: string, index: number): boolean {
  return /(?:^|[.;:!?\n"“”'‘(\]/–—-]|\b\d+[.)])\s*$/u.test(text.slice(0, index));
}

/** BUY and SELL are shouted words; what a trader shouts is no name. */
function isAcronym(word: string): boolean {
  return (
    /^\p{Lu}{2,5}$/u.test(word) &&
    !/^(?:BUY|SELL|LONG|SHORT|HOLD|NO|NOT|YES|UP|DOWN|THE|AND|BUT|SO|AS|IT|IN|ON|AT|BOTH)$/.test(
      word,
    )
  );
}

function asFound({ index: start, 0: text }: RegExpExecArray, kind: FoundName["kind"]): FoundName {
  return { start, end: start + text.length, text, kind };
}
