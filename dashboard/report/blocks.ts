/** Blocks that sections are made of: headings, figures with a reading, tables and lists of facts. */
import { type Content, type Markup, drawing, markup } from "./markup.ts";

/** A section with its heading; `id` is one of the page's own words. */
export function section(id: string, title: string, content: readonly Content[]): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${spaced(content)}
</section>`;
}

/** A part of a section. */
export function part(title: string, content: readonly Content[]): Markup {
  return markup`<div class="part">
<h3>${title}</h3>
${spaced(content)}
</div>`;
}

export function paragraph(content: Content): Markup {
  return markup`<p>${content}</p>`;
}

/** An aside in small print. */
export function note(content: Content): Markup {
  return markup`<p class="note">${content}</p>`;
}

/** A chart and how to read it, in one sentence. The chart scrolls where the screen is narrow. */
export function figure(chart: { toString(): string }, name: string, reading: Content): Markup {
  return markup`<figure>
<div class="scroll chart" role="region" aria-label="${name}, chart" tabindex="0">${drawing(chart)}</div>
<figcaption>${reading}</figcaption>
</figure>`;
}

/** One column: `number` columns stand to the right. */
export interface Column {
  readonly head: Content;
  readonly kind: "text" | "number";
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of each names its row. */
  readonly rows: readonly (readonly Content[])[];
}

/** A table in a frame that scrolls sideways, by keyboard too. */
export function table({ caption, columns, rows }: Table): Markup {
  const heads = columns.map(
    ({ head, kind }) => markup`<th scope="col" class="${kind}">${head}</th>`,
  );
  const body = rows.map(
    (cells) => markup`<tr>${cells.map((cell, at) => tableCell(cell, at, columns[at]))}</tr>
`,
  );
  return markup`<div class="scroll" role="region" aria-label="${caption}, table" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody>
</table></div>`;
}

function tableCell(cell: Content, at: number, column: Column | undefined): Markup {
  const kind = column?.kind ?? "text";
  return at === 0
    ? markup`<th scope="row" class="${kind}">${cell}</th>`
    : markup`<td class="${kind}">${cell}</td>`;
}

/** A large figure with its name, its interval and what it says. */
export interface KeyFigure {
  readonly name: string;
  readonly value: string;
  /** Its interval, or why there is none. */
  readonly range: string;
  readonly says: string;
}

export function keyFigures(figures: readonly KeyFigure[]): Markup {
  const items = figures.map(
    ({ name, value, range, says }) => markup`<div>
<dt>${name}</dt>
<dd class="value">${value}</dd>
<dd class="range">${range}</dd>
<dd class="says">${says}</dd>
</div>
`,
  );
  return markup`<dl class="key-figures">
${items}</dl>`;
}

/** Names and values beside each other. */
export function facts(pairs: readonly (readonly [name: string, value: Content])[]): Markup {
  const items = pairs.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
  );
  return markup`<dl class="facts">
${items}</dl>`;
}

export function list(items: readonly Content[]): Markup {
  return markup`<ul>
${items.map(
  (item) => markup`<li>${item}</li>
`,
)}</ul>`;
}

/** Blocks on lines of their own. */
function spaced(content: readonly Content[]): Content {
  return content.map((block) => (block === null || block === false ? null : [block, "\n"]));
}
