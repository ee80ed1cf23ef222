/** What was said against what came, as tiles with their counts. */
import { UsageError } from "../../data/errors.ts";
import { percentText } from "./axis.ts";
import { INK, Plot, printable, renderSvg } from "./plot-svg.ts";
import type { RichOutput } from "./rich.ts";

export interface ConfusionChart {
  readonly title: string;
  /** One matrix a question, drawn side by side; at least one. */
  readonly matrices: readonly Confusion[];
}

/** Decisions by what they were and what came. */
interface Confusion {
  /** What came, in words, such as "label". */
  readonly against: string;
  /** `[said][came]`, buy before sell. */
  readonly counts: readonly (readonly [buy: number, sell: number])[];
}

const SAID = ["buy", "sell"] as const;
const BOX = {
  marginTop: 92,
  marginBottom: 12,
  marginLeft: 96,
  marginRight: 24,
  height: 300,
} as const;
/** Tiles, darker the more decisions fall there, each with its count and its share of all. @throws UsageError if there is none */
export function confusionChart({ title, matrices }: ConfusionChart): RichOutput {
  if (matrices.length === 0) {
    throw new UsageError("confusionChart: expected at least one matrix, was none");
  }
  const tiles = matrices.flatMap(({ counts }, matrix) => {
    const all = counts.flat().reduce((sum, count) => sum + count, 0);
    return SAID.flatMap((_said, row) =>
      SAID.map((_came, column) => {
        const count = counts[row]?.[column] ?? 0;
        const share = all === 0 ? null : count / all;
        return {
          x: matrix * 2.35 + column,
          y: row,
          isRight: row === column,
          depth: share ?? 0,
          text: `${count}\n${percentText(share)}${row === column ? "\nright" : "\nwrong"}`,
        };
      }),
    );
  });
  const columns = matrices.flatMap((_, matrix) =>
    SAID.map((came, column) => ({ x: matrix * 2.35 + column + 0.5, text: `came ${came}` })),
  );
  const heads = matrices.map(({ against }, matrix) => ({
    x: matrix * 2.35 + 1,
    text: printable(against, 32),
  }));
  return renderSvg(
    { title, description: describe(matrices) },
    {
      ...BOX,
      x: { domain: [0, Math.max(matrices.length, 2) * 2.35 - 0.35], axis: null },
      y: { domain: [2, 0], axis: null },
      marks: [
        Plot.rect(tiles, {
          x1: "x",
          x2: ({ x }: { x: number }) => x + 1,
          y1: "y",
          y2: ({ y }: { y: number }) => y + 1,
          fill: "#0072B2",
          fillOpacity: ({ depth }: { depth: number }) => 0.08 + 0.52 * depth,
          stroke: ({ isRight }: { isRight: boolean }) => (isRight ? INK.text : INK.none),
          strokeWidth: 1.5,
          inset: 2,
        }),
        Plot.text(tiles, {
          x: ({ x }: { x: number }) => x + 0.5,
          y: ({ y }: { y: number }) => y + 0.5,
          text: "text",
          lineHeight: 1.3,
        }),
        Plot.text(SAID, {
          x: [0, 0],
          y: [0.5, 1.5],
          text: (said: string) => `said ${said}`,
          textAnchor: "end",
          dx: -10,
        }),
        Plot.text(columns, { x: "x", y: () => 0, text: "text", dy: -12, fill: INK.muted }),
        Plot.text(heads, { x: "x", y: () => 0, text: "text", dy: -32, fontWeight: 600 }),
      ],
    },
  );
}

function describe(matrices: readonly Confusion[]): string {
  const told = matrices.map(({ against, counts: [buy = [0, 0], sell = [0, 0]] }) => {
    const all = [...buy, ...sell].reduce((sum, count) => sum + count, 0);
    const right = buy[0] + sell[1];
    return `${against}: ${right} of ${all} right; said buy and buy came ${buy[0]}, buy and sell ${buy[1]}, sell and buy ${sell[0]}, sell and sell ${sell[1]}`;
  });
  return `${told.join(". ")}.`;
}
