/** The one place where Observable Plot meets a document: charts become standalone SVG text. */
import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { type RichOutput, escapeMarkup, svg } from "./rich.ts";

export { Plot };

/** Colours of Okabe and Ito, told apart with every common colour blindness; the pale yellow is left out. */
export const PALETTE = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#000000",
] as const;

/** Ink for text, and the greys for grids and for what is undecided. */
export const INK = { text: "#222222", muted: "#595959", grid: "#E3E3E3", none: "#BDBDBD" } as const;

/** Pixels between text lines, and of one character on average, at the charts' font size. */
export const FONT = { size: 13, line: 17, character: 7.3 } as const;

/** What every chart takes beside its data. */
export interface ChartText {
  /** Shown above the chart; also its accessible name. */
  readonly title: string;
  /** What the chart says, for readers who cannot see it. @default the title */
  readonly description?: string;
}

/** Geometry a chart fixes itself; everything else is the same in all charts. */
export type Drawing = Omit<
  Plot.PlotOptions,
  "document" | "style" | "title" | "caption" | "width" | "height"
> & {
  readonly marginTop: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  /** Pixels, margins included. */
  readonly height: number;
  /** Named under the title, over the vertical axis. @default none */
  readonly yLabel?: string;
};

/** Width of every chart, in pixels, margins included. */
export const WIDTH = 760;

/**
 * Renders marks to an SVG document that needs nothing else: its own namespace, fonts, white
 * ground, title and description. The same arguments give the same bytes.
 */
export function renderSvg(text: ChartText, drawing: Drawing): RichOutput {
  const document = new DOMParser().parseFromString("<svg/>", "image/svg+xml");
  const { height, yLabel, ...options } = drawing;
  const plot = Plot.plot({ ...options, height, width: WIDTH, document });
  plot.querySelector("style")?.remove();
  const attributes = [
    'xmlns="http://www.w3.org/2000/svg"',
    `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`,
    `role="img" color="${INK.text}" fill="currentColor" text-anchor="middle"`,
    `font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="${FONT.size}"`,
  ];
  const title = escapeMarkup(printable(text.title));
  const description = escapeMarkup(printable(text.description ?? text.title, 2000));
  return svg(
    [
      `<svg ${attributes.join(" ")}>`,
      `<title>${title}</title><desc>${description}</desc>`,
      `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
      `<text x="16" y="26" text-anchor="start" font-size="16" font-weight="600">${title}</text>`,
      ...(yLabel === undefined
        ? []
        : [
            `<text x="16" y="47" text-anchor="start" fill="${INK.muted}">${escapeMarkup(printable(yLabel, 60))}</text>`,
          ]),
      plot.innerHTML,
      "</svg>\n",
    ].join("\n"),
  );
}

/** Text as one line of characters XML allows that are seen and turn no writing around, cut to `most` characters. */
export function printable(text: string, most = 200): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u200B\u2060-\u2064\uFEFF\uFFFE\uFFFF]+/gu, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
}
