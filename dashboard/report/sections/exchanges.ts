/** What models were asked on a row and what they answered, the news first and by itself. */
import type { Exchange } from "../../../graphs/evaluation/evaluation.ts";
import { type Content, type Markup, markup } from "../markup.ts";

/** The news as prompts fence it: boundary lines that no text can hold, and a mark before each line. */
const FENCED = /<<<news-([0-9a-f]{16})\n([\s\S]*?)\nnews-\1>>>/;

/** The news text that some node was shown; null where none was. */
export function newsOf(exchanges: readonly Exchange[]): string | null {
  const body = exchanges.map(({ shown }) => FENCED.exec(shown)?.[2]).find(Boolean);
  return body?.replaceAll(/^[0-9a-f]{4}\| /gm, "") ?? null;
}

/** A text that may be long, in a frame that scrolls on screen and is whole on paper. */
export function longText(name: string, text: string): Markup {
  return markup`<div class="scroll long" role="region" aria-label="${name}" tabindex="0"><div class="quote">${text}</div></div>`;
}

/** One call: the question beside the answer. The news, shown before, is left out. */
export function exchangeBlock({ node, model, shown, reply, fault }: Exchange, at: number): Content {
  const asked = shown.replace(FENCED, "(the news, as above)").trim();
  const call = `${node}, call ${at + 1}`;
  return markup`<h4>${node}: asked and answered</h4>
<div class="exchange">
<div><p class="note">Shown</p>${longText(`${call}: what it was shown`, asked)}</div>
<div><p class="note">Answer of ${model}${fault === null ? "" : `, of no use: ${fault}`}</p>${longText(`${call}: its answer`, reply)}</div>
</div>
`;
}
