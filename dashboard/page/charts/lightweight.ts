/** Opens a chart of TradingView's library: the only file that imports it. */
import {
  BaselineSeries,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  type IChartApi,
  LineSeries,
  LineStyle,
  LineType,
  type TimeChartOptions,
  type UTCTimestamp,
  createChart,
  createTextWatermark,
} from "lightweight-charts";
import { momentText } from "../../report/words.ts";
import type { Palette } from "./palette.ts";

export const FORMS = { BaselineSeries, LineSeries } as const;
export const STEPS = LineType.WithSteps;
export const DASHES = {
  solid: LineStyle.Solid,
  dotted: LineStyle.Dotted,
  dashed: LineStyle.Dashed,
  long: LineStyle.LargeDashed,
} as const;

const FONT = 'system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

/** An empty chart that fills its container. */
export function openChart(container: HTMLElement): IChartApi {
  return createChart(container, {
    autoSize: true,
    layout: { attributionLogo: false, fontFamily: FONT, fontSize: 11 },
    localization: {
      locale: "en-GB",
      timeFormatter: (time: UTCTimestamp) => momentText(time * 1000),
    },
    crosshair: { mode: CrosshairMode.Normal },
    // Keys and buttons zoom too; a page that scrolls must not be caught by a chart.
    handleScroll: { vertTouchDrag: false },
    timeScale: { timeVisible: true, minBarSpacing: 0.005, enableConflation: true },
  });
}

/** The chart in these colours. */
export function paletteOptions(palette: Palette): DeepPartial<TimeChartOptions> {
  const grid = { color: palette("line") };
  const cross = { color: palette("soft"), labelBackgroundColor: palette("soft") };
  return {
    layout: {
      background: { type: ColorType.Solid, color: palette("ground") },
      textColor: palette("soft"),
      panes: { separatorColor: palette("line"), separatorHoverColor: palette("line") },
    },
    grid: { vertLines: { visible: false }, horzLines: grid },
    crosshair: { vertLine: cross, horzLine: cross },
    rightPriceScale: { borderColor: palette("line") },
    timeScale: { borderColor: palette("line") },
  };
}

/** Writes a pane's name into its corner. */
export function namePane(chart: IChartApi, at: number, text: string) {
  const pane = chart.panes()[at];
  if (!pane) return null;
  const mark = createTextWatermark(pane, { horzAlign: "left", vertAlign: "top", lines: [] });
  return (palette: Palette): void => {
    mark.applyOptions({
      lines: [{ text, color: palette("soft"), fontSize: 11, fontFamily: FONT }],
    });
  };
}
