/** The frame of a page that asks for nothing: no script, no request, a policy that forbids both. */
import { createHash } from "node:crypto";
import { type Content, Markup, markup } from "./markup.ts";
import { STYLE } from "./style.ts";

export interface Page {
  /** Of the browser's tab. */
  readonly title: string;
  readonly kicker: string;
  readonly heading: string;
  readonly byline: Content;
  /** Sections in order; those without a body are left out. `id` is one of the page's own words. */
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly body: Markup;
  }[];
  readonly footer: Content;
}

/** A whole HTML document. The same page gives the same bytes. */
export function page({ title, kicker, heading, byline, sections, footer }: Page): string {
  const links = sections.map(
    ({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>
`,
  );
  const document = markup`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '${styleHash()}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the findings</a>
<header>
<p class="kicker">${kicker}</p>
<h1>${heading}</h1>
<p class="byline">${byline}</p>
</header>
<nav aria-label="Sections"><ul>
${links}</ul></nav>
<main id="content">
${sections.map(({ body }) => [body, "\n"])}</main>
<footer>${footer}</footer>
</body>
</html>
`;
  return String(document);
}

/** Names the one style that the policy lets in. */
function styleHash(): string {
  return `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;
}
