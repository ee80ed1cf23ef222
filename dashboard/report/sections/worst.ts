/** The worst decisions, each with all that it rested on. */
import type { Evaluation, WorstDecision } from "../../../graphs/evaluation/evaluation.ts";
import { facts, list, note, paragraph, section, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { amount, finePercent, momentText, NONE, percent, ratio, whole, written } from "../words.ts";
import { exchangeBlock, longText, newsOf } from "./exchanges.ts";
import { markedRationale, verdictLegend } from "./marked-rationale.ts";

/** The section. */
export function worstSection({ worst, performance }: Evaluation): Markup {
  const { horizonBars } = performance;
  if (worst.length === 0) {
    const isKnown = performance.direction.horizon.right.of > 0;
    return section("worst", "The worst decisions", [
      paragraph(
        isKnown
          ? `No decision lost over the ${horizonBars} bars that followed.`
          : "No decision was followed by a known move.",
      ),
    ]);
  }
  return section("worst", `The ${worst.length === 10 ? "ten " : ""}worst decisions`, [
    paragraph(
      `Those that lost most over the ${horizonBars} bars that followed, before costs and at least ${horizonBars} bars apart, each with all that it rested on.`,
    ),
    verdictLegend(),
    worst.map((decision, at) => card(decision, at + 1, horizonBars)),
  ]);
}

function card(worst: WorstDecision, place: number, horizonBars: number): Markup {
  const { decision, datetime, close, outcome, earned } = worst;
  const time = momentText(Date.parse(datetime));
  const id = `worst-${place}`;
  const news = newsOf(worst.exchanges);
  const did = decision.action === 1 ? "bought" : decision.action === -1 ? "sold" : "undecided";
  return markup`<article class="card" aria-labelledby="${id}">
<h3 id="${id}">${place}. ${time} UTC: ${did} at ${amount(close)}, then ${written(outcome, percent)}</h3>
${facts([
  ["Row", String(worst.row)],
  ["Decision", decision.action === 1 ? "buy" : decision.action === -1 ? "sell" : NONE],
  ["Score", written(decision.score, ratio)],
  ["Stated confidence", written(decision.confidence, percent)],
  [`Market over ${horizonBars} bars`, written(outcome, finePercent)],
  ["Earned, before costs", markup`<span class="bad">${written(earned, finePercent)}</span>`],
  [
    "Tokens in and out",
    `${written(worst.promptTokens, whole)} and ${written(worst.completionTokens, whole)}`,
  ],
  ["Cost of the calls", worst.costUsd === null ? NONE : `$${worst.costUsd.toFixed(4)}`],
])}
<h4>Why, in its own words</h4>
${decision.rationale === "" ? paragraph("It gives no reason.") : markedRationale(decision.rationale, worst.numbers)}
${numbersTable(worst)}
${findings(worst)}
<h4>The news</h4>
${news === null ? paragraph("No model was shown any.") : longText(`News of row ${worst.row}`, news)}
<h4>Analysts</h4>
${worst.analysts.map(analyst)}
${caseTable(worst)}
${featureTable(worst)}
${worst.exchanges.map(exchangeBlock)}
</article>
`;
}

function numbersTable({ numbers, row }: WorstDecision): Markup | null {
  if (numbers.length === 0) return null;
  return table({
    caption: `Numbers of the rationale, row ${row}`,
    columns: [
      { head: "number", kind: "text" },
      { head: "verdict", kind: "text" },
      { head: "told of", kind: "text" },
      { head: "is so", kind: "text" },
    ],
    rows: numbers.map(({ text, verdict, ids, isSo }) => [text, verdict, ids.join(", "), isSo]),
  });
}

function findings({ findings: found }: WorstDecision): Content {
  if (found.length === 0) return note("The audit finds nothing wrong with this row's words.");
  const counts = new Map<string, number>();
  for (const finding of found.map(told)) counts.set(finding, (counts.get(finding) ?? 0) + 1);
  return [
    markup`<h4>What the audit finds</h4>
`,
    list(
      [...counts].map(([finding, times]) => (times > 1 ? `${finding} (${times} times)` : finding)),
    ),
  ];
}

function told({ node, kind, span, claims, isSo }: WorstDecision["findings"][number]): string {
  const words = span === "" ? "" : ` “${span}”`;
  return `${node}, ${kind}${words}. Says: ${claims}. Is so: ${isSo}.`;
}

function analyst({ name, report }: WorstDecision["analysts"][number]): Content {
  const { opinion, reason, quotes } = report;
  const said =
    opinion === null
      ? `no opinion: ${reason ?? "no reason given"}`
      : `${opinion.stance}, score ${ratio(opinion.score)}, confidence ${percent(opinion.confidence)}; cites ${
          opinion.cited.length === 0 ? "nothing" : opinion.cited.join(", ")
        }`;
  return markup`<p><strong>${name}</strong>: ${said}.</p>
${quotes.map(
  ({
    text,
    found,
  }) => markup`<blockquote class="quote ${found ? "found" : "missing"}">“${text}” <span class="note">${found ? "✓ found in the news" : "✗ not found in the news"}</span></blockquote>
`,
)}`;
}

function caseTable({ cases, row }: WorstDecision): Markup {
  if (cases.length === 0) return note("No case was retrieved.");
  return table({
    caption: `Cases retrieved for row ${row}, and what followed them`,
    columns: [
      { head: "id", kind: "text" },
      { head: "row", kind: "number" },
      { head: "bars ago", kind: "number" },
      { head: "similarity", kind: "number" },
      { head: "followed by", kind: "number" },
      { head: "label", kind: "number" },
    ],
    rows: cases.map((each, at) => [
      `c${at + 1}`,
      String(each.row),
      String(each.barsAgo),
      ratio(each.similarity),
      finePercent(each.outcome),
      each.label === null ? NONE : each.label === 1 ? "buy" : "sell",
    ]),
  });
}

function featureTable({ features, row }: WorstDecision): Markup {
  if (features.length === 0) return note("No feature was computed.");
  return table({
    caption: `Features of row ${row}, as prompts show them`,
    columns: [
      { head: "id", kind: "text" },
      { head: "shown", kind: "number" },
      { head: "meaning", kind: "text" },
    ],
    rows: features.map(({ id, shown, meaning }) => [id, shown, meaning]),
  });
}
