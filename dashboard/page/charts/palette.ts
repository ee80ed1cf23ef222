/** Colours of the charts: those of the page, read from its style. */

/** By role; what must be told apart differs in form or dash too. */
export const TONES = [
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
export type Palette = Readonly<Record<Tone, string>>;

/** The colours that hold now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    TONES.map((tone) => [tone, style.getPropertyValue(`--${tone}`).trim()]),
  ) as Record<Tone, string>;
}
