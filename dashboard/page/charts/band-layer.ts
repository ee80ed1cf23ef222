/** The area between two curves, drawn behind a series. */
import type { AutoscaleInfo, ISeriesApi, ISeriesPrimitive, SeriesType } from "lightweight-charts";
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
): ISeriesPrimitive {
  const layer = painted("bottom", (context, { horizontal, vertical }) => {
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
  return { ...layer, autoscaleInfo: (from, to) => rangeOf(content(), from, to) };
}

/** All of the band in sight stays on the chart. */
function rangeOf(now: BandContent | null, from: number, to: number): AutoscaleInfo | null {
  if (now === null) return null;
  let [minValue, maxValue] = [Infinity, -Infinity];
  for (let row = Math.max(0, Math.floor(from)); row <= to; row += 1) {
    minValue = Math.min(minValue, now.band.low[row] ?? Infinity);
    maxValue = Math.max(maxValue, now.band.high[row] ?? -Infinity);
  }
  return maxValue < minValue ? null : { priceRange: { minValue, maxValue } };
}
