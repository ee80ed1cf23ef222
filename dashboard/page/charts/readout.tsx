/** The row under the pointer in one line, else the open one. */
import { amount, momentText, percent, ratio, written } from "../../report/words.ts";
import type { RunHead, RunSeries } from "../../wire/api.ts";
import { ActionSign } from "../parts/action-sign.tsx";
import type { Beside } from "./run-charts.tsx";

/** A figure stays on the line of its name. */
const NBSP = "\u00A0";

export function Readout({
  series,
  at,
  beside,
}: {
  readonly head: RunHead;
  readonly series: RunSeries;
  readonly at: number | null;
  readonly beside: Beside | null;
}) {
  const timeMs = at === null ? undefined : series.timeMs[at];
  if (at === null || timeMs === undefined) {
    return (
      <p class="readout">
        <ActionSign action={1} status="decided" /> <ActionSign action={-1} status="decided" />{" "}
        <ActionSign action={null} status="abstained" /> — click a bar for its decision
      </p>
    );
  }
  const agent = series.equity[0];
  const other = beside === null ? -1 : (beside.pairing.at[at] ?? -1);
  return (
    <p class="readout">
      <b>row {series.row[at]}</b> {momentText(timeMs)} · close{NBSP}
      {written(series.close[at] ?? null, amount)} ·{" "}
      <ActionSign action={series.action[at] ?? null} status={series.status[at] ?? "failed"} />
      {beside !== null && other >= 0 && (
        <>
          {" "}
          |{" "}
          <ActionSign
            action={beside.series.action[other] ?? null}
            status={beside.series.status[other] ?? "failed"}
          />
        </>
      )}{" "}
      · position{NBSP}
      {written(series.position[at] ?? null, ratio)}
      {agent && (
        <>
          {" "}
          · agent{NBSP}
          {percent((agent.values[at] ?? 1) - 1)} · drawdown{NBSP}
          {written(agent.drawdown[at] ?? null, percent)}
        </>
      )}
    </p>
  );
}
