/** `langsmith.json`: where a run's traces are, which rows are not there, and which were told their outcome. It is part of no hash. */
import { z } from "zod";
import { faultCode } from "../../data/errors.ts";
import type { RunStore } from "../run-store.ts";
import type { Delivery, DeliveryReport } from "./langsmith-tracing.ts";

/** The file of a run directory that says where its traces are. */
export const LANGSMITH_FILE = "langsmith.json";

const rowSchema = z.int().min(0).max(10_000_000);
/** Rows from the first up to, not including, `to`. */
const rangesSchema = z.array(z.object({ from: rowSchema, to: rowSchema })).default([]);
const keptSchema = z.object({
  project: z.string(),
  url: z.string().nullable(),
  /** Rows whose trace is not there: lost on the way, or decided while nothing was traced. */
  undelivered: rangesSchema,
  /** Rows whose outcome, known by then, was sent after them. */
  told: rangesSchema,
});
type KeptDelivery = z.infer<typeof keptSchema>;
type Ranges = z.infer<typeof rangesSchema>;
type Files = Pick<RunStore, "read" | "write">;

/** What `langsmith.json` says; null unless it is such a file. */
export function keptDelivery(text: string | null): KeptDelivery | null {
  if (text === null) return null;
  try {
    return keptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Writes the file anew unless it is of this project. Throws no more than `keepDelivery`, which says what keeps it from
 * being written.
 * @param rows decided before, which are not to be sent
 */
export function beginKept(files: Files, project: string, rows: readonly number[]): void {
  unwritable(() => {
    if (keptDelivery(files.read(LANGSMITH_FILE))?.project === project) return;
    write(files, { project, url: null, undelivered: rangesOf(rows), told: [] });
  });
}

/**
 * Takes note of rows that were decided while nothing was traced, where others of the run were sent before. Never
 * throws: a file that cannot be kept ends no run.
 */
export function keepUntraced(files: Files, rows: readonly number[]): void {
  unwritable(() => {
    const text = files.read(LANGSMITH_FILE);
    const kept = keptDelivery(text);
    if (text === null || kept === null || rows.length === 0) return;
    const own = new Set(rows);
    const told = kept.told.flatMap(rowsOf).filter((row) => !own.has(row));
    const undelivered = [...kept.undelivered.flatMap(rowsOf), ...rows];
    write(files, {
      ...JSON.parse(text),
      undelivered: rangesOf(undelivered),
      told: rangesOf(told),
    });
  });
}

/** Rows that are there and were not told their outcome. @param rows of the run */
export function untoldOf(
  { undelivered, told }: KeptDelivery,
  rows: readonly number[],
): readonly number[] {
  const others = new Set([...undelivered, ...told].flatMap(rowsOf));
  return rows.filter((row) => !others.has(row));
}

/**
 * Writes what became of a delivery, on top of what is known of earlier ones: an address that was known stays where none
 * was to be had now, and rows that were lost before stay lost unless they were sent now. Where nothing was to be sent,
 * what is there stays as a whole. Never throws: a file that cannot be kept ends no run.
 * @returns what is to be told; null where there is nothing
 */
export function keepDelivery(
  files: Files,
  { report, delivered, lost, told }: Delivery,
): DeliveryReport | null {
  const { rows, lostRows, feedback, lostFeedback } = report;
  if (rows + lostRows + feedback + lostFeedback === 0) return null;
  // A row that was decided anew has another trace: what was said of the old one does not count.
  const anew = new Set([...delivered, ...lost]);
  const earlier = (ranges: Ranges = []): readonly number[] =>
    ranges.flatMap(rowsOf).filter((row) => !anew.has(row));
  const unkept = unwritable(() => {
    const found = keptDelivery(files.read(LANGSMITH_FILE));
    const before = found?.project === report.project ? found : null;
    const { unkept: _unkept, ...said } = report;
    write(files, {
      ...said,
      url: report.url ?? before?.url ?? null,
      undelivered: rangesOf([...earlier(before?.undelivered), ...lost]),
      told: rangesOf([...earlier(before?.told), ...told]),
    });
  });
  return { ...report, unkept };
}

/** Why it could not be done; null where it was. */
function unwritable(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return faultCode(error);
  }
}

function write(files: Files, content: KeptDelivery): void {
  files.write(LANGSMITH_FILE, `${JSON.stringify(content, null, 2)}\n`);
}

function rowsOf({ from, to }: Ranges[number]): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function rangesOf(rows: readonly number[]): Ranges {
  const ranges: Ranges = [];
  for (const row of [...new Set(rows)].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.to === row) last.to = row + 1;
    else ranges.push({ from: row, to: row + 1 });
  }
  return ranges;
}
