/** A run under way: its rows as they are written, in row order as far as there is no gap. */
import { join } from "node:path";
import { z } from "zod";
import { positionsFromDecisions } from "../../../backtest/decision-positions.ts";
import { InputError } from "../../../data/errors.ts";
import { featureSetSchema } from "../../../data/features/feature-set.ts";
import type { MarketData } from "../../../data/load-rows.ts";
import type { Decision } from "../../../data/vocabulary.ts";
import { rowRecordSchema } from "../../../graphs/row-record.ts";
import type { StatusCounts } from "../../../graphs/run-files.ts";
import type { RunSeries } from "../../wire/api.ts";
import { type Bar, barOf } from "./data-shelf.ts";
import { LineTail } from "./line-tail.ts";
import { decisionColumns } from "./run-columns.ts";

/** What is told of the run beside its files. */
export interface LiveParts {
  readonly directory: string;
  /** Where the times and closes are from; null to take them from the trace. */
  readonly data: MarketData | null;
  /** First row that the run decides. */
  readonly firstRow: number;
  readonly horizonBars: number;
  readonly hysteresis: number | null;
}

const recordSchema = rowRecordSchema.pick({ row: true, decision: true }).strip();
/** Where the node broke, its output has no features. */
const barLineSchema = z.object({ output: z.object({ features: featureSetSchema.optional() }) });
const EXTRACTED = /^\{"row":(\d+),"node":"extractFeatures"/;

/** Follows the run's files; it never writes. */
export class LiveRows {
  readonly #parts: LiveParts;
  readonly #records: LineTail;
  readonly #trace: LineTail | null;
  readonly #bars = new Map<number, Bar>();
  #decisions = new Map<number, Decision>();
  /** Of a file that is read again from its beginning, until its end is reached. */
  #anew: Map<number, Decision> | null = null;
  #isBehind = false;
  /** Once a line is none of a run's, nothing after it is believed until the file is another. */
  #broken: InputError | null = null;
  /** Rows from the first on without a gap. */
  #count = 0;
  #rewinds: readonly number[] = [];

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#records = new LineTail(join(parts.directory, "records.jsonl"));
    this.#trace = parts.data ? null : new LineTail(join(parts.directory, "trace.jsonl"));
  }

  /** Row after the last one that can be told. */
  get next(): number {
    return this.#parts.firstRow + this.#count;
  }

  /** Rows from which on what was told is void, in the order in which that came up. */
  get rewinds(): readonly number[] {
    return this.#rewinds;
  }

  /** The bar of a row; null where it is not known. */
  bar(row: number): Bar | null {
    const given = this.#parts.data?.rows[row];
    return given ? barOf(given) : (this.#bars.get(row) ?? null);
  }

  /** More is written already than the last look took. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Reads what was written since, a few megabytes at most. @throws InputError for a line that is none of a run's */
  poll(): void {
    const records = this.#records.read();
    if (records.isAnew) {
      this.#anew = new Map();
      this.#broken = null;
    }
    if (this.#broken) throw this.#broken;
    for (const line of records.lines) {
      const { row, decision } = this.#parsed(recordSchema, line);
      if (this.#anew) this.#anew.set(row, decision);
      else this.#learnDecision(row, decision);
    }
    if (this.#anew && !records.isBehind) this.#takeOver(this.#anew);
    // The trace of a row is written before its record, so it is read after it.
    const trace = this.#trace?.read();
    for (const line of trace?.lines ?? []) this.#learnBar(line);
    while (this.#isTold(this.next)) this.#count += 1;
    this.#isBehind = records.isBehind || trace?.isBehind === true;
  }

  /** Columns of the rows from one on. */
  columns(from: number): RunSeries {
    const { firstRow, horizonBars, hysteresis } = this.#parts;
    const all = Array.from({ length: this.#count }, (_, i) => firstRow + i);
    const { action } = positionsFromDecisions(this.#decided(all), { hysteresis });
    const rows = all.slice(Math.max(0, from - firstRow));
    const bars = rows.map((row) => this.bar(row));
    return {
      row: rows,
      timeMs: bars.map((bar) => bar?.timeMs ?? NaN),
      close: bars.map((bar) => bar?.close ?? NaN),
      ...decisionColumns(this.#decided(rows)),
      position: rows.map((row) => action[row - firstRow] ?? 0),
      label: bars.map((bar) => bar?.label ?? null),
      outcome: rows.map((row, i) => {
        const [now, then] = [bars[i]?.close, this.bar(row + horizonBars)?.close];
        return now === undefined || then === undefined ? null : then / now - 1;
      }),
      equity: [],
      band: null,
    };
  }

  /** Of the rows that can be told. */
  statuses(): StatusCounts {
    const counts = { decided: 0, rule: 0, abstained: 0, failed: 0 };
    for (let i = 0; i < this.#count; i++) {
      const status = this.#decisions.get(this.#parts.firstRow + i)?.status;
      if (status) counts[status] += 1;
    }
    return counts;
  }

  /** Why rows that are decided cannot be told; null where there are none. */
  get fault(): string | null {
    const lacksBar = this.#decisions.has(this.next) && this.bar(this.next) === null;
    return lacksBar
      ? "its trace holds no times and prices (its features are off): give the data file that it runs on with --data"
      : null;
  }

  #isTold(row: number): boolean {
    return this.#decisions.has(row) && this.bar(row) !== null;
  }

  #decided(rows: readonly number[]): readonly Decision[] {
    return rows.flatMap((row) => this.#decisions.get(row) ?? []);
  }

  #learnDecision(row: number, decision: Decision): void {
    const known = this.#decisions.get(row);
    this.#decisions.set(row, decision);
    if (known && !isSame(known, decision)) this.#rewindTo(row);
  }

  #learnBar(line: string): void {
    const [, row] = EXTRACTED.exec(line) ?? [];
    if (row === undefined) return;
    const bar = this.#parsed(barLineSchema, line).output.features?.bar;
    if (bar) this.#bars.set(Number(row), { ...bar, label: null });
  }

  /** What was read anew counts; from the first row on that it tells otherwise, all is told again. */
  #takeOver(decisions: Map<number, Decision>): void {
    const before = this.#decisions;
    this.#decisions = decisions;
    this.#anew = null;
    this.#rewindTo(this.#firstChange(before));
  }

  /** First row that was told and is not there any more, or otherwise. */
  #firstChange(before: ReadonlyMap<number, Decision>): number {
    for (let row = this.#parts.firstRow; row < this.next; row++) {
      const [then, now] = [before.get(row), this.#decisions.get(row)];
      if (!then || !now || !isSame(then, now)) return row;
    }
    return this.next;
  }

  #rewindTo(row: number): void {
    if (row >= this.next) return;
    this.#count = row - this.#parts.firstRow;
    this.#rewinds = [...this.#rewinds, row];
  }

  #parsed<T>(schema: z.ZodType<T>, line: string): T {
    try {
      return schema.parse(JSON.parse(line));
    } catch (cause) {
      const place = { file: this.#parts.directory };
      this.#broken = new InputError(place, "lines that a run writes", "something else", { cause });
      throw this.#broken;
    }
  }
}

function isSame(one: Decision, other: Decision): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
