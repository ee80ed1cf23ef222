/** `langsmith.json`: where a run's traces are, and which rows are not there. It is part of no hash. */
import { z } from "zod";
import type { RunStore } from "../run-store.ts";
import type { Delivery } from "./langsmith-tracing.ts";

/** The file of a run directory that says where its traces are. */
export const LANGSMITH_FILE = "langsmith.json";

const rowSchema = z.int().min(0).max(10_000_000);
const rangeSchema = z.object({ from: rowSchema, to: rowSchema });
const keptSchema = z.object({
  project: z.string(),
  url: z.string().nullable(),
  /** Rows whose trace was to be sent and did not arrive: from the first up to, not including, `to`. */
  undelivered: z.array(rangeSchema).default([]),
});
type RowRange = z.infer<typeof rangeSchema>;

/** What `langsmith.json` says; null unless it is such a file. */
export function keptDelivery(text: string | null): z.infer<typeof keptSchema> | null {
  if (text === null) return null;
  try {
    return keptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Writes what became of a delivery, on top of what is known of earlier ones: an address that was known stays where none
 * was to be had now, and rows that were lost before stay lost unless they were sent now. Where no row was to be sent,
 * what is there stays as a whole.
 * @returns whether there was anything to say
 */
export function keepDelivery(
  store: Pick<RunStore, "read" | "write">,
  { report, delivered, lost }: Delivery,
): boolean {
  if (delivered.length + lost.length === 0) return false;
  const found = keptDelivery(store.read(LANGSMITH_FILE));
  const before = found?.project === report.project ? found : null;
  const now = new Set(delivered);
  const earlier = (before?.undelivered ?? []).flatMap(rowsOf).filter((row) => !now.has(row));
  const kept = {
    ...report,
    url: report.url ?? before?.url ?? null,
    undelivered: rangesOf([...earlier, ...lost]),
  };
  store.write(LANGSMITH_FILE, `${JSON.stringify(kept, null, 2)}\n`);
  return true;
}

function rowsOf({ from, to }: RowRange): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function rangesOf(rows: readonly number[]): readonly RowRange[] {
  const ranges: RowRange[] = [];
  for (const row of [...new Set(rows)].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.to === row) last.to = row + 1;
    else ranges.push({ from: row, to: row + 1 });
  }
  return ranges;
}
