/** Audits one row: every number, case, sign, date and name of its rationale, and how its nodes answered. */
import { bindNumbers } from "./binding.ts";
import { findCaseCounts } from "./case-counts.ts";
import { findDates, isHeld } from "./dates.ts";
import { factsOf } from "./facts.ts";
import type { Finding, WordFinding } from "./finding.ts";
import { type Mention, findMentions } from "./mentions.ts";
import { findAbsentNames } from "./names.ts";
import { type JudgedNumber, judgeNumber } from "./number-verdict.ts";
import { polarityOf } from "./polarity/polarity.ts";
import { findQuantities } from "./quantities.ts";
import type { ReasonedRow } from "./reasoned-row.ts";
import { findSignClaims } from "./sign-claims.ts";
import { blanked, overlap } from "./spans.ts";

/** What the audit of one row came to. */
export interface RowAudit {
  readonly findings: readonly Finding[];
  readonly numbers: readonly JudgedNumber[];
  /** Whether the words take the decision's side; null when they take none or both, or nothing was decided. */
  readonly polarity: "with" | "against" | null;
  /** Cases that the rationale cites, as often as it does. */
  readonly citedCases: number;
}

/** Period lengths of indicators: "EMA(12)", "RSI-14". They are names, not figures. */
const INDICATORS =
  /\b(?:EMA|SMA|RSI|MACD)(?:\s?\(\d+(?:,\s?\d+)*\)|-\d+)|\b24\/7\b|\b\d+(?:st|nd|rd|th)\b/gi;

/** Audits a row. Same row, same findings, in the order in which they stand in the rationale. */
export function auditRow(row: ReasonedRow): RowAudit {
  const { rationale: text } = row;
  const facts = factsOf(row);
  const mentions = findMentions(text, row);
  const dates = findDates(text).filter((date) => !mentions.some((other) => overlap(other, date)));
  const counts = findCaseCounts(text, row.cases);
  const indicators = [...text.matchAll(INDICATORS)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const plain = blanked(text, [...mentions, ...dates, ...counts, ...indicators]);
  const quantities = findQuantities(plain);
  const ground = { text, row, facts, mentions };
  const numbers: readonly JudgedNumber[] = [
    ...bindNumbers(text, quantities, mentions, facts).map((binding) =>
      judgeNumber(binding, ground),
    ),
    ...counts.map(({ start, text: count, holds, isSo }) => ({
      start,
      text: count,
      verdict: holds ? ("derivable" as const) : ("contradicted" as const),
      ids: [],
      source: null,
      isSo,
    })),
  ].toSorted((a, b) => a.start - b.start);

  const held = dates.length === 0 ? [] : findDates(row.inputText);
  const polarity = polarityOf(text);
  const side = row.action === null || polarity.side === null ? null : polarity.side === row.action;
  const words: readonly WordFinding[] = [
    ...numbers.flatMap(numberFinding),
    ...foreignIn(mentions, text, row),
    ...findSignClaims(text, mentions, quantities, facts).flatMap((claim) => {
      const [fact] = claim.against;
      return fact === undefined
        ? []
        : [
            {
              kind: isCase(fact.id) ? ("case outcome" as const) : ("contradicted number" as const),
              at: claim.start,
              span: claim.text,
              claims: claim.direction < 0 ? "below 0" : "above 0",
              isSo: `${fact.id} is ${fact.shown ?? fact.value}`,
            },
          ];
    }),
    ...(side === false ? [polarityFinding(polarity, row)] : []),
    ...dates
      .filter((date) => !isHeld(date, held))
      .map((date) => absent("absent date", date.start, date.text)),
    ...findAbsentNames(text, row.inputText, [...mentions, ...dates, ...indicators]).map((name) =>
      absent(name.kind, name.start, name.text),
    ),
  ].toSorted((a, b) => a.at - b.at);
  return {
    findings: [
      ...words.map(({ kind, span, at, claims, isSo }) => {
        return { row: row.row, node: row.node, kind, span, at, claims, isSo };
      }),
      ...answerFindings(row),
    ],
    numbers,
    polarity: side === null ? null : side ? "with" : "against",
    citedCases: mentions.flatMap(({ ids }) => ids.filter(isCase)).length,
  };
}

function isCase(id: string): boolean {
  return /^c\d+$/.test(id);
}

function numberFinding({ start, text, verdict, ids, isSo }: JudgedNumber): readonly WordFinding[] {
  if (verdict !== "contradicted" && verdict !== "unsupported") return [];
  const isOutcome = verdict === "contradicted" && ids.length > 0 && ids.every(isCase);
  const kind = isOutcome ? "case outcome" : (`${verdict} number` as const);
  const claims = ids.length === 0 ? text : `${ids.join(", ")} is ${text}`;
  return [{ kind, at: start, span: text, claims, isSo }];
}

function foreignIn(
  mentions: readonly Mention[],
  text: string,
  { figures, cases }: ReasonedRow,
): readonly WordFinding[] {
  const known = new Set([...figures.map(({ id }) => id), ...cases.map((_, i) => `c${i + 1}`)]);
  return mentions.flatMap(({ start, end, ids, form }) =>
    ids
      .filter((id) => !known.has(id))
      .map((id) => ({
        kind: isCase(id) ? ("foreign case" as const) : ("foreign id" as const),
        at: start,
        span: text.slice(start, end),
        claims: form === "bracket" ? `[${id}] was shown` : `${id} was shown`,
        isSo: isCase(id) ? `${cases.length} cases were retrieved` : "no such id was shown",
      })),
  );
}

function polarityFinding(
  { words }: ReturnType<typeof polarityOf>,
  { action }: ReasonedRow,
): WordFinding {
  return {
    kind: "polarity",
    at: words[0]?.start ?? 0,
    span: words.map(({ text }) => text).join(", "),
    claims: words[0]?.side === 1 ? "up" : "down",
    isSo: `the decision is ${action === 1 ? "1, buy" : "-1, sell"}`,
  };
}

function absent(kind: WordFinding["kind"], at: number, span: string): WordFinding {
  return {
    kind,
    at,
    span,
    claims: `${span} is part of the input`,
    isSo: "the input does not hold it",
  };
}

function answerFindings({ row, views, quotes, answers }: ReasonedRow): readonly Finding[] {
  const found = (
    node: string,
    kind: Finding["kind"],
    span: string,
    claims: string,
    isSo: string,
  ): Finding => ({ row, node, kind, span, at: null, claims, isSo });
  return [
    ...quotes
      .filter((quote) => !quote.found)
      .map(({ node, text }) => found(node, "quote", text, "quoted", "its source does not hold it")),
    ...views
      .filter(
        ({ stance, score }) =>
          score * (stance === "bullish" ? 1 : stance === "bearish" ? -1 : 0) < 0,
      )
      .map(({ node, stance, score }) =>
        found(node, "stance", stance, stance, `its score is ${score}`),
      ),
    ...answers.flatMap(({ node, faults, amidProse, cited, shownIds }) => [
      ...cited
        .filter((id) => !shownIds.includes(id))
        .map((id) =>
          found(
            node,
            isCase(id) ? "foreign case" : "foreign id",
            id,
            `cited ${id}`,
            "it was not shown",
          ),
        ),
      ...(faults.length > 1
        ? [found(node, "repair", faults[0] ?? "", "a usable answer", faults[0] ?? "asked again")]
        : []),
      ...(faults.length > 0 && faults.at(-1) !== null
        ? [
            found(
              node,
              "unusable answer",
              faults.at(-1) ?? "",
              "a usable answer",
              faults.at(-1) ?? "",
            ),
          ]
        : []),
      ...(amidProse
        ? [found(node, "amid prose", "", "an object and nothing else", "words around it")]
        : []),
    ]),
  ];
}
