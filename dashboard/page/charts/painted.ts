/** What layers on a chart share: where rows are, and a canvas to draw on. */
import type { ISeriesPrimitive, PrimitivePaneViewZOrder } from "lightweight-charts";

/** Where the rows of a run are on a chart, pixels. */
export interface ChartPlace {
  /** First and last row in sight, within the run. */
  readonly visible: () => readonly [first: number, last: number];
  readonly x: (row: number) => number | null;
  readonly width: () => number;
}

/** Device pixels a pixel. */
export interface Ratios {
  readonly horizontal: number;
  readonly vertical: number;
}

/** A layer that is painted anew with each frame of its chart. */
export function painted(
  order: PrimitivePaneViewZOrder,
  paint: (context: CanvasRenderingContext2D, ratios: Ratios) => void,
): ISeriesPrimitive {
  const renderer = {
    draw(target: Parameters<Renderer["draw"]>[0]) {
      target.useBitmapCoordinateSpace(
        ({ context, horizontalPixelRatio: horizontal, verticalPixelRatio: vertical }) => {
          paint(context, { horizontal, vertical });
        },
      );
    },
  };
  const view = { zOrder: () => order, renderer: () => renderer };
  return { paneViews: () => [view] };
}

type PaneView = ReturnType<NonNullable<ISeriesPrimitive["paneViews"]>>[number];
type Renderer = NonNullable<ReturnType<PaneView["renderer"]>>;
