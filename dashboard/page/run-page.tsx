/** One run on the page: header, figures, charts, list, and the open decision. */
import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import type { RunHead } from "../wire/api.ts";
import { type Beside, RunCharts } from "./charts/run-charts.tsx";
import { markRanks } from "./logic/chart-marks.ts";
import { pairRuns } from "./logic/pairing.ts";
import { neighbour, placeOf, soughtRow } from "./logic/places.ts";
import { countRows, passingRows, rowBits } from "./logic/row-filter.ts";
import type { View } from "./logic/view.ts";
import { DecisionPanel } from "./panel/decision-panel.tsx";
import { Figures } from "./parts/figures.tsx";
import { Help } from "./parts/help.tsx";
import { RunHeader } from "./parts/run-header.tsx";
import { DecisionList } from "./rows/decision-list.tsx";
import { FilterBar } from "./rows/filter-bar.tsx";
import { useDetail } from "./state/use-detail.ts";
import { useKeys } from "./state/use-keys.ts";
import type { LoadedRun } from "./state/use-run.ts";
import type { ThemeState } from "./state/use-theme.ts";

export interface RunPageProps {
  readonly heads: readonly RunHead[];
  /** Asks for them again. */
  readonly renewHeads: () => void;
  readonly run: LoadedRun | null;
  readonly other: LoadedRun | null;
  readonly view: View;
  readonly change: (part: Partial<View>) => void;
  readonly theme: ThemeState;
}

const NO_ERRORS = {};

export function RunPage(props: RunPageProps) {
  const { heads, renewHeads, run, other, view, change, theme } = props;
  const help = useRef<HTMLDialogElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const besideChoice = useRef<HTMLSelectElement>(null);
  const controls = useRef<{ zoom: (factor: number) => void; fit: () => void }>(null);
  const series = run?.series ?? null;
  const beside = useBeside(run, other);
  const differs = beside?.pairing.differs ?? null;
  const bits = useMemo(
    () => rowBits(series ?? { row: [] }, run?.marks ?? null),
    [series, run?.marks],
  );
  const errors = run?.marks?.errors ?? NO_ERRORS;
  const ground = useMemo(
    () => ({ series: series ?? { row: [], status: [] }, bits, errors, differs }),
    [series, bits, errors, differs],
  );
  const counts = useMemo(() => countRows(ground), [ground]);
  const filter = useMemo(() => view.filter, [JSON.stringify(view.filter)]);
  const places = useMemo(() => passingRows(ground, filter), [ground, filter]);
  const ranks = useMemo(
    () => markRanks(series ?? { action: [], status: [] }, places),
    [series, places],
  );
  const selected = useMemo(() => {
    const at = view.row === null || series === null ? -1 : placeOf(series.row, view.row);
    return at < 0 ? null : at;
  }, [series, view.row]);

  const choose = useCallback(
    (place: number) => {
      change({ row: series?.row[place] ?? null });
    },
    [series, change],
  );
  const chooseRun = useCallback(
    (id: string) => change({ run: id, row: null, other: view.other === id ? null : view.other }),
    [view.other, change],
  );
  const chooseOther = useCallback(
    (id: string) => change({ other: id === "" ? null : id }),
    [change],
  );
  const step = (by: 1 | -1): void => {
    const next = neighbour(places, selected, by);
    if (next !== null) choose(next);
  };
  const seek = (words: string): void => {
    const row = series === null ? null : soughtRow(words, series);
    if (row !== null) change({ row });
  };
  const close = (): void => {
    const wasIn = document.querySelector("#panel")?.contains(document.activeElement) === true;
    change({ row: null });
    // Whoever was in the decision goes back to where it was chosen.
    if (wasIn) document.querySelector<HTMLElement>(".list")?.focus({ preventScroll: true });
  };
  const flip = (): void => {
    change({ filter: { ...view.filter, disagreement: !view.filter.disagreement } });
  };
  useKeys({
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    "/": () => search.current?.focus(),
    c: () => besideChoice.current?.focus(),
    "[": () => controls.current?.zoom(2),
    "]": () => controls.current?.zoom(0.5),
    "0": () => controls.current?.fit(),
    d: flip,
    t: theme.turn,
    Escape: close,
    "?": () => help.current?.showModal(),
  });
  usePanelInSight(selected);

  const openRow = selected === null ? null : view.row;
  const detail = useDetail(run, openRow);
  const otherPlace = selected === null ? -1 : (beside?.pairing.at[selected] ?? -1);
  const otherRow = beside?.series.row[otherPlace] ?? null;
  const otherDetail = useDetail(other, otherRow);

  return (
    <div class={openRow === null ? "page" : "page opened"}>
      <RunHeader
        heads={heads}
        head={run?.head ?? null}
        other={other?.head ?? null}
        theme={theme.theme}
        besideChoice={besideChoice}
        renewHeads={renewHeads}
        chooseRun={chooseRun}
        chooseOther={chooseOther}
        turnTheme={theme.turn}
        help={() => help.current?.showModal()}
      />
      {run && run.head.fault === null && <Figures own={run} other={other} />}
      {run?.fault && <p class="fault">{run.fault}</p>}
      {run?.fault && series === null && (
        <p class="note">It is shown by itself once that is mended.</p>
      )}
      {run && series === null && run.fault === null && <p class="note loading">Loading the run…</p>}
      {run && series && (
        <main class="desk">
          <div class="left">
            <RunCharts
              head={run.head}
              series={series}
              beside={beside}
              ranks={ranks}
              selected={selected}
              shade={theme.shade}
              choose={choose}
              controls={controls}
            />
            <FilterBar
              filter={filter}
              counts={counts}
              passing={places.length}
              rows={series.row.length}
              isEvaluated={run.marks?.evaluated ?? null}
              isCompared={beside !== null}
              isUnderWay={run.head.state === "under way"}
              search={search}
              change={(next) => change({ filter: next })}
              seek={seek}
            />
            <DecisionList
              series={series}
              bits={bits}
              errors={errors}
              places={places}
              selected={selected}
              beside={beside}
              choose={choose}
            />
          </div>
          {openRow === null ? (
            <aside class="panel hint">
              <p>Choose a decision on the chart or in the list, or press j.</p>
            </aside>
          ) : (
            <DecisionPanel
              head={run.head}
              row={openRow}
              asked={detail}
              other={beside && { head: beside.head, asked: otherDetail, hasBar: otherRow !== null }}
              step={step}
              close={close}
            />
          )}
        </main>
      )}
      <Help dialog={help} />
    </div>
  );
}

/** The second run laid on the first; null until both are there. */
function useBeside(run: LoadedRun | null, other: LoadedRun | null): Beside | null {
  return useMemo(() => {
    if (!run?.series || !other?.series) return null;
    const pairing = pairRuns(run.series, other.series);
    return { head: other.head, series: other.series, pairing };
  }, [run?.series, other?.series, other?.head]);
}

/** Where the panel is below the list, opening a decision goes there. */
function usePanelInSight(selected: number | null): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    const opened = before.current === null && selected !== null;
    before.current = selected;
    if (!opened || !matchMedia("(max-width: 63.99rem)").matches) return;
    document.querySelector("#panel")?.scrollIntoView({ block: "start" });
  }, [selected]);
}
