/** Counts of cases that a rationale tells: "three of the five cases fell". */
import { firstDirection } from "./direction.ts";
import type { StoredCase } from "./reasoned-row.ts";
import type { Span } from "./spans.ts";

const NUMBER_WORDS = "zero one two three four five six seven eight nine ten".split(" ");
const COUNT = `\\d{1,2}|${NUMBER_WORDS.join("|")}`;
const COUNTS = new RegExp(
  `(?<![\\w.,])(?:(?<part>${COUNT}) (?:out )?of (?:the |these )?)?(?:all )?(?<all>${COUNT}) (?:(?:past|similar|retrieved|closest|most|nearest) )*(?:cases|precedents)\\b`,
  "giu",
);

/** A count as told, and whether it is so. */
export interface CaseCount extends Span {
  readonly text: string;
  readonly holds: boolean;
  readonly isSo: string;
}

/** All counts of cases in a text. A part without a direction can only be too large. */
export function findCaseCounts(text: string, cases: readonly StoredCase[]): readonly CaseCount[] {
  const rose = cases.filter(({ outcome }) => outcome > 0).length;
  const fell = cases.filter(({ outcome }) => outcome < 0).length;
  return [...text.matchAll(COUNTS)].map((match) => {
    const { index, 0: whole, groups = {} } = match;
    const end = index + whole.length;
    const [clause = ""] = text.slice(end, end + 50).split(/[.;,:]/, 1);
    const direction = firstDirection(clause);
    const part = groups["part"] === undefined ? null : readCount(groups["part"]);
    const all = readCount(groups["all"] ?? "");
    const counted = direction === 0 ? null : direction === 1 ? rose : fell;
    const said = part ?? all;
    const isWhole = part === null || all === cases.length;
    const holds = isWhole && (counted === null ? said <= cases.length : said === counted);
    const isSo = `${cases.length} cases, ${rose} rose, ${fell} fell`;
    return { start: index, end, text: whole, holds, isSo };
  });
}

function readCount(text: string): number {
  const word = NUMBER_WORDS.indexOf(text.toLowerCase());
  return word >= 0 ? word : Number(text);
}
