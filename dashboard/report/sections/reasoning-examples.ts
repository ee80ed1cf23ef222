/** Findings as they stand in the agent's own words, a few of each node and kind. */
import type { ReasoningExample } from "../../../graphs/evaluation/evaluation.ts";
import { note, part } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";

/** Shown of each node and kind. */
const SHOWN = 2;
/** Characters of the rationale on each side of the words that are meant. */
const AROUND = 180;

/** The part; nothing where there is no finding. */
export function examplesPart(examples: readonly ReasoningExample[]): Markup | null {
  if (examples.length === 0) return null;
  const names = [...new Set(examples.map(nameOf))];
  return part("Examples", [
    note("The words that a finding is about are marked; the rest is what stands around them."),
    names.map((name) => [
      markup`<h4>${name}</h4>
`,
      examples
        .filter((example) => nameOf(example) === name)
        .slice(0, SHOWN)
        .map(exampleOf),
    ]),
  ]);
}

function nameOf({ node, kind }: ReasoningExample): string {
  return `${node}: ${kind}`;
}

function exampleOf(example: ReasoningExample): Content {
  return markup`<blockquote class="quote">${around(example)}</blockquote>
<p class="note">Row ${example.row}. Says: ${example.claims}. Is so: ${example.isSo}.</p>
`;
}

function around({ rationale, span, at }: ReasoningExample): Content {
  const start = at ?? rationale.indexOf(span);
  const end = start + span.length;
  if (start < 0 || span === "" || rationale.slice(start, end) !== span) {
    return [
      span === "" ? "" : [markup`<mark>${cut(span)}</mark>`, "\nIts words: "],
      cut(rationale),
    ];
  }
  const [from, to] = [Math.max(0, start - AROUND), Math.min(rationale.length, end + AROUND)];
  return [
    from > 0 ? "…" : "",
    rationale.slice(from, start),
    markup`<mark>${span}</mark>`,
    rationale.slice(end, to),
    to < rationale.length ? "…" : "",
  ];
}

function cut(text: string): string {
  return text.length <= 2 * AROUND ? text : `${text.slice(0, 2 * AROUND - 1)}…`;
}
