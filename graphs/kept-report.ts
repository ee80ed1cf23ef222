/** Reports that a probe or a judge left in a run directory, and whose run they are of. */
import type { z } from "zod";
import { InputError } from "../data/errors.ts";
import { schemaFaults } from "./schema-faults.ts";

/** A kind of report. */
export interface KeptKind<T> {
  /** Its name in a run directory. */
  readonly file: string;
  /** What it is, such as "what a probe found". */
  readonly what: string;
  readonly schema: z.ZodType<T>;
}

/**
 * Reads a report as it was left.
 * @param text of the file; null where there is none
 * @throws InputError when it is no report, or one of another run
 */
export function keptReport<T extends { readonly run: string }>(
  { file, what, schema }: KeptKind<T>,
  text: string | null,
  run: string,
): T | null {
  if (text === null) return null;
  const report = schema.safeParse(parseJson(file, text));
  if (!report.success) throw new InputError({ file }, what, schemaFaults(report.error));
  if (report.data.run === run) return report.data;
  throw new InputError({ file }, `${what}, of run ${run}`, `of run ${report.data.run}`);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file }, "JSON", "something else", { cause });
  }
}
