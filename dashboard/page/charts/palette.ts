/** Colours of the charts: those of the page, read from its style. */

/** By role; what must be told apart differs in form or dash too. */
const TONES = [
  "ground",
  "ink",
  "soft",
  "line",
  "buy",
  "sell",
  "none",
  "price",
  "agent",
  "other",
  "band",
  "select",
  "buy-area",
  "sell-area",
  "rule-1",
  "rule-2",
  "rule-3",
  "rule-4",
  "rule-5",
] as const;
export type Tone = (typeof TONES)[number];

/** The colour of a role. */
export type Palette = (tone: Tone) => string;

/** The colours that hold now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colours = new Map(
    TONES.map((tone) => [tone, style.getPropertyValue(`--${tone}`).trim()] as const),
  );
  return (tone) => colours.get(tone) ?? "";
}
