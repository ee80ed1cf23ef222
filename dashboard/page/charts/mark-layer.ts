/** Marks of decisions on the price: their form says as much as their colour. */
import type { ISeriesApi, ISeriesPrimitive, SeriesType } from "lightweight-charts";
import type { RunSeries } from "../../wire/api.ts";
import { type MarkRanks, type MarkShape, markShape, thinnedMarks } from "../logic/chart-marks.ts";
import { type ChartPlace, type Ratios, painted } from "./painted.ts";
import type { Palette } from "./palette.ts";

/** What is marked. */
export interface MarkContent {
  readonly series: RunSeries;
  readonly ranks: MarkRanks;
  /** Place of the open row. */
  readonly selected: number | null;
  readonly palette: Palette;
}

/** Pixels that a mark needs along the axis. */
const ROOM = 11;
const SIZE = 4.5;
/** Distance from the price. */
const AWAY = 10;

/** A layer for the price; it asks for its content whenever it is drawn. */
export function markLayer(
  content: () => MarkContent | null,
  place: ChartPlace,
  price: ISeriesApi<SeriesType>,
): ISeriesPrimitive {
  return painted("top", (context, ratios) => {
    const now = content();
    if (now === null) return;
    const { series, ranks, selected, palette } = now;
    const spot = (row: number): readonly [x: number, y: number] | null => {
      const [x, y] = [place.x(row), price.priceToCoordinate(series.close[row] ?? 0)];
      return x === null || y === null ? null : [x, y];
    };
    if (selected !== null) {
      const found = spot(selected);
      if (found) ring(context, found, ratios, palette);
    }
    for (const row of thinnedMarks(ranks, place.visible(), place.width() / ROOM)) {
      const found = spot(row);
      if (found) drawMark(context, markShape(series, row), found, ratios, palette);
    }
  });
}

function drawMark(
  context: CanvasRenderingContext2D,
  shape: MarkShape,
  [x, y]: readonly [number, number],
  { horizontal, vertical }: Ratios,
  palette: Palette,
): void {
  const [across, up] = [SIZE * horizontal, SIZE * vertical];
  // Buys stand below the price and point up, sells above it and point down.
  const away = { buy: AWAY, sell: -AWAY, none: 0 }[shape];
  const [centre, middle] = [x * horizontal, (y + away) * vertical];
  context.beginPath();
  if (shape === "none") {
    context.moveTo(centre - across, middle - up);
    context.lineTo(centre + across, middle + up);
    context.moveTo(centre + across, middle - up);
    context.lineTo(centre - across, middle + up);
    context.lineWidth = 2 * horizontal;
    context.strokeStyle = palette("none");
    context.stroke();
    return;
  }
  const tip = shape === "buy" ? -up : up;
  context.moveTo(centre, middle + tip);
  context.lineTo(centre + across, middle - tip);
  context.lineTo(centre - across, middle - tip);
  context.closePath();
  context.fillStyle = palette(shape);
  context.fill();
  context.lineWidth = horizontal;
  context.strokeStyle = palette("ground");
  context.stroke();
}

/** A line through the bar and a ring around it. */
function ring(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  { horizontal, vertical }: Ratios,
  palette: Palette,
): void {
  const centre = Math.round(x * horizontal);
  context.strokeStyle = palette("select");
  context.lineWidth = horizontal;
  context.beginPath();
  context.moveTo(centre, 0);
  context.lineTo(centre, context.canvas.height);
  context.stroke();
  context.lineWidth = 2.5 * horizontal;
  context.beginPath();
  context.arc(centre, y * vertical, 6 * horizontal, 0, 2 * Math.PI);
  context.stroke();
}
