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

const callSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).readonly(),
  reply: z.string(),
  fault: z.string().nullable(),
  cached: z.boolean().optional(),
  latencyMs: z.number().nullable().optional(),
});

const figure = z.number().nullable().optional();

const nodeSchema = z.object({
  kind: z.literal("node").optional(),
  row: z.int().min(0),
  node: z.enum(NODE_NAMES),
  id: z.string().optional(),
  /** Of the row's run, which is the same in LangSmith. */
  traceId: z.string().optional(),
  /** ISO 8601. */
  start: z.string().optional(),
  end: z.string().optional(),
  durationMs: figure,
  promptTokens: figure,
  completionTokens: figure,
  costUsd: figure,
  input: z.unknown(),
  output: z.unknown(),
  /** Runs of version 0.4 and before hold their calls in themselves. */
  calls: z.array(callSchema).default(() => []),
});

const lineSchema = z.discriminatedUnion("kind", [
  callSchema.extend({
    kind: z.literal("model"),
    row: z.int().min(0),
    node: z.enum(NODE_NAMES),
    parentId: z.string(),
  }),
  nodeSchema,
]);

/** What the audit needs of a node's run: its lines of `trace.jsonl`, or a `NodeRun`. */
export type TracedRun = Readonly<Omit<z.infer<typeof nodeSchema>, "kind">>;

type TraceLine = z.infer<typeof lineSchema>;

/** Node runs of one row from its lines, the last time of a node that was tried again. @throws ZodError, SyntaxError */
export function tracedRunsIn(lines: readonly string[]): ReadonlyMap<NodeName, TracedRun> {
  const nodes = new Map<NodeName, TracedRun>();
  for (const line of lines) takeUp(nodes, lineSchema.parse(JSON.parse(line)));
  return nodes;
}

/** A node's own line begins its run; a call's line, which comes after it, adds to it. */
function takeUp(nodes: Map<NodeName, TracedRun>, line: TraceLine): void {
  if (line.kind === "model") {
    const { kind: _kind, row: _row, parentId, node, ...call } = line;
    const asking = nodes.get(node);
    if (asking?.id === parentId) asking.calls.push(call);
    return;
  }
  const { kind: _kind, ...run } = line;
  nodes.set(run.node, run);
}

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
  for (const line of readLines(join(directory, "trace.jsonl"), lineSchema, wants)) {
    if (line.row !== row && nodes.size > 0) yield { row, nodes };
    if (line.row !== row) nodes = new Map();
    row = line.row;
    takeUp(nodes, line);
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
