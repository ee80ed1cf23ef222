/** The charts of a run on one time axis: price with marks, position, equity with its band, drawdown. */
import type { IChartApi, UTCTimestamp } from "lightweight-charts";
import type { RunSeries } from "../../wire/api.ts";
import type { MarkRanks } from "../logic/chart-marks.ts";
import type { InSight } from "../logic/chart-text.ts";
import type { Curve } from "../logic/curves.ts";
import { bandLayer } from "./band-layer.ts";
import {
  type ChartLine,
  type Column,
  PANES,
  besideLine,
  drawdownArea,
  equityLine,
  fill,
  positionSteps,
  priceLine,
  secondsOf,
} from "./chart-lines.ts";
import { namePane, openChart, paletteOptions } from "./lightweight.ts";
import { markLayer } from "./mark-layer.ts";
import type { ChartPlace } from "./painted.ts";
import type { Palette } from "./palette.ts";

/** What is on the charts. */
export interface DeskContent {
  readonly series: RunSeries;
  /** The agent's own first; none while a run is not scored. */
  readonly curves: readonly Curve[];
  /** Of the run beside, on this run's rows. */
  readonly beside: { readonly position: Column; readonly drawdown: Column } | null;
}

/** Rows in sight, as the library counts them. */
export type Sight = Readonly<{ from: number; to: number }>;

/** What is told while the charts are used. */
export interface DeskHandlers {
  readonly choose: (place: number) => void;
  /** The row under the pointer; null outside. */
  readonly point: (place: number | null) => void;
  /** Other rows are in sight, or may be. */
  readonly see: () => void;
}

/** Charts, until they are closed. */
export interface Desk {
  /** The same runs with rows more, of either. */
  readonly extend: (series: RunSeries, beside: DeskContent["beside"]) => void;
  readonly draw: (names: ReadonlySet<string>) => void;
  readonly mark: (ranks: MarkRanks, selected: number | null) => void;
  /** Moves a row into sight where it is not. */
  readonly reveal: (place: number) => void;
  /** Above 1 shows more rows. */
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly paint: (palette: Palette) => void;
  readonly sight: () => Sight | null;
  readonly inSight: () => InSight;
  readonly close: () => void;
}

const EQUITY = "Equity: growth of 1, net of costs";
const BAND = "; shaded: 95 %";
const SHARES = [5, 1.5, 3.8, 1.9];
const TOPS = [0.2, 0.36, 0.14, 0.3];

/** Opens the charts. @param sight rows to show; null for all */
export function openDesk(
  container: HTMLElement,
  content: DeskContent,
  sight: Sight | null,
  handlers: DeskHandlers,
): Desk {
  const chart = openChart(container);
  const lines: ChartLine[] = [];
  const byCurve = new Map<string, ChartLine>();
  let { series } = content;
  let times = secondsOf(series.timeMs);
  let marks: { readonly ranks: MarkRanks; readonly selected: number | null } | null = null;
  let palette: Palette | null = null;

  const laid = (line: ChartLine, column: Column): ChartLine => {
    fill(line, times, column);
    lines.push(line);
    if (palette !== null) line.paint(palette);
    return line;
  };
  const price = laid(priceLine(chart), series.close);
  const position = laid(positionSteps(chart), series.position);
  const besidePosition =
    content.beside && laid(besideLine(chart, "position"), content.beside.position);
  const [agent] = content.curves;
  if (agent) {
    const line = laid(equityLine(chart, agent), agent.values);
    byCurve.set(agent.name, line);
    const band = () =>
      series.band && palette ? { band: series.band, colour: palette("band") } : null;
    line.api.attachPrimitive(
      bandLayer(
        band,
        placeOn(chart, () => times),
        line.api,
      ),
    );
    const drawdown = series.equity.find(({ own }) => own)?.drawdown;
    const depths = [drawdown, content.beside?.drawdown].map((values) => deepestOf(values ?? []));
    // Of two runs the deeper one: the pane has room for no more.
    if (drawdown) laid(drawdownArea(chart, [...new Set([0, Math.min(...depths)])]), drawdown);
    if (content.beside) laid(besideLine(chart, "drawdown"), content.beside.drawdown);
  }
  const marked = () => (marks && palette ? { series, palette, ...marks } : null);
  price.api.attachPrimitive(
    markLayer(
      marked,
      placeOn(chart, () => times),
      price.api,
    ),
  );
  const equity = series.band === null ? EQUITY : `${EQUITY}${BAND}`;
  const names = ["Close", "Position, −1 to 1", equity, "Drawdown"].map((title, at) =>
    namePane(chart, at, title),
  );
  for (const [at, pane] of chart.panes().entries()) {
    pane.setStretchFactor(SHARES[at] ?? 1);
    // Room for the pane's name.
    pane.priceScale("right").applyOptions({
      scaleMargins: { top: TOPS[at] ?? 0.1, bottom: at === PANES.price ? 0.14 : 0.08 },
    });
  }
  // What is asked of the axis holds from its next frame on; until then it tells of what was before.
  let asked: { readonly sight: Sight | null } | null = { sight };
  listenTo(chart, () => times.length, {
    ...handlers,
    see() {
      asked = null;
      handlers.see();
    },
  });
  const now = (): Sight | null =>
    asked === null ? chart.timeScale().getVisibleLogicalRange() : asked.sight;
  const { fit, ...axis } = timeAxis(chart, () => times.length, now);
  const show = (wanted: Sight | null): void => {
    asked = { sight: wanted };
    if (wanted === null) fit();
    else chart.timeScale().setVisibleLogicalRange(wanted);
  };
  show(sight);

  return {
    extend(next, beside) {
      const range = now();
      const before = times.length;
      series = next;
      times = secondsOf(next.timeMs);
      fill(price, times, next.close);
      fill(position, times, next.position);
      if (besidePosition && beside) fill(besidePosition, times, beside.position);
      show(range === null || before === 0 ? null : followed(range, before, times.length));
      handlers.see();
    },
    draw(shown) {
      for (const curve of content.curves) {
        const isShown = shown.has(curve.name);
        const line = byCurve.get(curve.name);
        if (line) line.api.applyOptions({ visible: isShown });
        else if (isShown) byCurve.set(curve.name, laid(equityLine(chart, curve), curve.values));
      }
    },
    mark(ranks, selected) {
      marks = { ranks, selected };
      chart.applyOptions({});
    },
    paint(next) {
      palette = next;
      chart.applyOptions(paletteOptions(next));
      for (const line of lines) line.paint(next);
      for (const name of names) name?.(next);
    },
    close() {
      chart.remove();
    },
    fit,
    sight: now,
    inSight: placeOn(chart, () => times).visible,
    ...axis,
  };
}

/** The lowest of all, 0 at most. A long run has more values than a call may have arguments. */
function deepestOf(drawdown: Column): number {
  return drawdown.reduce<number>((lowest, value) => Math.min(lowest, value ?? 0), 0);
}

/** Whoever sees the end follows it; whoever looks at something else keeps it. */
function followed({ from, to }: Sight, before: number, now: number): { from: number; to: number } {
  if (to < before - 1) return { from, to };
  // All of it in sight stays all of it.
  return { from: from <= 0 ? from : from + now - before, to: to + now - before };
}

function listenTo(
  chart: IChartApi,
  count: () => number,
  { choose, point, see }: DeskHandlers,
): void {
  const placeOf = (logical: number | undefined): number | null => {
    const at = Math.round(logical ?? -1);
    return at >= 0 && at < count() ? at : null;
  };
  chart.subscribeClick(({ logical }) => {
    const at = placeOf(logical);
    if (at !== null) choose(at);
  });
  chart.subscribeCrosshairMove(({ logical, point: spot }) => {
    point(spot === undefined ? null : placeOf(logical));
  });
  chart.timeScale().subscribeVisibleLogicalRangeChange(see);
}

function timeAxis(
  chart: IChartApi,
  count: () => number,
  sight: () => Sight | null,
): Pick<Desk, "reveal" | "zoom" | "fit"> {
  const scale = chart.timeScale();
  const fit = (): void => {
    const air = airOf(count());
    scale.setVisibleLogicalRange({ from: -air, to: count() - 1 + air });
  };
  return {
    fit,
    reveal(at) {
      const range = sight();
      if (range === null || (at >= range.from && at <= range.to)) return;
      const width = range.to - range.from;
      const air = airOf(Math.min(width, count()));
      // In the middle, but for the ends of the run.
      const from = Math.max(-air, Math.min(at - width / 2, count() - 1 + air - width));
      scale.setVisibleLogicalRange({ from, to: from + width });
    },
    zoom(factor) {
      const range = sight();
      if (range === null) return;
      const [middle, half] = [(range.from + range.to) / 2, ((range.to - range.from) / 2) * factor];
      if (half < 4) return;
      if (half * 2 >= count()) fit();
      else scale.setVisibleLogicalRange({ from: middle - half, to: middle + half });
    },
  };
}

/** Rows that are in sight, those at the edges too. */
function rowsIn({ from, to }: Sight, count: number): InSight {
  return [Math.max(0, Math.floor(from)), Math.min(count - 1, Math.ceil(to))];
}

/** Bars of air at both ends, for the first and last label. */
function airOf(count: number): number {
  return Math.max(1, count * 0.02);
}

function placeOn(chart: IChartApi, times: () => readonly UTCTimestamp[]): ChartPlace {
  const scale = chart.timeScale();
  return {
    visible: () => {
      const count = times().length;
      return rowsIn(scale.getVisibleLogicalRange() ?? { from: 0, to: count - 1 }, count);
    },
    x: (row) => {
      const time = times()[row];
      return time === undefined ? null : scale.timeToCoordinate(time);
    },
    width: () => scale.width(),
  };
}
