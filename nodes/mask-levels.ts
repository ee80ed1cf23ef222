/** Hides dates and price levels in texts, so that a model cannot recognise the week it is asked about. */

/** What stands in a date's place, and in a price level's. */
const DATE = "(date)";
const PRICE = "(price)";

const MONTHS =
  "January|February|March|April|May|June|July|August|September|October|November|December|" +
  "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|" +
  "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember";
const SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec";
const YEAR = "(?:19|20)\\d\\d";
const DAY = "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";
const WEEKDAYS =
  "Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|" +
  "lunes|martes|miércoles|jueves|viernes|sábado|domingo|" +
  "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag";

/** Letters of any language bound a word here, not those of ASCII alone. */
const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";

/** Dates with a number, in which a month is one in any case of letters; the longest forms first. */
const NUMBERED_DATES = [
  `${START}${YEAR}[-/.]\\d{1,2}[-/.]\\d{1,2}(?:[T ]\\d{1,2}:\\d\\d(?::\\d\\d)?Z?)?${END}`,
  `${START}\\d{1,2}[/.]\\d{1,2}[/.](?:${YEAR}|\\d\\d)${END}`,
  `${START}(?:${MONTHS}|${SHORT_MONTHS})\\.? ${DAY}(?:,? ${YEAR})?${END}`,
  `${START}${DAY}\\.?(?: de)? (?:${MONTHS}|${SHORT_MONTHS})(?:(?: de(?:l)?|,)? ${YEAR})?${END}`,
  `${START}(?:${MONTHS}|${SHORT_MONTHS})(?: de(?:l)?|,)? ${YEAR}${END}`,
  `${START}Q[1-4](?: ${YEAR})?${END}`,
];

/** Words alone. "may" and "march" are verbs, too, and no date without a number. */
const NAMED_DATES = [
  `${START}(?:${MONTHS.replace("|March", "").replace("|May", "")})${END}`,
  `${START}(?:${WEEKDAYS})${END}`,
  `(?<![\\p{L}\\p{N}$€.,])${YEAR}(?![\\p{L}\\p{N}]|[.,]\\d)`,
];

const DATES = [
  ...NUMBERED_DATES.map((source) => new RegExp(source, "giu")),
  ...NAMED_DATES.map((source) => new RegExp(source, "gu")),
];

/** Words and letters that make an amount a sum of millions, not a price. */
const MAGNITUDE =
  "(?:million|billion|trillion|mil millones|millones|millón|billones|Millionen|Milliarden|mn|bn|tn|[MBT])";
const MONEY = "(?:USD|US-Dollar|EUR|dollars?|dólares|Dollar|euros?)";

/** An amount, with all that says what it is one of. Nothing of a number is left outside. */
const AMOUNT = new RegExp(
  "(?<currency>[$€£] ?|(?<![\\p{L}\\p{N}])(?:USD|EUR|US\\$) ?)?" +
    "(?<![\\p{L}\\p{N}.,'’])(?<digits>\\d{1,3}(?:[.,'’]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)?)(?![.,'’]?\\d)" +
    "(?:(?<kilo> ?k| (?:mil(?! millones)|thousand))(?![\\p{L}\\p{N}])|s?(?![\\p{L}\\p{N}])|(?=[mbt]n?(?![\\p{L}\\p{N}])))" +
    `(?<after> ?(?:%|per ?cent|${MAGNITUDE}(?![\\p{L}\\p{N}])|${MONEY}(?![\\p{L}\\p{N}])))?`,
  "giu",
);
/** The same where the next heading was glued to the number: "$93.5KSUMMARY". */
const GLUED_AMOUNT =
  /(?<currency>[$€£] ?)?(?<![\p{L}\p{N}.,'’])(?<digits>\d{1,3}(?:[.,'’]\d{3})+|\d+(?:\.\d+)?)(?<kilo>[kK])?(?=\p{Lu}\p{Lu})/gu;
const IS_MONEY = new RegExp(`^${MONEY}$`, "iu");

/** A price level lies within this factor of the close. */
const NEAR = 4;

/**
 * The text with dates, weekdays, and amounts that read as prices struck out: amounts of money without a
 * magnitude word, and numbers within a factor of 4 of the close. Shares in percent and sums of millions stay,
 * and so do the events themselves: a model that knows them may still know the week.
 * @param close close of the row whose text it is
 */
export function maskLevels(text: string, close: number): string {
  const undated = DATES.reduce((masked, date) => masked.replaceAll(date, DATE), text);
  return [AMOUNT, GLUED_AMOUNT].reduce(
    (masked, amount) =>
      masked.replaceAll(amount, (...found) => {
        const [whole] = found;
        return maskAmount(whole, found.at(-1), close);
      }),
    undated,
  );
}

function maskAmount(
  whole: string,
  { currency, digits = "", kilo, after = "" }: Readonly<Record<string, string | undefined>>,
  close: number,
): string {
  const unit = after.trim();
  const isMoneyWord = IS_MONEY.test(unit);
  if (unit !== "" && !isMoneyWord) return whole;
  const value = readAmount(digits) * (kilo === undefined ? 1 : 1000);
  const isNear = value > close / NEAR && value < close * NEAR;
  if (!isNear && currency === undefined && !isMoneyWord) return whole;
  return isMoneyWord ? `${PRICE} ${unit}` : PRICE;
}

/** Reads both `94,400.5` and `94.400,5`: the last separator is decimal unless three digits follow it. */
function readAmount(digits: string): number {
  const match = /^(.*)[.,](\d{1,2}|\d{4,})$/.exec(digits);
  const [whole, decimals] = match ? [match[1] ?? "", match[2] ?? ""] : [digits, ""];
  return Number(`${whole.replaceAll(/[.,'’]/g, "")}.${decimals === "" ? "0" : decimals}`);
}
