/** All about one decision of a run, asked for again when the run decided it anew. */
import type { RowDetail } from "../../wire/api.ts";
import { api } from "../api-client.ts";
import { type Asked, useAsked } from "./use-asked.ts";
import type { LoadedRun } from "./use-run.ts";

/** A key held down steps faster than this, and opens only where it comes to rest. */
const STEP_MS = 50;

/** The decision of a row; while it is asked for again, what was there stays. */
export function useDetail(
  run: Pick<LoadedRun, "head" | "rewinds"> | null,
  row: number | null,
): Asked<RowDetail> {
  const subject = run === null || row === null ? null : `${run.head.id} ${row}`;
  const again = run?.rewinds.filter((from) => row !== null && from <= row).length ?? 0;
  return useAsked(
    subject && `${subject} ${run?.head.state} ${run?.head.versions.series} ${again}`,
    (signal) => api.row(run?.head.id ?? "", row ?? 0, signal),
    { subject: subject ?? "", waitMs: STEP_MS },
  );
}
