/** Finds what a rationale refers to: ids in brackets, bare ids, and what is named in words. */
import type { ReasonedRow, ShownFigure } from "./reasoned-row.ts";
import { type Span, overlap } from "./spans.ts";

/** A reference to one id, or to all that stand in one pair of brackets. */
export interface Mention extends Span {
  readonly ids: readonly string[];
  readonly form: "bracket" | "bare" | "words";
}

const BRACKETS = /\[([^\]]{1,80})\]/g;
/** What reads as an id of a case or a figure wherever it stands. */
const BARE =
  /(?<![\w.[])(?:c\d+|[a-z]+(?:_[a-z0-9]+)+|(?:sentiment|quant)\.(?:score|confidence))(?![\w\]]|\.\w)/g;
const CASE_IN_WORDS = /\bcase (?:number |no\. ?|#)?c?(\d+)(?![\w]|[.,]\d)/gi;
const NTH_CASE =
  /\b(?:the )?(first|second|third|fourth|fifth|closest|nearest|most similar|top)(?: and most similar)? (?:case|precedent|match)\b/gi;
const NTH: ReadonlyMap<string, string> = new Map([
  ["second", "c2"],
  ["third", "c3"],
  ["fourth", "c4"],
  ["fifth", "c5"],
]);

/** All mentions in the order in which they stand, none within another. */
export function findMentions(
  text: string,
  { figures }: Pick<ReasonedRow, "figures">,
): readonly Mention[] {
  const folded = text.toLowerCase().replaceAll("’", "'");
  const find = (
    pattern: RegExp,
    form: Mention["form"],
    idsOf: (match: RegExpExecArray) => readonly string[],
  ): readonly Mention[] =>
    [...text.matchAll(pattern)].map((match) => {
      const { index: start, 0: whole } = match;
      return { start, end: start + whole.length, form, ids: idsOf(match) };
    });
  return longestApart([
    ...find(BRACKETS, "bracket", ([, list = ""]) => idsIn(list)),
    ...find(BARE, "bare", ([id]) => [id]),
    ...find(CASE_IN_WORDS, "words", ([, number]) => [`c${number}`]),
    ...find(NTH_CASE, "words", ([, nth = ""]) => [NTH.get(nth.toLowerCase()) ?? "c1"]),
    ...namesOf(figures)
      .filter(([, name]) => folded.includes(name.toLowerCase()))
      .flatMap(([id, name]) => find(wordPattern(name), "words", () => [id])),
  ]);
}

function idsIn(list: string): readonly string[] {
  return list
    .split(/[,;]|\band\b/)
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

/** Words by which figures may be named: the id spaced out, the meaning, and what is left without a period. */
function namesOf(figures: readonly ShownFigure[]): readonly (readonly [string, string])[] {
  const stems = figures.map(({ id }) => stemOf(id));
  return figures.flatMap(({ id, meaning }, i): readonly (readonly [string, string])[] => {
    const stem = stems[i] ?? id;
    const isOnly = stems.filter((other) => other === stem).length === 1;
    const names = [
      id.replaceAll(/[_.]/g, " "),
      ...(meaning === undefined || meaning.length > 60 ? [] : [meaning]),
      ...(isOnly && stem.length > 2 && !/^c\d*$/.test(stem) ? [stem] : []),
      ...periodNames(id),
      ...scoreNames(id),
    ];
    return names.map((name) => [id, name] as const);
  });
}

function stemOf(id: string): string {
  return id.replace(/_\d+$/, "").replaceAll(/[_.]/g, " ");
}

/** Names of what looks back: "6-bar return", "return over the last 6 bars". */
function periodNames(id: string): readonly string[] {
  const [, stem, bars] = /^([a-z]+)_(\d+)$/.exec(id) ?? [];
  if (stem === undefined || bars === undefined) return [];
  const over =
    bars === "1"
      ? ["last bar", "past bar", "latest bar"]
      : [`last ${bars} bars`, `past ${bars} bars`];
  return [
    `${bars}-bar ${stem}`,
    `${bars} bar ${stem}`,
    ...over.flatMap((span) => [`${stem} over the ${span}`, `${stem} of the ${span}`]),
    ...(stem === "return" ? over.flatMap((span) => [`over the ${span}`, `in the ${span}`]) : []),
  ];
}

/** Names of an analyst's figures: "quant analyst's score". */
function scoreNames(id: string): readonly string[] {
  const [, name, what] = /^(\w+)\.(score|confidence)$/.exec(id) ?? [];
  return name === undefined
    ? []
    : [`${name} analyst's ${what}`, `${name} analyst ${what}`, `${name}'s ${what}`];
}

function wordPattern(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("'", "['’]");
  return new RegExp(`(?<![\\w[.])${escaped}(?![\\w\\]])`, "gi");
}

function longestApart(mentions: readonly Mention[]): readonly Mention[] {
  const kept: Mention[] = [];
  const byLength = mentions.toSorted((a, b) => b.end - b.start - (a.end - a.start));
  for (const mention of byLength) {
    if (!kept.some((other) => overlap(other, mention))) kept.push(mention);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}
