/** The reasoning audit of a run: what its rationales say, against what their writers were shown. */
import { type Share, shareOf } from "../recall/luck.ts";
import { type CellFigures, arbiterCells } from "./arbiter-cells.ts";
import { type RowAudit, auditRow } from "./audit-row.ts";
import { type Boilerplate, boilerplateOf } from "./boilerplate.ts";
import { FINDING_KINDS, type Finding, type FindingKind } from "./finding.ts";
import { type NumberSource, type NumberVerdict } from "./number-verdict.ts";
import type { ReasonedRow } from "./reasoned-row.ts";

/** How often one node with one model does one thing wrong. */
interface FindingRate {
  readonly node: string;
  readonly model: string;
  readonly kind: FindingKind;
  /** Rows with at least one such finding, among the rows that the node answered on. */
  readonly rows: Share;
  /** Findings in all. */
  readonly findings: number;
}

/**
 * What the audit came to. Shares carry Wilson intervals of 95 %, which take each trial for independent: rows next to
 * each other, and numbers of one rationale, are not, so that the intervals are narrower than the truth.
 */
export interface ReasoningAudit {
  /** Rows audited: those whose rationale a model wrote. */
  readonly rows: number;
  /** Rationales without a single number, and of one word or none. They cannot be wrong about much. */
  readonly withoutNumbers: Share;
  readonly oneWord: Share;
  /** Numbers by verdict, among all numbers of all rationales. */
  readonly numbers: Readonly<Record<NumberVerdict, Share>>;
  /** Supported numbers by where they were found, among all numbers. */
  readonly supportedBy: Readonly<Record<NumberSource, Share>>;
  /** Numbers told with an id, among all numbers. */
  readonly boundNumbers: Share;
  /** Cases that rationales cite. */
  readonly citedCases: number;
  /** Rows whose words take the decision's side, among those whose words take a side. */
  readonly polarity: Share;
  /** Rows whose words take no side, or both. */
  readonly withoutPolarity: number;
  readonly arbiter: readonly CellFigures[];
  /** Quoted spans found in their source, among all. */
  readonly quotes: Share;
  readonly boilerplate: Boilerplate;
  /** By node, model and kind; kinds that a node cannot be guilty of are left out. */
  readonly rates: readonly FindingRate[];
  readonly findings: readonly Finding[];
}

/** Kinds that only the words of a rationale can be found guilty of, and those of analysts' answers. */
const WORD_KINDS = new Set<FindingKind>([
  "contradicted number",
  "unsupported number",
  "case outcome",
  "polarity",
  "absent date",
  "absent event",
  "absent name",
]);
const ANALYST_KINDS = new Set<FindingKind>(["quote", "stance"]);

/** What is kept of a row once it has been audited: all but what it was shown. */
export interface AuditedRow {
  readonly row: Omit<ReasonedRow, "inputText" | "figures" | "cases">;
  readonly audit: RowAudit;
}

/** Audits rows. Deterministic: no model judges a model here. */
export function auditReasoning(rows: readonly ReasonedRow[]): ReasoningAudit {
  return summariseReasoning(rows.map((row) => ({ row, audit: auditRow(row) })));
}

/** Sums up rows that have been audited one by one, as where there are too many to hold all that they were shown. */
export function summariseReasoning(audited: readonly AuditedRow[]): ReasoningAudit {
  const rows = audited.map(({ row }) => row);
  const audits = audited.map(({ audit }) => audit);
  const numbers = audits.flatMap((audit) => audit.numbers);
  const findings = audits.flatMap((audit) => audit.findings);
  const sided = audits.filter(({ polarity }) => polarity !== null);
  const quotes = rows.flatMap((row) => row.quotes);
  const share = (verdict: NumberVerdict): Share =>
    shareOf(numbers.filter((number) => number.verdict === verdict).length, numbers.length);
  const shareBy = (source: NumberSource): Share =>
    shareOf(numbers.filter((number) => number.source === source).length, numbers.length);
  const words = rows.map(({ rationale }) => rationale.match(/\p{L}+/gu)?.length ?? 0);
  return {
    rows: rows.length,
    withoutNumbers: shareOf(
      audits.filter((audit) => audit.numbers.length === 0).length,
      rows.length,
    ),
    oneWord: shareOf(words.filter((count) => count <= 1).length, rows.length),
    numbers: {
      supported: share("supported"),
      derivable: share("derivable"),
      contradicted: share("contradicted"),
      unsupported: share("unsupported"),
    },
    supportedBy: {
      "its id": shareBy("its id"),
      "a figure without its id": shareBy("a figure without its id"),
      "the decision itself": shareBy("the decision itself"),
      "the prompt's words": shareBy("the prompt's words"),
    },
    boundNumbers: shareOf(numbers.filter(({ ids }) => ids.length > 0).length, numbers.length),
    citedCases: audits.reduce((sum, { citedCases }) => sum + citedCases, 0),
    polarity: shareOf(sided.filter(({ polarity }) => polarity === "with").length, sided.length),
    withoutPolarity: audits.length - sided.length,
    arbiter: arbiterCells(rows),
    quotes: shareOf(quotes.filter(({ found }) => found).length, quotes.length),
    boilerplate: boilerplateOf(rows.map(({ rationale }) => rationale)),
    rates: ratesOf(rows, audits),
    findings,
  };
}

/** Rows on which a node with a model answered, by node and model. */
function ratesOf(
  rows: readonly AuditedRow["row"][],
  audits: readonly RowAudit[],
): readonly FindingRate[] {
  const groups = new Map<string, { node: string; model: string; rows: Map<number, Finding[]> }>();
  for (const [i, row] of rows.entries()) {
    const writers = [{ node: row.node, model: row.model }, ...row.answers];
    for (const { node, model } of writers) {
      const key = `${node}\n${model}`;
      const group = groups.get(key) ?? { node, model, rows: new Map<number, Finding[]>() };
      groups.set(key, group);
      const found = audits[i]?.findings.filter((finding) => finding.node === node) ?? [];
      group.rows.set(i, found);
    }
  }
  return [...groups.values()].flatMap((group) => {
    const isWriter = rows.some(({ node }) => node === group.node);
    return FINDING_KINDS.filter((kind) =>
      isWriter ? !ANALYST_KINDS.has(kind) : !WORD_KINDS.has(kind),
    ).map((kind) => {
      const perRow = [...group.rows.values()].map(
        (found) => found.filter((finding) => finding.kind === kind).length,
      );
      return {
        node: group.node,
        model: group.model,
        kind,
        rows: shareOf(perRow.filter((count) => count > 0).length, perRow.length),
        findings: perRow.reduce((sum, count) => sum + count, 0),
      };
    });
  });
}
