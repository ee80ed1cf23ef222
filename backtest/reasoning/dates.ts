/** Dates and times in a text, and whether another text holds them. */
import { type Span, overlap } from "./spans.ts";

const MONTHS =
  "january february march april may june july august september october november december".split(
    " ",
  );
const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

const MONTH =
  "(?<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";
const YEAR = "(?<year>(?:19|20)\\d\\d)";
const DAY = "(?<day>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";
const CLOCK = "(?:[T ,]+(?:at )?(?<clock>\\d{1,2}:\\d\\d)(?::\\d\\d)?Z?)?";
const START = "(?<![\\p{L}\\p{N}.,$€£_[])";
const END = "(?![\\p{L}\\p{N}_\\]]|[.,:]\\d)";

/** The longest forms first. */
const FORMS = [
  new RegExp(
    `${START}${YEAR}[-/](?<monthNumber>\\d{1,2})(?:[-/](?<day>\\d{1,2}))?${CLOCK}${END}`,
    "gu",
  ),
  new RegExp(`${START}(?<monthNumber>\\d{1,2})/(?<day>\\d{1,2})/${YEAR}${CLOCK}${END}`, "gu"),
  new RegExp(`${START}${MONTH}\\.? ${DAY}(?:,? ${YEAR})?${CLOCK}${END}`, "giu"),
  new RegExp(`${START}${DAY} (?:of )?${MONTH}\\.?(?:,? ${YEAR})?${CLOCK}${END}`, "giu"),
  new RegExp(`${START}${MONTH}\\.?,? ${YEAR}${END}`, "giu"),
  new RegExp(`${START}(?<quarter>Q[1-4])(?: (?:of )?${YEAR})?${END}`, "gu"),
  // Alone, "may" and "march" are verbs, and short forms are words.
  new RegExp(
    `${START}(?<month>January|February|April|June|July|August|September|October|November|December)${END}`,
    "gu",
  ),
  new RegExp(
    `(?<=\\b(?:in|since|until|by|of|during|last|next|this|early|mid|late)[ -])(?<month>May|March)${END}`,
    "gu",
  ),
  new RegExp(
    `${START}(?<weekday>${WEEKDAYS.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`).join("|")})s?${END}`,
    "gu",
  ),
  new RegExp(`${START}(?<clock>(?:[01]?\\d|2[0-3]):[0-5]\\d)${END}`, "gu"),
  new RegExp(`${START}${YEAR}(?! ?(?:%|bps|bars?|minutes?|points?))${END}`, "gu"),
  /(?<![\p{L}])(?<relative>tomorrow|yesterday|tonight|(?:next|last|this|coming) (?:week|weekend|month|quarter|year))(?![\p{L}])/giu,
];

/** What a date says, as far as it says it. */
interface DateParts {
  readonly year?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
  readonly weekday?: string;
  readonly quarter?: string;
  readonly clock?: string;
  readonly relative?: string;
}

/** A date or time where it stands. */
export interface FoundDate extends Span {
  readonly text: string;
  readonly parts: DateParts;
}

/** All dates and times, in the order in which they stand. */
export function findDates(text: string): readonly FoundDate[] {
  const found: FoundDate[] = [];
  for (const form of FORMS) {
    for (const match of text.matchAll(form)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (found.some((other) => overlap(other, span))) continue;
      found.push({ ...span, text: match[0], parts: readParts(match.groups ?? {}) });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function readParts(groups: Readonly<Record<string, string | undefined>>): DateParts {
  const { year, month, monthNumber, day, weekday, quarter, clock, relative } = groups;
  const named = MONTHS.findIndex((name) =>
    name.startsWith((month ?? "?").slice(0, 3).toLowerCase()),
  );
  const number = monthNumber === undefined ? named + 1 : Number(monthNumber);
  return {
    ...(year !== undefined && { year: Number(year) }),
    ...(number > 0 && { month: number }),
    ...(day !== undefined && { day: Number(day) }),
    ...(weekday !== undefined && { weekday: weekday.toLowerCase() }),
    ...(quarter !== undefined && { quarter: quarter.toUpperCase() }),
    ...(clock !== undefined && { clock: clock.padStart(5, "0") }),
    ...(relative !== undefined && { relative: relative.toLowerCase() }),
  };
}

/** Whether one of the dates says all that this one says. A full date tells its weekday and its quarter, too. */
export function isHeld({ parts }: FoundDate, held: readonly FoundDate[]): boolean {
  return held.some(({ parts: other }) => {
    const known = { ...other, ...impliedBy(other) };
    return Object.entries(parts).every(([name, value]) => Reflect.get(known, name) === value);
  });
}

function impliedBy({ year, month, day }: DateParts): DateParts {
  const quarter = month === undefined ? {} : { quarter: `Q${Math.ceil(month / 3)}` };
  if (year === undefined || month === undefined || day === undefined) return quarter;
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return { ...quarter, ...(weekday !== undefined && { weekday }) };
}
