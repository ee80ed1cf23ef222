/** Reads from a run directory what its nodes were given and what they answered, row by row. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readCsv } from "../../data/csv-records.ts";
import { InputError, faultCode } from "../../data/errors.ts";
import { wholeLines } from "../../data/line-file.ts";
import { NODE_NAMES, type NodeName, retrievedCaseSchema } from "../../data/vocabulary.ts";
import { analystReportSchema } from "../../nodes/channels.ts";
import { type RowRecord, rowRecordSchema } from "../row-record.ts";
import { schemaFaults } from "../schema-faults.ts";

const traceSchema = z.object({
  row: z.int().min(0),
  node: z.enum(NODE_NAMES),
  input: z.unknown(),
  calls: z.array(
    z.object({
      model: z.string(),
      messages: z.array(z.object({ role: z.string(), content: z.string() })).readonly(),
      reply: z.string(),
      fault: z.string().nullable(),
    }),
  ),
});

/** What the audit needs of a node's run: a line of `trace.jsonl`, or a `NodeRun`. */
export type TracedRun = Readonly<z.infer<typeof traceSchema>>;

/** What the arbiter was given. */
export const arbiterInputSchema = z.object({
  cases: z.array(retrievedCaseSchema).readonly(),
  sentiment: analystReportSchema,
  quant: analystReportSchema,
});

const manifestSchema = z.object({
  identity: z.object({ config: z.object({ horizonBars: z.int().min(1) }) }),
});

/** A finished or interrupted run as it lies on disk. */
export interface TracedRows {
  /** By row; of a row that was tried again, the last record. */
  readonly records: ReadonlyMap<number, RowRecord>;
  readonly runs: ReadonlyMap<number, ReadonlyMap<NodeName, TracedRun>>;
  /** Close of each row of the run. */
  readonly closes: ReadonlyMap<number, number>;
  readonly horizonBars: number;
}

/** Reads a run directory. @throws InputError naming the file, and the line of it, that is missing or broken */
export async function readTracedRows(directory: string): Promise<TracedRows> {
  const { identity } = readManifest(join(directory, "manifest.json"));
  const records = readLines(join(directory, "records.jsonl"), rowRecordSchema);
  return {
    records: new Map(records.map((record) => [record.row, record])),
    runs: byRowAndNode(readLines(join(directory, "trace.jsonl"), traceSchema)),
    closes: await readCloses(join(directory, "decisions.csv")),
    horizonBars: identity.config.horizonBars,
  };
}

/** Runs by row and node; the last of each counts. */
function byRowAndNode(
  runs: readonly TracedRun[],
): ReadonlyMap<number, ReadonlyMap<NodeName, TracedRun>> {
  const rows = new Map<number, Map<NodeName, TracedRun>>();
  for (const run of runs) {
    const nodes = rows.get(run.row) ?? new Map<NodeName, TracedRun>();
    rows.set(run.row, nodes.set(run.node, run));
  }
  return rows;
}

function readManifest(file: string): z.infer<typeof manifestSchema> {
  const manifest = manifestSchema.safeParse(parseJson(file, readText(file), 0));
  if (manifest.success) return manifest.data;
  throw new InputError({ file }, "a run's manifest", schemaFaults(manifest.error));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError({ file }, "a run's manifest", faultCode(error), { cause: error });
  }
}

function readLines<T>(file: string, schema: z.ZodType<T>): readonly T[] {
  return [...wholeLines(file)].map((line, at) => {
    const parsed = schema.safeParse(parseJson(file, line, at));
    if (parsed.success) return parsed.data;
    throw new InputError({ file, row: at }, "a line of a run", schemaFaults(parsed.error));
  });
}

function parseJson(file: string, text: string, row: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError({ file, row }, "JSON", "something else", { cause: error });
  }
}

async function readCloses(file: string): Promise<ReadonlyMap<number, number>> {
  const closes = new Map<number, number>();
  await readCsv(
    file,
    () => {},
    (record, _, header) => {
      const [row, close] = ["row", "close"].map((name) => Number(record[header.indexOf(name)]));
      if (row !== undefined && close !== undefined && close > 0) closes.set(row, close);
    },
  );
  return closes;
}
