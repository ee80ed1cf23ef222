/** HTML in which every text is escaped unless it was built here: `markup` fills a template. */
import { escapeMarkup } from "../charts/rich.ts";
import { visibleText } from "./visible-text.ts";

/** HTML that is safe to put into a page. Made by `markup` and `drawing` only. */
export class Markup {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }
}

/** What a template can hold: texts and numbers are escaped, lists joined, null and false left out. */
export type Content = string | number | Markup | null | false | readonly Content[];

/** Fills a template; values may stand in content and inside double-quoted attributes, nowhere else. */
export function markup(template: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const parts = template.map((text, at) => `${text}${filled(values[at] ?? null)}`);
  return new Markup(parts.join(""));
}

/** A chart as part of a page: its SVG stands in the document, with its title and description. */
export function drawing(svg: { toString(): string }): Markup {
  return new Markup(String(svg).trimEnd());
}

function filled(value: Content): string {
  if (value === null || value === false) return "";
  if (value instanceof Markup) return String(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeMarkup(visibleText(value));
  return value.map(filled).join("");
}
