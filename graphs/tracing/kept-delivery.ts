/** `langsmith.json`: where a run's traces are. It is part of no hash. */
import { z } from "zod";
import type { RunStore } from "../run-store.ts";
import { type DeliveryReport, LANGSMITH_FILE } from "./langsmith-tracing.ts";

const keptSchema = z.object({ project: z.string(), url: z.string().nullable() });

/**
 * Writes the report; an address that was known before stays where none was to be had now. Where no row was to be sent,
 * what is said of an earlier delivery stays as a whole.
 * @returns whether there was anything to say
 */
export function keepDelivery(store: RunStore, report: DeliveryReport): boolean {
  if (report.rows + report.lostRows === 0) return false;
  const before = keptIn(store.read(LANGSMITH_FILE));
  const url = report.url ?? (before?.project === report.project ? before.url : null);
  store.write(LANGSMITH_FILE, `${JSON.stringify({ ...report, url }, null, 2)}\n`);
  return true;
}

function keptIn(text: string | null): z.infer<typeof keptSchema> | null {
  if (text === null) return null;
  try {
    return keptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
