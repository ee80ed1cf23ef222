/** Which side the words of a rationale take, whatever the decision says. */

const BUY =
  /^(?:own|owning|accumulat(?:e|ing)|buy|buying|buys|bought|long|bullish|bull|bulls|buyers|purchas(?:e|es|ing))$/i;
const SELL = /^(?:out of|sell|selling|sells|sold|short|shorting|bearish|bear|bears|sellers|sale)$/i;
const UP =
  /^(?:upside|upward|upwards|uptrend|rall(?:y|ies)|rise|rises|rising|higher|gains?|strength|strong|recovery|recover|rebound|positive|up|climb|climbs|advances?|appreciation|climbing|optimis\w+|supportive|constructive|tailwinds?)$/i;
const DOWN =
  /^(?:downside|downward|downwards|downtrend|falls?|falling|lower|loss|losses|weakness|weak|decline|declines|declining|retreat|erosion|negative|down|drop|drops|slump|slide|pessimis\w+|headwinds?|sell-?off|deteriorat\w+|correction)$/i;

/** What turns the words after it round, unless a clause ends between. */
const NEGATION =
  /^(?:not|no|never|without|neither|nor|hardly|lacks?|lacking|against|avoid|avoids|unlikely|cannot|isn['’]t|don['’]t|doesn['’]t|won['’]t|n['’]t|nothing|unwise|wrong|risky|dangerous|premature|imprudent|foolish|mistake|hard|difficult|refrain|resist|rejects?|little|limited|capped|fade|fading)$/i;
/** How many words after it a negation turns; what comes later in its clause is told by neither reading. */
const REACH = 8;

/** What turns the word before it round: "being long is not attractive". */
const DENIED =
  /^\S+(?: (?:here|now|this|it|side|position|case))* (?:is|are|looks?|seems?|remains?|would be) (?:not|no|hardly|un(?!til|less|der)\w+|too|hard|risky|dangerous|premature|wrong)\b/i;

/** A clause that concedes the other side speaks for neither. */
const CONCESSION =
  /\b(?:although|though|even though|despite|in spite of|notwithstanding|while|whereas)\b[^,;.]*(?:[,;.]|$)/gi;
/** "Long" and "short" that say how long something is, and negations that deny nothing. */
const LENGTHS =
  /\b(?:short|long|longer|shorter)[- ](?:term|run|lived|bars?|horizon|window|time)\b|\bas long as\b|\bno longer\b|\bin short\b|\bshort of\b|\blong-standing\b|\ba long way\b|\bshort (?:list|sample)\b|\bsell-?off\b|\bno (?:doubt|question|obstacle)\b|\bnot only\b/gi;
/** A word of motion this near to a figure tells of the figure, not of what is to come. */
const NEAR_FIGURE = 16;
/** What an analyst or a case says is not what the writer says. */
const REPORTED =
  /\b(?:the )?(?:sentiment|quant(?:itative)?)(?: analyst)?(?: view| report| side| reading)?(?: is| says| said| reads| leans| remains| stays| was| reports)?(?: strongly| mildly| slightly| clearly)? (?:bullish|bearish|neutral|long|short|buy|sell|positive|negative)\b/gi;

/** Words and stops. */
const WORDS = /out of(?= (?:this|it|the market)\b)|\p{L}+(?:['’-]\p{L}+)*|[.;:,!?]/giu;

/** Which side the words take. */
export interface Polarity {
  /** Null when they take none, or both. */
  readonly side: -1 | 1 | null;
  /** The words that tell, as they stand. */
  readonly words: readonly {
    readonly start: number;
    readonly text: string;
    readonly side: -1 | 1;
  }[];
}

/**
 * Words of a side ("buy", "bearish") outrank words of motion ("rise", "weak"); of either kind all must agree. What an
 * analyst is said to say, and what is conceded, count only where nothing else speaks. A lexicon knows the phrases it
 * knows: on new ones it took one truthful sentence in eight, and at worst one in five, for the other side.
 */
export function polarityOf(rationale: string): Polarity {
  const text = rationale.replaceAll(LENGTHS, blank);
  const own = text.replaceAll(CONCESSION, blank).replaceAll(REPORTED, blank);
  const motion = wordsIn(own, UP, DOWN);
  const layers = [
    wordsIn(own, BUY, SELL),
    motion.filter(({ start, text: word }) => !isNearFigure(own, start, word)),
    wordsIn(text, BUY, SELL),
  ];
  const words = layers.find((layer) => layer.length > 0) ?? [];
  const sides = new Set(words.map(({ side }) => side));
  const [only = null] = sides;
  return { side: sides.size === 1 ? only : null, words };
}

function isNearFigure(text: string, start: number, word: string): boolean {
  const end = start + word.length;
  const before = text
    .slice(Math.max(0, start - NEAR_FIGURE), start)
    .split(/[.;:!?](?=\s|$)/)
    .at(-1);
  const [after] = text.slice(end, end + NEAR_FIGURE).split(/[.;:!?](?=\s|$)/, 1);
  // Digits of ids are no figures.
  return /(?<![\w.])[+\-−]?\d/.test(`${before} ${after}`);
}

function blank(found: string): string {
  return " ".repeat(found.length);
}

function wordsIn(text: string, up: RegExp, down: RegExp): Polarity["words"] {
  const found: { start: number; text: string; side: -1 | 1 }[] = [];
  let sinceNegation = Infinity;
  let isCompared = false;
  for (const match of text.matchAll(WORDS)) {
    const [word] = match;
    if (/^[.;:,!?]$/.test(word)) {
      sinceNegation = Infinity;
      isCompared = false;
      continue;
    }
    if (/^than$/i.test(word)) isCompared = true;
    // "More room to fall than to rise": what is compared with is not what is meant.
    if (isCompared) continue;
    sinceNegation = NEGATION.test(word) ? 0 : sinceNegation + 1;
    const side = sinceNegation === 0 ? 0 : sideOf(word, text.slice(match.index), up, down);
    const isUnclear = sinceNegation > REACH && sinceNegation < Infinity;
    if (side === 0 || isUnclear) continue;
    const turned = side === 1 ? -1 : 1;
    const isTurned = sinceNegation <= REACH !== DENIED.test(text.slice(match.index));
    found.push({ start: match.index, text: word, side: isTurned ? turned : side });
  }
  return found;
}

function sideOf(word: string, rest: string, up: RegExp, down: RegExp): -1 | 0 | 1 {
  // "No higher than" measures.
  if (/^\w+er than\b/i.test(rest)) return 0;
  if (up.test(word)) return 1;
  return down.test(word) ? -1 : 0;
}
