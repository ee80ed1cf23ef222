/** The charts of a run with what the pointer is on and which curves are drawn. */
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { RunHead, RunSeries } from "../../wire/api.ts";
import { type MarkRanks } from "../logic/chart-marks.ts";
import type { InSight } from "../logic/chart-text.ts";
import { curvesOf, firstShown, otherCurve } from "../logic/curves.ts";
import { type Pairing, alignedColumn } from "../logic/pairing.ts";
import { useLater } from "../state/use-later.ts";
import { ChartText } from "./chart-text.tsx";
import { type Desk, type DeskContent, openDesk } from "./desk.ts";
import { Legend } from "./legend.tsx";
import { readPalette } from "./palette.ts";
import { Readout } from "./readout.tsx";

/** Another run on this run's rows. */
export interface Beside {
  readonly head: RunHead;
  readonly series: RunSeries;
  readonly pairing: Pairing;
}

export interface RunChartsProps {
  readonly head: RunHead;
  readonly series: RunSeries;
  readonly beside: Beside | null;
  readonly ranks: MarkRanks;
  /** Place of the open row. */
  readonly selected: number | null;
  readonly shade: string;
  readonly choose: (place: number) => void;
  /** Filled with the charts' own controls while they are there. */
  readonly controls: { current: Pick<Desk, "zoom" | "fit"> | null };
}

/** The text of the charts waits until they are moved no more. */
const SETTLED_MS = 250;

export function RunCharts(props: RunChartsProps) {
  const { head, series, beside, ranks, selected, shade, choose, controls } = props;
  const container = useRef<HTMLDivElement>(null);
  const desk = useRef<Desk>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [seen, setSeen] = useState<InSight | null>(null);
  const later = useLater(SETTLED_MS);
  const text = useId();
  const inSight = useMemo((): InSight => {
    const last = series.row.length - 1;
    return seen === null ? [0, last] : [Math.min(seen[0], last), Math.min(seen[1], last)];
  }, [seen, series]);
  const curves = useMemo(() => deskCurves(series, beside), [series.equity, beside]);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const isScored = series.equity.length > 0;
  const columns = useMemo(() => besideColumns(beside), [beside]);
  // Another run, another comparison, a run's end or its files anew build the charts anew; rows more do not.
  const [scored, scoredBeside] = [scoredOf(series), beside && scoredOf(beside.series)];
  const build = useMemo(() => ({}), [head.id, scored, beside?.head.id, scoredBeside]);
  const built = useRef({ id: "", sight: null as ReturnType<Desk["sight"]> });

  useEffect(() => {
    if (!container.current) return undefined;
    const content: DeskContent = { series, curves, beside: columns };
    const sight = built.current?.id === head.id ? built.current.sight : null;
    const opened = openDesk(container.current, content, sight, {
      choose: (place) => handlers.current?.(place),
      point: setPointed,
      see: () => later(() => setSeen(desk.current?.inSight() ?? null)),
    });
    setSeen(null);
    desk.current = opened;
    controls.current = opened;
    setShown((now) =>
      now.size > 0 && built.current?.id === head.id ? kept(now, curves) : firstShown(curves),
    );
    return () => {
      built.current = { id: head.id, sight: opened.sight() };
      desk.current = null;
      controls.current = null;
      opened.close();
    };
  }, [build]);
  const handlers = useRef(choose);
  handlers.current = choose;
  useEffect(() => {
    const isWhole = isScored && (beside === null || scoredBeside !== null);
    if (!isWhole) desk.current?.extend(series, columns);
  }, [series, columns, isScored]);
  useEffect(() => desk.current?.draw(shown), [shown, build]);
  useEffect(() => desk.current?.paint(readPalette()), [shade, build]);
  useEffect(() => desk.current?.mark(ranks, selected), [ranks, selected, build]);
  useEffect(() => {
    if (selected !== null) desk.current?.reveal(selected);
  }, [selected, build]);

  const turn = (name: string): void => {
    const next = new Set(shown);
    if (!next.delete(name)) next.add(name);
    setShown(next);
  };
  return (
    <section class="charts" aria-label="Charts">
      <div class="chart-top">
        <Readout head={head} series={series} at={pointed ?? selected} beside={beside} />
        <div class="zoom" role="group" aria-label="Zoom of the charts">
          <button
            type="button"
            aria-label="Zoom out"
            title="Zoom out ([)"
            onClick={() => desk.current?.zoom(2)}
          >
            −
          </button>
          <button
            type="button"
            aria-label="Zoom in"
            title="Zoom in (])"
            onClick={() => desk.current?.zoom(0.5)}
          >
            +
          </button>
          <button type="button" title="All rows (0)" onClick={() => desk.current?.fit()}>
            All
          </button>
        </div>
      </div>
      <div
        class="chart"
        role="img"
        aria-label={`Charts of ${head.name}: price with decisions, position, equity and drawdown; row by row in the list of decisions`}
        aria-describedby={text}
      >
        <div class="canvases" ref={container} aria-hidden="true" />
      </div>
      <ChartText
        id={text}
        series={series}
        ranks={ranks}
        curves={curves}
        shown={shown}
        besideDrawdown={columns?.drawdown ?? null}
        sight={inSight}
      />
      {isScored ? (
        <Legend curves={curves} shown={shown} turn={turn} hasBand={series.band !== null} />
      ) : (
        <p class="note">Equity and drawdown are there once the run is finished.</p>
      )}
    </section>
  );
}

function scoredOf(series: RunSeries): RunSeries | null {
  return series.equity.length > 0 ? series : null;
}

function kept(shown: ReadonlySet<string>, curves: DeskContent["curves"]): ReadonlySet<string> {
  const news = [...firstShown(curves)].filter(
    (name) => curves.find((curve) => curve.name === name)?.own === true,
  );
  return new Set([...shown, ...news]);
}

function deskCurves({ equity }: RunSeries, beside: Beside | null): DeskContent["curves"] {
  const curves = curvesOf(equity);
  const other = beside?.series.equity.find(({ own }) => own);
  if (curves.length === 0 || beside === null || !other) return curves;
  const [agent, ...rest] = curves;
  const values = alignedColumn(beside.pairing, other.values);
  return agent ? [agent, otherCurve(beside.head.name, values), ...rest] : curves;
}

function besideColumns(beside: Beside | null): DeskContent["beside"] {
  if (beside === null) return null;
  const { pairing, series } = beside;
  const drawdown = series.equity.find(({ own }) => own)?.drawdown ?? [];
  return {
    position: alignedColumn(pairing, series.position),
    drawdown: alignedColumn(pairing, drawdown),
  };
}
