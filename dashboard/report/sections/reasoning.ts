/** How the agent reasons: the numbers, quotes and words of its rationales, audited by node and model. */
import { dotChart } from "../../charts/dot-chart.ts";
import type {
  Evaluation,
  ReasoningSection as Reasoning,
} from "../../../graphs/evaluation/evaluation.ts";
import { facts, figure, note, paragraph, part, section, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { shareText } from "../words.ts";
import { judgePart } from "./judge.ts";
import { examplesPart } from "./reasoning-examples.ts";

/** The section. */
export function reasoningSection({ reasoning, judge }: Evaluation): Markup {
  if (reasoning === null) {
    return section("reasoning", "How it reasons", [
      paragraph("No model wrote a rationale: there is no reasoning to audit."),
    ]);
  }
  return section("reasoning", "How it reasons", [
    paragraph(
      `${reasoning.rows} rationales were held against what their writer was shown, by rules and without a model: ${reasoning.findings} findings. Intervals take rows for independent and are narrower than the truth.`,
    ),
    part("Numbers and quotes", [
      numbersTable(reasoning),
      otherFacts(reasoning),
      boilerplate(reasoning),
    ]),
    part("Errors by node and model", [ratesFigure(reasoning), ratesTable(reasoning)]),
    part("The arbiter against its analysts", [cellsFigure(reasoning), cellsTable(reasoning)]),
    judge === null ? null : judgePart(judge),
    examplesPart(reasoning.examples),
  ]);
}

const VERDICTS = [
  ["supported", "equal to what was shown, at the digits written"],
  ["derivable", "follows from what was shown by an operation that the words ask for"],
  ["contradicted", "told with an id that shows something else"],
  ["unsupported", "shown nowhere, and following from nothing shown"],
] as const;

function numbersTable({ numbers, supportedBy }: Reasoning): Markup {
  return table({
    caption: "Numbers in all rationales, by verdict",
    columns: [
      { head: "verdict", kind: "text" },
      { head: "share of numbers", kind: "number" },
    ],
    rows: [
      ...VERDICTS.map(([verdict, says]): readonly Content[] => [
        described(verdict, says),
        shareText(numbers[verdict]),
      ]),
      ...Object.entries(supportedBy).map(([source, share]): readonly Content[] => [
        `supported by ${source}`,
        shareText(share),
      ]),
    ],
  });
}

function otherFacts(reasoning: Reasoning): Markup {
  return facts([
    ["Rationales without a number", shareText(reasoning.withoutNumbers)],
    ["Rationales of one word or none", shareText(reasoning.oneWord)],
    ["Numbers told with an id", shareText(reasoning.boundNumbers)],
    ["Cases cited", String(reasoning.citedCases)],
    ["Quotes found in the news", shareText(reasoning.quotes)],
    ["Words on the decision's side", shareText(reasoning.polarity)],
    ["Rationales that take no side, or both", String(reasoning.withoutPolarity)],
  ]);
}

function boilerplate({ boilerplate: { repeated, distinct, commonest } }: Reasoning): Content {
  return [
    paragraph(
      `With numbers and ids masked, ${distinct} different rationales are left; ${shareText(repeated)} stand on more than one row.${
        commonest === null || commonest.rows < 2 ? "" : ` The commonest, on ${commonest.rows} rows:`
      }`,
    ),
    commonest === null || commonest.rows < 2
      ? null
      : markup`<blockquote class="quote">${cut(commonest.text, 400)}</blockquote>`,
  ];
}

function ratesFigure({ rates }: Reasoning): Markup | null {
  const found = rates.filter(({ rows }) => rows.hits > 0);
  if (found.length === 0) return paragraph("No node did anything wrong that the audit can find.");
  const several = new Set(rates.map(({ node, model }) => `${node} ${model}`)).size;
  const nodes = new Set(rates.map(({ node }) => node)).size;
  const free = rates.length - found.length;
  const worst = found.toSorted((a, b) => (b.rows.share ?? 0) - (a.rows.share ?? 0))[0];
  return figure(
    dotChart({
      title: "Rows with at least one finding, by node and kind",
      series: ["share of rows"],
      label: "share of the node's rows, with Wilson intervals",
      percent: true,
      rows: found.map(({ node, model, kind, rows }) => ({
        name: several > nodes ? `${node} (${model}): ${kind}` : `${node}: ${kind}`,
        dots: [{ value: rows.share, interval: rows.interval }],
      })),
    }),
    "Errors by node",
    `Commonest: ${worst === undefined ? "none" : `${worst.node}, ${worst.kind}, on ${shareText(worst.rows)}`}. ${free} other ${free === 1 ? "kind" : "kinds"} of error ${free === 1 ? "was" : "were"} looked for and not found.`,
  );
}

function ratesTable({ rates }: Reasoning): readonly Markup[] {
  const writers = [...new Set(rates.map(({ node, model }) => `${node}: ${model}`))];
  const isEach = writers.length === new Set(rates.map(({ node }) => node)).size;
  return [
    table({
      caption: "Every kind of error that was looked for",
      columns: [
        { head: "node", kind: "text" },
        { head: "error", kind: "text" },
        { head: "rows", kind: "number" },
        { head: "findings", kind: "number" },
        ...(isEach ? [] : [{ head: "model", kind: "text" as const }]),
      ],
      rows: rates.map(({ node, model, kind, rows, findings }) => [
        node,
        kind,
        shareText(rows),
        String(findings),
        ...(isEach ? [] : [model]),
      ]),
    }),
    note(`Models: ${writers.join("; ")}.`),
  ];
}

function cellName({ cell, with: name }: Reasoning["arbiter"][number]): string {
  return name === null ? cell : `${cell}: ${name}`;
}

function cellsFigure({ arbiter }: Reasoning): Markup | null {
  if (arbiter.length === 0) return paragraph("There is no decision to hold against the analysts.");
  return figure(
    dotChart({
      title: "How often each way of deciding was right",
      series: ["right over the horizon"],
      label: "right over the horizon, with Wilson intervals; dotted: a coin",
      percent: true,
      rule: 0.5,
      rows: arbiter.map((cell) => ({
        name: `${cellName(cell)} (${cell.rows} rows)`,
        dots: [{ value: cell.right.share, interval: cell.right.interval }],
      })),
    }),
    "The arbiter against its analysts",
    "Where the interval holds 50 %, agreeing or overriding in this way was no better than a coin.",
  );
}

function cellsTable({ arbiter }: Reasoning): Markup {
  return table({
    caption: "Decisions by how they stand to the analysts' scores",
    columns: [
      { head: "the arbiter", kind: "text" },
      { head: "rows", kind: "number" },
      { head: "right over the horizon", kind: "number" },
    ],
    rows: arbiter.map((cell) => [cellName(cell), String(cell.rows), shareText(cell.right)]),
  });
}

function described(name: string, says: string): Content {
  return markup`${name}<span class="clause">${says}</span>`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
