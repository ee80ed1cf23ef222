/** The long work of the server as pieces that another thread can do: plain values in, plain values out. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FINDING_KINDS, type FindingKind } from "../../../backtest/reasoning/finding.ts";
import { InputError } from "../../../data/errors.ts";
import { wholeLines } from "../../../data/line-file.ts";
import type { Decision } from "../../../data/vocabulary.ts";
import { evaluatedSeriesOf } from "../../../graphs/evaluation/evaluated-run.ts";
import { readRunManifest } from "../../../graphs/evaluation/run-manifest.ts";
import { readPositions } from "../../../graphs/read-positions.ts";
import { readOutline } from "../../../graphs/reasoning/read-trace.ts";
import { STANCES } from "../../../nodes/channels.ts";
import { schemaFaults } from "../../../graphs/schema-faults.ts";
import type { RunMarks } from "../../wire/api.ts";
import { type RowBlocks, scanRows } from "./row-blocks.ts";
import { finishedColumns } from "./run-columns.ts";

/** Bars of a run, one value a row. */
export interface RunBars {
  readonly firstRow: number;
  readonly timeMs: Float64Array;
  readonly closes: Float64Array;
  /** -1, 1, or 0 where there is none. */
  readonly labels: Int8Array;
}

/** What each piece of work is given. */
export interface TaskInput {
  readonly series: { readonly directory: string };
  readonly rows: { readonly file: string; readonly from: number };
  readonly marks: { readonly directory: string };
}

/** What it comes to. */
export interface TaskOutput {
  /** `RunSeries` as JSON in UTF-8. */
  readonly series: { readonly json: Uint8Array<ArrayBuffer>; readonly bars: RunBars };
  readonly rows: RowBlocks;
  readonly marks: RunMarks;
}

export type TaskKind = keyof TaskInput;

type Tasks = { readonly [K in TaskKind]: (input: TaskInput[K]) => Promise<TaskOutput[K]> };

/** How each is done. @throws InputError, UsageError naming the file that is missing or broken */
export const TASKS: Tasks = {
  series: ({ directory }) => seriesOf(directory),
  rows: async ({ file, from }) => scanRows(file, { from }),
  marks: async ({ directory }) => marksOf(directory),
};

async function seriesOf(directory: string): Promise<TaskOutput["series"]> {
  const manifest = readRunManifest(directory);
  const positions = await readPositions(join(directory, "positions.csv"));
  const outline = await readOutline(directory);
  const { firstRow } = positions;
  const decisions = Array.from(positions.closes, (_, i): Decision => {
    const record = outline.records.get(firstRow + i);
    if (record) return record.decision;
    const file = join(directory, "records.jsonl");
    throw new InputError({ file }, `row ${firstRow + i} of the run`, "no such row");
  });
  const series = evaluatedSeriesOf(positions, outline, manifest);
  const columns = finishedColumns(series, decisions, manifest.identity.config.seed);
  return {
    json: new TextEncoder().encode(JSON.stringify(columns)),
    bars: {
      firstRow,
      timeMs: series.timeMs,
      closes: series.closes,
      labels: Int8Array.from(series.labels, (label) => label ?? 0),
    },
  };
}

const findingSchema = z.object({ row: z.int(), kind: z.enum(FINDING_KINDS) });
const errorLineSchema = z.object({
  row: z.int(),
  decision: z.object({ status: z.string() }),
  usage: z.array(z.object({ fault: z.string().nullable() })).default([]),
});
/** Stands beside the classes of replies: no decision, because a node broke. */
const FAILED = "failed";
const stanceSchema = z.object({ opinion: z.object({ stance: z.enum(STANCES) }).nullable() });
const arbiterLineSchema = z.object({
  input: z.object({ sentiment: stanceSchema, quant: stanceSchema }),
});

function marksOf(directory: string): RunMarks {
  const file = join(directory, "findings.jsonl");
  const evaluated = existsSync(file);
  return {
    findings: evaluated ? findingRows(file) : {},
    errors: errorRows(join(directory, "records.jsonl")),
    evaluated,
    disagreement: disagreementIn(join(directory, "trace.jsonl")),
  };
}

function findingRows(file: string): RunMarks["findings"] {
  const rows = new Map<FindingKind, Set<number>>();
  for (const line of wholeLines(file)) {
    const finding = findingSchema.safeParse(parseJson(file, line));
    if (!finding.success) throw new InputError({ file }, "findings", schemaFaults(finding.error));
    const { row, kind } = finding.data;
    const held = rows.get(kind) ?? new Set();
    rows.set(kind, held.add(row));
  }
  return Object.fromEntries([...rows].map(([kind, held]) => [kind, ascending(held)]));
}

/** Rows by what was wrong with a reply, and rows that failed. A row that was tried again counts as it was the last time. */
function errorRows(file: string): RunMarks["errors"] {
  const classes = new Map<number, readonly string[]>();
  for (const line of wholeLines(file)) {
    const record = errorLineSchema.safeParse(parseJson(file, line));
    if (!record.success) throw new InputError({ file }, "records", schemaFaults(record.error));
    const { row, decision, usage } = record.data;
    const faults = usage.flatMap(({ fault }) => fault ?? []);
    classes.set(row, decision.status === "failed" ? [...faults, FAILED] : faults);
  }
  const rows = new Map<string, Set<number>>();
  for (const [row, own] of classes) {
    for (const name of own) rows.set(name, (rows.get(name) ?? new Set()).add(row));
  }
  const named = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(named.map(([name, held]) => [name, ascending(held)]));
}

/** Rows where one analyst was bullish and the other bearish. */
function disagreementIn(file: string): readonly number[] {
  const rows = new Set<number>();
  scanRows(file, {
    onLine: ({ row, node, isCall, text }) => {
      if (node !== "arbitrate" || isCall) return;
      const line = arbiterLineSchema.safeParse(parseJson(file, withoutOutput(text()))).data;
      const stances = line && [line.input.sentiment, line.input.quant].map(stanceOf);
      if (stances?.includes("bullish") && stances.includes("bearish")) rows.add(row);
      // A row that was tried again counts as it was the last time.
      else rows.delete(row);
    },
  });
  return ascending(rows);
}

/**
 * The line up to its output, which is the longer part. The mark stands nowhere else: in a text its quotes are escaped.
 */
function withoutOutput(line: string): string {
  const at = line.indexOf(',"output":');
  return at < 0 ? line : `${line.slice(0, at)}}`;
}

function stanceOf({ opinion }: z.infer<typeof stanceSchema>): string | null {
  return opinion?.stance ?? null;
}

function ascending(rows: ReadonlySet<number>): readonly number[] {
  return [...rows].toSorted((a, b) => a - b);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file }, "JSON", "something else", { cause });
  }
}
