/** Words that give a number its sign: "fell 0.3 %", "0.3 % lower". */

/** -1 down, 1 up, 0 neither. */
export type Direction = -1 | 0 | 1;

const DOWN =
  /^(?:down|fell|falls?|fallen|falling|drop(?:s|ped|ping)?|los(?:t|es?|ing|s|ses)|lower|declin\w+|slid(?:es?|ing)?|slip(?:s|ped|ping)?|shed(?:s|ding)?|sank|sinks?|negative|minus|drawdown|decreas\w+|retreat\w*|weak(?:er|ened)|off|dip(?:s|ped|ping)?|plung\w+|tumbl\w+|slump\w*)$/i;
const UP =
  /^(?:up|rose|ris(?:es?|en|ing)|gain\w*|higher|climb\w*|positive|plus|add(?:s|ed|ing)|advanc\w+|increas\w+|jump\w*|rall(?:y|ied|ies|ying)|surg\w+|recover\w*|rebound\w*|strengthened|stronger)$/i;

/** Words that may stand between a word of direction and its number. Not "to" and "at": they give a level. */
const LINKS = new Set(
  "by of about around roughly nearly almost some another a an the just only over more than less at_least".split(
    " ",
  ),
);
/** Words after a number that say that it is a fall or a rise. */
const AFTER =
  /^\s*(?:(lower|down|drop|fall|decline|loss|drawdown|dip|slide|slump|decrease)|(higher|up|gain|rise|advance|increase|rally|rebound|jump))\b(?!\s+(?:from|to)\b)/i;
const AFTER_LEVEL =
  /^\s*(?:(below|under)|(above|over))\s+(?:its|the)\s+(?:\w+\s+)?(?:ema|high|peak)/i;

const AFTER_DEVIATIONS =
  /^\s*(?:(below|under)|(above|over))\s+(?:(?:its|the|normal|usual)\b\s*)?(?:\w+\s+)?(?:mean|average|norm|normal|usual|past)/i;

/** Direction of one word. */
export function directionOf(word: string): Direction {
  if (DOWN.test(word)) return -1;
  return UP.test(word) ? 1 : 0;
}

/**
 * Direction that the words before and after a number give it.
 * @param isDeviations "2 sd below the mean" is a sign, "0.3 % below the mean" may be a level
 */
export function directionAround(before: string, after: string, isDeviations = false): Direction {
  const words = before.match(/[\p{L}']+|[^\p{L}'\s]/gu) ?? [];
  for (const word of words.toReversed()) {
    const direction = directionOf(word);
    if (direction !== 0) return direction;
    if (!LINKS.has(word.toLowerCase())) break;
  }
  const [, down, up] =
    AFTER.exec(after) ??
    AFTER_LEVEL.exec(after) ??
    (isDeviations ? AFTER_DEVIATIONS.exec(after) : null) ??
    [];
  if (down !== undefined) return -1;
  return up === undefined ? 0 : 1;
}

/** The first direction among the words of a text. */
export function firstDirection(text: string): Direction {
  for (const word of text.match(/[\p{L}']+/gu) ?? []) {
    const direction = directionOf(word);
    if (direction !== 0) return direction;
  }
  return 0;
}
