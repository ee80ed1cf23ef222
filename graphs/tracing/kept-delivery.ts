/** `langsmith.json`: where a run's traces are, and which rows are there. It is part of no hash. */
import { z } from "zod";
import { faultCode } from "../../data/errors.ts";
import type { RunStore } from "../run-store.ts";
import type { Delivery, DeliveryReport } from "./langsmith-tracing.ts";

/** The file of a run directory that says where its traces are. */
export const LANGSMITH_FILE = "langsmith.json";

const rowSchema = z.int().min(0).max(10_000_000);
const rangeSchema = z.object({ from: rowSchema, to: rowSchema });
const keptSchema = z.object({
  project: z.string(),
  url: z.string().nullable(),
  /** Rows that arrived; absent in files of before this was kept. */
  delivered: z.array(rangeSchema).optional(),
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

/** Whether a row's trace is known to be there, as far as the file can say. */
export function holdsRow(
  { delivered, undelivered }: NonNullable<ReturnType<typeof keptDelivery>>,
  row: number,
): boolean {
  const isIn = ({ from, to }: RowRange): boolean => row >= from && row < to;
  return delivered ? delivered.some(isIn) : !undelivered.some(isIn);
}

/**
 * Writes what became of a delivery, on top of what is known of earlier ones: an address that was known stays where none
 * was to be had now, and rows that were lost before stay lost unless they were sent now. Where no row was to be sent,
 * what is there stays as a whole. Never throws: a file that cannot be kept ends no run.
 * @returns what is to be told; null where there is nothing
 */
export function keepDelivery(
  store: Pick<RunStore, "read" | "write">,
  delivery: Delivery,
): DeliveryReport | null {
  if (delivery.delivered.length + delivery.lost.length === 0) return null;
  try {
    const text = keptText(keptDelivery(store.read(LANGSMITH_FILE)), delivery);
    store.write(LANGSMITH_FILE, text);
    return delivery.report;
  } catch (error) {
    return { ...delivery.report, unkept: faultCode(error) };
  }
}

function keptText(
  found: ReturnType<typeof keptDelivery>,
  { report, delivered, lost }: Delivery,
): string {
  const { unkept: _unkept, ...said } = report;
  const before = found?.project === report.project ? found : null;
  const now = new Set(delivered);
  const lostBefore = (before?.undelivered ?? []).flatMap(rowsOf).filter((row) => !now.has(row));
  const missing = new Set(lost);
  const thereBefore = (before?.delivered ?? []).flatMap(rowsOf).filter((row) => !missing.has(row));
  const kept = {
    ...said,
    url: report.url ?? before?.url ?? null,
    // What an older file does not say of its rows cannot be made up.
    ...((before === null || before.delivered) && {
      delivered: rangesOf([...thereBefore, ...delivered]),
    }),
    undelivered: rangesOf([...lostBefore, ...lost]),
  };
  return `${JSON.stringify(kept, null, 2)}\n`;
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
