/** Values a notebook shows as more than text. Only what is wrapped here is ever shown as markup. */

/** Kinds of rich content that Jupyter, GitHub and the headless runner all render. */
export type RichType = "text/html" | "image/svg+xml" | "text/markdown" | "application/json";

/** Content with its MIME type; a string for all but JSON. `String(rich)` is the content, ready for a file. */
export class RichOutput {
  readonly mimeType: RichType;
  readonly content: unknown;

  constructor(mimeType: RichType, content: unknown) {
    this.mimeType = mimeType;
    this.content = content;
  }

  toString(): string {
    return typeof this.content === "string" ? this.content : JSON.stringify(this.content, null, 2);
  }
}

/** Trusted HTML. Pass text from the data through `escapeMarkup` first. */
export function html(markup: string): RichOutput {
  return new RichOutput("text/html", markup);
}

/** A standalone SVG document. */
export function svg(markup: string): RichOutput {
  return new RichOutput("image/svg+xml", markup);
}

/** Trusted Markdown; Jupyter renders HTML inside it too. */
export function markdown(text: string): RichOutput {
  return new RichOutput("text/markdown", text);
}

/** A JSON value, shown as a tree that folds. */
export function json(value: unknown): RichOutput {
  return new RichOutput("application/json", value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe as HTML or XML content and inside quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
