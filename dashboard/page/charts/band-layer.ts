/** The area between two curves, drawn behind a series. */
import type { ISeriesApi, ISeriesPrimitive, SeriesType, Time } from "lightweight-charts";
import type { RunSeries } from "../../wire/api.ts";
import { type ChartPlace, painted } from "./painted.ts";

/** What is filled. */
export interface BandContent {
  readonly band: NonNullable<RunSeries["band"]>;
  readonly colour: string;
}

/** A layer for a series; it asks for its content whenever it is drawn. */
export function bandLayer(
  content: () => BandContent | null,
  place: ChartPlace,
  series: ISeriesApi<SeriesType>,
): ISeriesPrimitive<Time> {
  return painted("bottom", (context, { horizontal, vertical }) => {
    const now = content();
    if (now === null) return;
    const [first, last] = place.visible();
    // Two a pixel are more than can be seen.
    const step = Math.max(1, Math.floor((last - first) / (place.width() * 2)));
    const upper: [number, number][] = [];
    const lower: [number, number][] = [];
    for (let row = first; row <= last; row += step) {
      const [low, high] = [now.band.low[row] ?? null, now.band.high[row] ?? null];
      if (low === null || high === null) continue;
      const x = place.x(row);
      const [top, bottom] = [series.priceToCoordinate(high), series.priceToCoordinate(low)];
      if (x === null || top === null || bottom === null) continue;
      upper.push([x * horizontal, top * vertical]);
      lower.push([x * horizontal, bottom * vertical]);
    }
    if (upper.length === 0) return;
    context.fillStyle = now.colour;
    context.beginPath();
    for (const [x, y] of [...upper, ...lower.toReversed()]) context.lineTo(x, y);
    context.closePath();
    context.fill();
  });
}
