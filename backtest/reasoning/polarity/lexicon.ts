/** Words that speak for a side, and words that turn, soften or suspend what others say: data only. */

/**
 * What a word does. `act`: a stance or a deed; `actor`: who is on a side; `book`: what waits to be traded; `move`: a motion of price; `tone`: a
 * judgement; `fails`: turns the word it is said of; `takes`: turns the move it is done to; `holds`: leaves it
 * as it is and makes it count; `guards`: holds what rises and turns what falls; `not`: turns what follows; `ahead`: speaks of what is to come;
 * `mine`, `so`: the writer's voice, and the end of an argument.
 */
export type Kind =
  | "act"
  | "actor"
  | "book"
  | "move"
  | "tone"
  | "fails"
  | "takes"
  | "holds"
  | "guards"
  | "not"
  | "ahead"
  | "mine"
  | "so";

/** One word's meaning. */
export interface Entry {
  readonly kind: Kind;
  readonly side: -1 | 0 | 1;
}

const WORDS: readonly (readonly [Kind, -1 | 0 | 1, string])[] = [
  // What a trader may do, or be.
  ["act", 1, "buy long own owning accumulate purchase bullish overweight"],
  ["act", -1, "sell short bearish underweight sale offload shorting liquidate"],
  // Who pulls, and what stands in the book. Longs and shorts are spoken of when they suffer.
  ["actor", 1, "bull buyer bidder support longs optimism cheer enthusiasm hype"],
  ["actor", -1, "bear seller resistance shorts pessimism panic scare fear gloom worry"],
  // What stands in the book, and can be taken.
  ["book", 1, "bid bids demand inflow buying"],
  ["book", -1, "offers offer supply outflow selling overhang ask asks"],
  // Motion, as noun or verb.
  [
    "move",
    1,
    "rally rise rose risen upside upward upwards uptrend gain climb advance recovery recover rebound bounce " +
      "appreciation appreciate increase breakout surge jump higher up upmove upswing pop ascent uplift reclaim " +
      "grew outperform lift squeeze upturn uptick strength",
  ],
  [
    "move",
    -1,
    "drop fall fell fallen downside downward downwards downtrend decline slump slide slid retreat dip pullback " +
      "breakdown sell-off selloff correction decrease lower down downmove plunge tumble descent sag slip bleed bled " +
      "depreciation depreciate weaken retrace unwind crash rollover dump loss lose lost downturn downtick sank weakness softness",
  ],
  // Judgements.
  [
    "tone",
    1,
    "strong positive optimistic supportive constructive tailwind firm firmer healthy " +
      "favorable favourable improve improvement robust encouraging resilient resilience upbeat momentum_up green " +
      "solid stronger bright hopeful",
  ],
  [
    "tone",
    -1,
    "weak negative pessimistic headwind deteriorate deterioration erosion unfavorable " +
      "unfavourable heavy gloomy fragile fragility distribution worsen worse sour weaker red " +
      "bleak damage",
  ],
  // What is said of a move or a party that comes to nothing.
  [
    "fails",
    0,
    "fail failure lack lacking exhaust exhaustion trap spent tired done gone stall fade hollow thin thinning die died " +
      "temporary unsustainable overdone overextended wane dry pay capitulate capitulation underwater cover " +
      "evaporate withdraw absent fold finish exaggerate overstate flawed broken broke break give gave unconvincing " +
      "weak slow ease eased vanish shrink disappear quit drained corrective fake false brief " +
      "smaller shorter sooner crowded vulnerable squeezed unhealthy end climactic finite",
  ],
  // What is done to a move, or into it.
  ["takes", 0, "absorb bought sold reject erase reverse lifted undo faded retraced"],
  // What lets a move or a party stand.
  [
    "holds",
    0,
    "hold held trend continue continuation persist persistent control persistence dominate prevail remain resume keep " +
      "accelerate extend step return favour favor outnumber outweigh intact stay strong grow growing building " +
      "further more confirm steady begin begun start pressing aggressive active real fresh sustain deepen",
  ],
  ["guards", 0, "limited contained protect cushion cap shallow defend"],
  [
    "not",
    0,
    "not no never without neither nor hardly against avoid unlikely cannot isn't don't doesn't won't " +
      "can't wouldn't didn't hasn't haven't aren't wasn't couldn't shouldn't nothing nobody none unwise wrong risky " +
      "dangerous premature imprudent foolish mistake hard difficult refrain resist little few rarely scarcely barely stop refuse cease disagree dispute fight " +
      "unable",
  ],
  // What is to come, or leans.
  [
    "ahead",
    0,
    "expect anticipate likely likelier probable probably should will shall next ahead forecast predict project " +
      "target soon imminent probability odds prospect outlook imply indicate point tilt favour favor skew " +
      "seem looking await see think believe reckon suspect look belong tend tendency usually often typically generally fight eventually continue persist persistent persistence intact resume prevail remain stay argue suggest warrant " +
      "justify it'll they'll",
  ],
  // The writer's own voice, and the end of an argument.
  [
    "mine",
    0,
    "i we my our me i'd i'll we'd we'll i'm we're prefer want choose rather stay go going",
  ],
  [
    "so",
    0,
    "lean hence therefore so overall balance net verdict call conclusion thus bias decision action stance " +
      "conclude judge upshot bottom accordingly weight",
  ],
];

/** Meanings by word. A word listed twice has the first as its own and the rest besides. */
export const LEXICON: ReadonlyMap<string, readonly Entry[]> = WORDS.reduce(
  (lexicon, [kind, side, words]) => {
    for (const word of words.split(" ")) {
      lexicon.set(word, [...(lexicon.get(word) ?? []), { kind, side }]);
    }
    return lexicon;
  },
  new Map<string, readonly Entry[]>(),
);
