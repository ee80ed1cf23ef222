/** A rationale with each of its numbers marked by verdict: by line, colour and sign, and in words for who hears it. */
import type { JudgedNumber, NumberVerdict } from "../../../backtest/reasoning/number-verdict.ts";
import { type Content, type Markup, markup } from "../markup.ts";

const SIGNS: Readonly<Record<NumberVerdict, string>> = {
  supported: "✓",
  derivable: "≈",
  contradicted: "✗",
  unsupported: "?",
};

/** The words with every number marked that stands where it was judged. */
export function markedRationale(rationale: string, numbers: readonly JudgedNumber[]): Markup {
  const parts: Content[] = [];
  let at = 0;
  for (const number of numbers.toSorted((a, b) => a.start - b.start)) {
    const end = number.start + number.text.length;
    if (number.start < at || rationale.slice(number.start, end) !== number.text) continue;
    parts.push(rationale.slice(at, number.start), mark(number.text, number.verdict));
    at = end;
  }
  parts.push(rationale.slice(at));
  return markup`<p class="rationale">${parts}</p>`;
}

/** What the marks mean. */
export function verdictLegend(): Markup {
  return markup`<p class="note legend">Numbers: ${mark("supported", "supported", "")} ${mark("derivable", "derivable", "")} ${mark("contradicted", "contradicted", "")} ${mark("unsupported", "unsupported", "")}</p>`;
}

function mark(text: string, verdict: NumberVerdict, spoken = ` (${verdict})`): Markup {
  return markup`<span class="verdict ${verdict}">${text}<sup aria-hidden="true">${SIGNS[verdict]}</sup>${spoken === "" ? null : markup`<span class="spoken">${spoken}</span>`}</span>`;
}
