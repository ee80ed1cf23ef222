/** Reads from a run directory what its nodes were given and what they answered, row by row. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readCsv } from "../../data/csv-records.ts";
import { InputError, faultCode } from "../../data/errors.ts";
import { wholeLines } from "../../data/line-file.ts";
import { NODE_NAMES, type NodeName, retrievedCaseSchema } from "../../data/vocabulary.ts";
import { analystReportSchema, voteHitRateSchema } from "../../nodes/channels.ts";
import { type RowRecord, rowRecordSchema } from "../row-record.ts";
import { schemaFaults } from "../schema-faults.ts";

/** What is read of a line of `trace.jsonl`. */
export const tracedRunSchema = z.object({
  row: z.int().min(0),
  node: z.enum(NODE_NAMES),
  input: z.unknown(),
  output: z.unknown(),
  calls: z.array(
    z.object({
      model: z.string(),
      messages: z.array(z.object({ role: z.string(), content: z.string() })).readonly(),
      reply: z.string(),
      fault: z.string().nullable(),
      cached: z.boolean().optional(),
      latencyMs: z.number().nullable().optional(),
    }),
  ),
});

/** What the audit needs of a node's run: a line of `trace.jsonl`, or a `NodeRun`. */
export type TracedRun = Readonly<z.infer<typeof tracedRunSchema>>;

/** What the arbiter was given. */
export const arbiterInputSchema = z.object({
  cases: z.array(retrievedCaseSchema).readonly(),
  sentiment: analystReportSchema,
  quant: analystReportSchema,
  voteHitRate: voteHitRateSchema.exactOptional(),
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

/** What a run decided, without what led to it. */
export type RunOutline = Omit<TracedRows, "runs">;

/** One row's node runs. */
export interface TracedRow {
  readonly row: number;
  readonly nodes: ReadonlyMap<NodeName, TracedRun>;
}

/** Reads a run directory. @throws InputError naming the file, and the line of it, that is missing or broken */
export async function readTracedRows(directory: string): Promise<TracedRows> {
  const outline = await readOutline(directory);
  const rows = [...readTrace(directory)].map(({ row, nodes }) => [row, nodes] as const);
  return { ...outline, runs: new Map(rows) };
}

/** Reads all but the trace. @throws InputError as `readTracedRows` */
export async function readOutline(directory: string): Promise<RunOutline> {
  const { identity } = readManifest(join(directory, "manifest.json"));
  const records = [...readLines(join(directory, "records.jsonl"), rowRecordSchema)];
  return {
    records: new Map(records.map((record) => [record.row, record])),
    closes: await readCloses(join(directory, "decisions.csv")),
    horizonBars: identity.config.horizonBars,
  };
}

/**
 * Reads the trace row by row, so that its size does not matter: a run writes all nodes of a row at once. A row that
 * was tried again comes again, and the last time counts.
 * @param wants which node runs are read; the others are passed over unread, and a row without any is not there
 * @throws InputError as `readTracedRows`
 */
export function* readTrace(
  directory: string,
  wants?: (row: number, node: string) => boolean,
): Generator<TracedRow, undefined> {
  let row = -1;
  let nodes = new Map<NodeName, TracedRun>();
  for (const run of readLines(join(directory, "trace.jsonl"), tracedRunSchema, wants)) {
    if (run.row !== row && nodes.size > 0) yield { row, nodes };
    if (run.row !== row) nodes = new Map();
    row = run.row;
    nodes.set(run.node, run);
  }
  if (nodes.size > 0) yield { row, nodes };
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

/** How a line of the trace begins. */
const LINE_START = /^\{"row":(\d+),"node":"(\w+)"/;

function* readLines<T>(
  file: string,
  schema: z.ZodType<T>,
  wants?: (row: number, node: string) => boolean,
): Generator<T, undefined> {
  let at = -1;
  for (const line of wholeLines(file)) {
    at += 1;
    const [, row, node = ""] = (wants && LINE_START.exec(line)) ?? [];
    if (row !== undefined && wants?.(Number(row), node) === false) continue;
    const parsed = schema.safeParse(parseJson(file, line, at));
    if (!parsed.success) {
      throw new InputError({ file, row: at }, "a line of a run", schemaFaults(parsed.error));
    }
    yield parsed.data;
  }
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
