/** Every decision that passes the filter, drawn only as far as it is in sight. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { RunMarks, RunSeries } from "../../wire/api.ts";
import type { Pairing } from "../logic/pairing.ts";
import { placeByKey, placeOf } from "../logic/places.ts";
import { type RowBits, errorsByRow } from "../logic/row-filter.ts";
import { DecisionRow } from "./decision-row.tsx";
import { useVirtualRows } from "./use-virtual-rows.ts";

export interface DecisionListProps {
  readonly series: RunSeries;
  readonly bits: RowBits;
  readonly errors: RunMarks["errors"];
  /** Places of the rows that pass. */
  readonly places: Int32Array;
  readonly selected: number | null;
  readonly beside: { readonly series: RunSeries; readonly pairing: Pairing } | null;
  readonly choose: (place: number) => void;
}

const ROW_HEIGHT = 28;

const NONE: readonly string[] = [];

export function DecisionList({
  series,
  bits,
  errors,
  places,
  selected,
  beside,
  choose,
}: DecisionListProps) {
  const erring = useMemo(() => errorsByRow(errors), [errors]);
  const list = useRef<HTMLDivElement>(null);
  const { drawn, height, reveal } = useVirtualRows(list, places.length, ROW_HEIGHT, ROW_HEIGHT);
  const open = selected === null ? -1 : placeOf(places, selected);
  useEffect(() => {
    if (open >= 0) reveal(open);
  }, [open]);
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter") document.querySelector<HTMLElement>("#panel")?.focus();
    const to = placeByKey(event.key, places, open, pageOf(list.current));
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(to);
  };
  return (
    <div
      class={beside === null ? "list" : "list compared"}
      ref={list}
      role="grid"
      tabIndex={0}
      onKeyDown={press}
      aria-label="Decisions"
      aria-rowcount={places.length + 1}
      aria-activedescendant={open >= 0 ? `row-${selected}` : undefined}
    >
      <div class="row head" role="row" aria-rowindex={1}>
        <span role="columnheader">Row</span>
        <span role="columnheader">
          Bar close<span class="roomy">, UTC</span>
        </span>
        <span role="columnheader">Decision</span>
        {beside !== null && <span role="columnheader">Beside</span>}
        <span role="columnheader" class="number">
          Score
        </span>
        <span role="columnheader" class="number" title="Return over the horizon that followed">
          Followed
        </span>
        <span role="columnheader">Marks</span>
      </div>
      <div class="rows" role="presentation" style={{ height: `${height}px` }}>
        {drawn.map(({ at, top }) => {
          const place = places[at] ?? -1;
          return (
            <DecisionRow
              key={place}
              series={series}
              place={place}
              index={at}
              top={top}
              bits={bits[place] ?? 0}
              errors={erring.get(series.row[place] ?? -1) ?? NONE}
              isOpen={place === selected}
              beside={beside}
              choose={choose}
            />
          );
        })}
      </div>
      {places.length === 0 && (
        <p class="empty">
          {series.row.length === 0 ? "No row is decided yet." : "No row passes the filter."}
        </p>
      )}
    </div>
  );
}

/** Whole rows in sight. */
function pageOf(list: HTMLElement | null): number {
  return Math.max(1, Math.floor((list?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
}
