/** The series of the charts: how each is drawn, in which pane, in which colours. */
import type { IChartApi, ISeriesApi, SeriesType, UTCTimestamp } from "lightweight-charts";
import { percentText } from "../../charts/axis.ts";
import { amount, ratio, whole } from "../../report/words.ts";
import type { Curve } from "../logic/curves.ts";
import { DASHES, FORMS, STEPS } from "./lightweight.ts";
import type { Palette, Tone } from "./palette.ts";

/** Panes from above. */
export const PANES = { price: 0, position: 1, equity: 2, drawdown: 3 } as const;

/** What a chart can show of a row; null leaves a gap. */
export type Column = readonly (number | null)[];

/** A series with what colours it. */
export interface ChartLine {
  readonly api: ISeriesApi<SeriesType>;
  readonly paint: (palette: Palette) => void;
}

const QUIET = {
  lastValueVisible: false,
  priceLineVisible: false,
  crosshairMarkerVisible: false,
} as const;

const PRICE = { type: "custom", minMove: 0.01, formatter: priceTick } as const;
/** No drawdown and the deepest are named, and no tick between them: the pane is as low. */
const depthsOf = (depths: readonly number[]) =>
  ({
    type: "custom",
    minMove: 0.0001,
    formatter: (value: number) => (depths.includes(value) ? percentText(value) : ""),
  }) as const;
/** The sides alone are named: the pane is too low for ticks between them. */
const SIDE = {
  type: "custom",
  minMove: 0.01,
  formatter: (value: number) => (Math.abs(value) === 1 ? ratio(value) : ""),
} as const;
const GROWTH = { type: "custom", minMove: 0.0001, formatter: growth } as const;

/** Closes. */
export function priceLine(chart: IChartApi): ChartLine {
  const options = {
    ...QUIET,
    lineWidth: 1,
    priceFormat: PRICE,
    crosshairMarkerVisible: true,
  } as const;
  const api = chart.addSeries(FORMS.LineSeries, options, PANES.price);
  return { api, paint: (palette) => api.applyOptions({ color: palette("price") }) };
}

/** Steps around nothing: above it long, below it short. */
export function positionSteps(chart: IChartApi): ChartLine {
  const api = chart.addSeries(
    FORMS.BaselineSeries,
    {
      ...QUIET,
      lineWidth: 1,
      lineType: STEPS,
      baseValue: { type: "price", price: 0 },
      priceFormat: SIDE,
      autoscaleInfoProvider: bothSides,
    },
    PANES.position,
  );
  const labels = [1, -1].map((side) => axisLabel(api, side));
  return {
    api,
    paint: (palette) => {
      for (const label of labels) label(palette);
      api.applyOptions({
        topLineColor: palette("buy"),
        topFillColor1: palette("buy-area"),
        topFillColor2: palette("buy-area"),
        bottomLineColor: palette("sell"),
        bottomFillColor1: palette("sell-area"),
        bottomFillColor2: palette("sell-area"),
      });
    },
  };
}

/** A curve of the equity pane. */
export function equityLine(chart: IChartApi, { wide, dash, tone }: Curve): ChartLine {
  const options = {
    ...QUIET,
    lineWidth: wide ? 2 : 1,
    lineStyle: DASHES[dash],
    priceFormat: GROWTH,
    // A low pane has room for one tick, which is no scale: where the runs ended is named too.
    lastValueVisible: wide,
  } as const;
  const api = chart.addSeries(FORMS.LineSeries, options, PANES.equity);
  return { api, paint: (palette) => api.applyOptions({ color: palette(tone) }) };
}

/** From the peak so far, downwards. @param depths are named on the axis: none, and the deepest */
export function drawdownArea(chart: IChartApi, depths: readonly number[]): ChartLine {
  const options = {
    ...QUIET,
    lineWidth: 1,
    baseValue: { type: "price", price: 0 },
    priceFormat: depthsOf(depths),
  } as const;
  const api = chart.addSeries(FORMS.BaselineSeries, options, PANES.drawdown);
  const labels = depths.map((depth) => axisLabel(api, depth));
  return {
    api,
    paint: (palette) => {
      for (const label of labels) label(palette);
      api.applyOptions({
        topLineColor: palette("agent"),
        bottomLineColor: palette("agent"),
        bottomFillColor1: palette("band"),
        bottomFillColor2: palette("band"),
      });
    },
  };
}

/** What belongs to the run beside. */
export function besideLine(chart: IChartApi, pane: "position" | "drawdown"): ChartLine {
  const tone: Tone = "other";
  const options = {
    ...QUIET,
    lineWidth: 1,
    lineStyle: DASHES.dashed,
    ...(pane === "position"
      ? { lineType: STEPS, priceFormat: SIDE, autoscaleInfoProvider: bothSides }
      : {}),
  } as const;
  const api = chart.addSeries(FORMS.LineSeries, options, PANES[pane]);
  return { api, paint: (palette) => api.applyOptions({ color: palette(tone) }) };
}

/** Names a value on the axis whatever ticks the library finds room for. */
function axisLabel(api: ISeriesApi<SeriesType>, price: number): (palette: Palette) => void {
  const line = api.createPriceLine({
    price,
    lineVisible: false,
    axisLabelVisible: true,
    title: "",
  });
  return (palette) => {
    line.applyOptions({
      axisLabelColor: palette("ground"),
      axisLabelTextColor: palette("soft"),
    });
  };
}

/** Positions are drawn between both sides, also where only one was taken. */
function bothSides() {
  return { priceRange: { minValue: -1, maxValue: 1 } };
}

/** Lays a column on the bars. */
export function fill({ api }: ChartLine, times: readonly UTCTimestamp[], column: Column): void {
  api.setData(
    times.map((time, at) => {
      const value = column[at] ?? null;
      return value === null ? { time } : { time, value };
    }),
  );
}

/** Seconds as the library counts them: each later than the one before. */
export function secondsOf(timeMs: readonly number[]): readonly UTCTimestamp[] {
  let before = -Infinity;
  const seconds = timeMs.map((ms) => {
    before = Math.max(before + 1, Math.floor(ms / 1000));
    return before;
  });
  return seconds.filter(isTimestamp);
}

/** The library's times are numbers by another name. */
function isTimestamp(seconds: number): seconds is UTCTimestamp & number {
  return Number.isFinite(seconds);
}

/** Cents of what costs thousands are noise on an axis. */
function priceTick(value: number): string {
  return Math.abs(value) >= 1000 ? whole(value) : amount(value);
}

function growth(value: number): string {
  return value.toFixed(3);
}
