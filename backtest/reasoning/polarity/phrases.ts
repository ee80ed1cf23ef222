/** Phrases that are words of the lexicon, or none, or take no side: data only. */
import type { Kind } from "./lexicon.ts";
import { SAYINGS } from "./sayings.ts";

/**
 * `saying`: tells a side unless it is denied; `maxim`: tells it even then; `mute`: tells nothing, whatever its
 * words; `doubt`: its clause is not held; `undecided`: takes no side.
 */
export type PhraseKind = Kind | "saying" | "maxim" | "doubt" | "mute" | "undecided";

/** Phrases by ";". "a|b" is either word, "*" stands for up to three words, words match by their stems. */
export type PhraseRow = readonly [PhraseKind, -1 | 0 | 1, string];

const COMPOUNDS: readonly PhraseRow[] = [
  // Lengths, figures of speech, names of things, and news whose echo matters more than its sign.
  [
    "mute",
    0,
    `

    short|long|longer|shorter term|run|lived|horizon|window|time|history|memory|sample|list|while|way|stretch|streak|string|ago;
    short|long standing|dated|awaited|overdue|covering|held; as long as; in short; short of;
    how long|short; all|day long; so long as; before|for|not|too long;
    lose|losing|make|making money; pay|paying attention;
    no doubt|question|obstacle|surprise|matter; not bad|wrong|without; not a bad|terrible|wrong; not only|just|least|to mention; of its own;
    on its own; its|their|his|her own; base|depend|rely rise|fall on;
    fall short|back|into|within|under|for; call it|that|for|on|of; pick up|it; end|ended up;
    up to|until; follow up; break|sum|add|bring|set|make|look|show|end|turn|step|line|catch up;
    come|break|boil|come|get|settle|calm|write|quiet|track|narrow down;
    buy|sell program|wall|order|orders|stop|stops|limit; buy|sell and|or|nor sell|buy;
    buyers|buyer and|or|nor sellers|seller; bull|bear and|or|nor bear|bull; bid ask;
    long and|or|nor short|a; up and|or|nor down; red|green candle|candles|bar|bars|hour|hours;
    let the|them|him|others * sell|buy|panic|chase;
    bullish|bearish|optimistic|pessimistic case|argument|story|thesis|narrative|analyst|crowd|note|one|headline|headlines|camp;
    positive|negative|good|bad news|headline|headlines|catalyst|catalysts|surprise|surprises;
    lower|upper wick|wicks|band|half|end|bound|part; higher|lower timeframe|frame|band;
    strong|weak hands; positive|negative autocorrelation|correlation|feedback; round number;
    support|supports|supported the|this|that|by|it|me|my; in|more|lend|with support of;
    gain|gaining traction|ground|access; stop loss|losses; take profit;
    risk reward|averse|adjusted|off; on hold; hold|holds on|that; point of|out;
    trading strategy|range; in the|this case; would not|never be surprised; next to nothing;
    will not|need to
    `,
  ],
  // Denials of more than one word.
  [
    "not",
    0,
    `
    fail|fails|failed|failing to; unable to; bet against; nobody left|else; no one; no longer
    `,
  ],
  // Crowds that are told by their position.
  [
    "actor",
    1,
    `
    long positions|positioning
    `,
  ],
  [
    "actor",
    -1,
    `
    short positions|positioning
    `,
  ],
  // What is to come, in more than one word.
  [
    "ahead",
    0,
    `
    support|supports|supporting a|an|further|more;
    vulnerable|prone|exposed|due|set|poised|primed|ready|bound|ripe|room to|for; at risk of;
    trend|tape|direction|bias is|remains|points|looks
    `,
  ],
  // What the writer held, or another might hold, but does not.
  [
    "doubt",
    0,
    `
    was|were tempted|inclined|leaning|going|ready|about|looking|all; used to;
    start|started|began with a leaning|lean|bias;
    bulls|bears|optimists|pessimists * tell|say|argue|claim|hope|insist;
    one|you|some could|may|might|would; could|may|might argue|say|tell|read;
    at first glance|sight|look|blush; start|started with|out|off;
    the|any temptation|argument against; supposed to; is|are contradicted|outweighed|offset|undercut|belied by; would have; should|ought have
    `,
  ],
  // Ends of an argument.
  [
    "so",
    0,
    `
    my|our|net|the view|read|bet|take|conclusion|call|trade|plan|verdict|base;
    the|technical|overall picture|scenario|evidence|setup; leaves me|us; pain trade; base case;
    argue|argues|speak|speaks for
    `,
  ],
  [
    "move",
    -1,
    `
    end|ended|close|closed|finish|finished|resolve|resolved lower|down; sell off; roll over;
    back down; break|broke down; head down|south|lower; trend down; new|fresh|lower low|lows;
    profit taking; come off; way down; leg down|lower; risk off; sell pressure; selling pressure;
    downward pressure; test lower
    `,
  ],
  // Motion in more than one word.
  [
    "move",
    1,
    `
    end|ended|close|closed|finish|finished|resolve|resolved higher|up; break out; snap back;
    bounce back; trend up; new|fresh|higher high|highs; follow through; way up; leg up|higher;
    short covering|squeeze|liquidation|liquidations; head up|north|higher; risk on; buy pressure;
    buying pressure|interest; upward pressure; grind up|higher; upside momentum; pick up; melt up
    `,
  ],
  // Lets a move or a party stand.
  [
    "holds",
    0,
    `
    pay|paying up; have|has|keep|hold|own the edge|ball|upper|hand|initiative|tape|open|momentum;
    in control|charge|command; show|step up|in; come in; more * than; by|most probable|likely;
    front run|running; has|have legs|room; in place; still|keep coming;
    on rising|heavy|strong|good|real volume; under way
    `,
  ],
  // Comes to nothing.
  [
    "fails",
    0,
    `
    run|running out; pull back|away; give|gave up|way|in|out; priced|price in;
    no|without|thin|low|weak|falling|light|shrinking volume|legs|conviction|sponsor|sponsorship|substance|bid;
    under water; dry|dried up; used up; bottom|top out; on pause;
    out of steam|gas|breath|fuel|ammunition|power|puff|road; nowhere to|else;
    lose|lost steam|momentum|power|force|grip|control; paying|pay to|the; burn|burned out;
    worn|wear out|thin; on the run; not|hardly|barely hold|held; get|got caught; off guard;
    roll over; peter|fizzle out; back foot; mostly|largely gone; lack follow; no follow; on empty;
    not|hardly convinced|persuaded|impressed|sold|buying by|on|with|the|this;
    don't|not trust|believe the|this|that; out of date; old|stale news; run|ran its|their course;
    has|have|had their|its chance|turn|moment|say; is|are|was|be|looks|seems over; less than|volume
    `,
  ],
  // Done to a move or into it.
  [
    "takes",
    0,
    `
    sell|sold into; lean on|against; hit on; step in front;
    get|gets|got|been|being|is|was|were|are sold|bought|hit|lifted|faded|absorbed; bid|bought back;
    snap|snapped up; soaked|soak up; fade the; shrug off; give|given back|up;
    be|been|was|is|get|gets recovered|erased|retraced|unwound|undone|reversed|faded|filled;
    hand|handed|hands back; fully retraced; made|make back
    `,
  ],
  // Deeds and stances in more than one word.
  [
    "act",
    1,
    `
    be|being|i'd|i'll|am bidding; lift the offer; i'm|am|be|remain a buyer;
    reluctant|willing|happy|net buyer;
    buy the dip|weakness|pullback|fear|blood|rumour|rumor|break|breakout|open;
    get in|involved|long; stay with it|them|the; want|reason|reasons|time to be in|long|involved;
    add to|exposure|here|on; cover|close|exit short|shorts|the|my; out of short|shorts;
    get out of|from short|shorts; back up the truck; load up; better bought|owned; step in;
    stay|side|stand|go|going|join|trade|agree|am with the bulls|buyers|bidders|bullish;
    contrarian buy|long; bid it|this; be|being|stay|am in before|for|here; scale in;
    stand with the bulls
    `,
  ],
  [
    "act",
    -1,
    `
    be|being|i'd|i'll|am offering; hit the bid; i'm|am|be|remain|reluctant|willing|happy a seller;
    reluctant|willing|happy|net seller;
    sell the rally|bounce|strength|news|rip|pop|open|fact|break; stay out|away|aside; get out;
    want|reason|reasons|time to be out|short|flat;
    cut|reduce|trim|lighten|pare risk|exposure|the|my|up; fade it|this|that|the|here;
    better sold|flat; step aside|away;
    stay|side|stand|go|going|join|trade|agree|am with the bears|sellers|bearish;
    contrarian sell|short; take|book profit|profits|money|chips; out of it|this|the; head for the;
    be|am|stay|rather|better out; let go; lighten up; lean|leaning the other; stand with the bears;
    close|exit|trim|cut|drop|dump the|my|our long|longs; exit|trim|close|cut|drop long|longs
    `,
  ],
  // No side taken.
  [
    "undecided",
    0,
    `
    in the middle; not|isn't knowable; nobody|no one can|could;
    no|any|without strong|clear|real|firm|particular view|edge|signal|lean|conviction|preference|direction|bias|opinion;
    coin flip|toss; about|roughly|are|is|almost equal|equally|even; call it a draw; a draw; flip a coin; stand aside;
    evenly|finely|equally balanced|matched|split|divided; wash|cancel each|out|it|they; cancel;
    nothing to add|say|choose|report|lean|trade|do|go;
    no view|edge|opinion|preference|trade|lean|signal|direction|way;
    neither a|side|direction|way|here|long|bull|of|analyst|has|does|one; either way|side|direction;
    could go; on the fence; sit|sitting out|this|on; pass;
    can't|cannot say|tell|choose|decide|pick|call; too close; not enough to; to say nothing;
    fifty fifty; both side|sides; in balance;
    undecided|indecisive|inconclusive|directionless|rangebound; moving on;
    analysts|models|two|both|they|reports|inputs disagree; disagree on|about; arbitrary;
    guess|guessing; low|little|minimal|no confidence|conviction;
    minimal|tiny|token|small position|size|risk; conflicting
    `,
  ],
];

/** A phrase: its kind, its side, and what may stand at each of its places. */
export interface Phrase {
  readonly kind: PhraseKind;
  readonly side: -1 | 0 | 1;
  readonly places: readonly string[];
}

/** All phrases. */
export const PHRASES: readonly Phrase[] = [...COMPOUNDS, ...SAYINGS].flatMap(([kind, side, list]) =>
  list
    .trim()
    .split(/;\s+/)
    .map((phrase) => ({ kind, side, places: phrase.split(/\s+/) })),
);

/** Every word of a phrase. */
export const PHRASE_WORDS: ReadonlySet<string> = new Set(
  PHRASES.flatMap(({ places }) => places.flatMap((place) => place.split("|"))),
);
