/** One line of the list of decisions. */
import { memo } from "../parts/memo.ts";
import { finePercent, momentText, ratio, written } from "../../report/words.ts";
import type { RunSeries } from "../../wire/api.ts";
import type { Pairing } from "../logic/pairing.ts";
import { findingsIn, isDisagreement } from "../logic/row-filter.ts";
import { ActionSign } from "../parts/action-sign.tsx";

interface DecisionRowProps {
  readonly series: RunSeries;
  readonly place: number;
  /** Place in the filtered list, from 0. */
  readonly index: number;
  readonly top: number;
  readonly bits: number;
  /** Classes of errors of its model calls. */
  readonly errors: readonly string[];
  readonly isOpen: boolean;
  readonly beside: { readonly series: RunSeries; readonly pairing: Pairing } | null;
  readonly choose: (place: number) => void;
}

export const DecisionRow = memo((props: DecisionRowProps) => {
  const { series, place, index, top, bits, errors, isOpen, beside, choose } = props;
  const differs = beside?.pairing.differs[place] === 1;
  return (
    <div
      class={`row${isOpen ? " open" : ""}${differs ? " differs" : ""}`}
      role="row"
      id={`row-${place}`}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => choose(place)}
    >
      <span role="gridcell">{series.row[place]}</span>
      <span role="gridcell">
        <Moment timeMs={series.timeMs[place] ?? 0} />
      </span>
      <span role="gridcell">
        <Decision series={series} place={place} />
      </span>
      {beside !== null && (
        <span role="gridcell">
          <Other beside={beside} place={place} />
        </span>
      )}
      <span role="gridcell" class="number">
        {written(series.score[place] ?? null, ratio)}
      </span>
      <span role="gridcell" class="number">
        {written(series.outcome[place] ?? null, finePercent)}
      </span>
      <span role="gridcell" class="marks">
        <Marks bits={bits} errors={errors} differs={differs} />
      </span>
    </div>
  );
});

/** Where there is no room the year goes; the open decision has it. */
function Moment({ timeMs }: { readonly timeMs: number }) {
  const text = momentText(timeMs);
  return (
    <>
      <span class="roomy">{text.slice(0, 5)}</span>
      {text.slice(5)}
    </>
  );
}

function Other({
  beside,
  place,
}: Pick<DecisionRowProps, "place"> & { readonly beside: NonNullable<DecisionRowProps["beside"]> }) {
  const at = beside.pairing.at[place] ?? -1;
  if (at < 0) return <span class="note">n/a</span>;
  return <Decision series={beside.series} place={at} />;
}

/** With a word where a fixed rule decided. */
function Decision({ series, place }: Pick<DecisionRowProps, "series" | "place">) {
  const status = series.status[place] ?? "failed";
  return (
    <>
      <ActionSign action={series.action[place] ?? null} status={status} />
      {status === "rule" && <span class="note"> rule</span>}
    </>
  );
}

function Marks({
  bits,
  errors,
  differs,
}: Pick<DecisionRowProps, "bits" | "errors"> & { readonly differs: boolean }) {
  const kinds = findingsIn(bits);
  // That a row failed stands there as its decision.
  const calls = errors.filter((name) => name !== "failed");
  const signs = [
    ...(differs ? ["differs"] : []),
    ...(isDisagreement(bits) ? ["analysts disagree"] : []),
  ];
  return (
    <span title={[...signs, ...errors, ...kinds].join(", ")}>
      {differs && <span class="differ-sign">≠ </span>}
      {isDisagreement(bits) && "⇄ "}
      {calls.length > 0 && "✗ "}
      <span class="roomy">{calls.join(", ")} </span>
      {kinds.length > 0 && "! "}
      <span class="roomy">{kinds.join(", ")}</span>
      <span class="spoken"> {signs.join(", ")}</span>
    </span>
  );
}
