/** Makes of a finished run's directory what LangSmith compares: examples with what followed, and the run's answers to them. */
import { join } from "node:path";
import { z } from "zod";
import type { AuditedRow } from "../../backtest/reasoning/reasoning-audit.ts";
import { formatDatetime } from "../../data/datetime.ts";
import type { Label } from "../../data/row.ts";
import { featureSetSchema } from "../../data/features/feature-set.ts";
import { type RunManifest, readRunManifest } from "../evaluation/run-manifest.ts";
import { readPositions } from "../read-positions.ts";
import { auditTrace } from "../reasoning/audit-run.ts";
import { isGrounded } from "../reasoning/grounded.ts";
import { type TracedRow, readOutline } from "../reasoning/read-trace.ts";
import type { RowRecord } from "../row-record.ts";

/** One decided row, with what followed it. */
export interface PushedRow {
  readonly record: RowRecord;
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly close: number;
  readonly label: Label | null;
  /** Return over the horizon that followed, a fraction; null where the data ends before. */
  readonly outcome: number | null;
  readonly features: Readonly<Record<string, number | null>>;
  readonly grounded: boolean | null;
  /** Of the row's trace; null in directories of before there were any. */
  readonly traceId: string | null;
  /** When it was decided, milliseconds since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface PushedRun {
  readonly manifest: RunManifest;
  readonly rows: readonly PushedRow[];
}

/**
 * Reads a run directory; asks no model and needs no data file.
 * @throws UsageError when it holds no finished run; InputError when its files are broken
 */
export async function readPushedRun(directory: string): Promise<PushedRun> {
  const manifest = readRunManifest(directory);
  const { horizonBars } = manifest.identity.config;
  const bars = await readPositions(join(directory, "positions.csv"));
  const outline = await readOutline(directory);
  const seen = new Map<number, Pick<PushedRow, "features" | "traceId" | "startMs" | "endMs">>();
  const audited = auditTrace(
    directory,
    outline,
    (traced) => seen.set(traced.row, tracedFacts(traced)),
    () => true,
  );
  const groundedAt = new Map(
    audited.map(({ row, audit }: AuditedRow) => [row.row, isGrounded(audit.findings)]),
  );
  const rows = [...outline.records.values()]
    .toSorted((a, b) => a.row - b.row)
    .map((record): PushedRow => {
      const at = record.row - bars.firstRow;
      const [close = Number.NaN, then] = [bars.closes[at], bars.closes[at + horizonBars]];
      const timeMs = bars.timeMs[at] ?? 0;
      const nothing = { features: {}, traceId: null, startMs: timeMs, endMs: timeMs };
      const { features, traceId, startMs, endMs } = seen.get(record.row) ?? nothing;
      return {
        record,
        timeMs,
        close,
        label: bars.labels[at] ?? null,
        outcome: then === undefined ? null : then / close - 1,
        grounded: groundedAt.get(record.row) ?? null,
        features,
        traceId,
        startMs,
        endMs,
      };
    });
  return { manifest, rows };
}

/** ISO 8601, UTC. */
export function datetimeOf({ timeMs }: PushedRow): string {
  return formatDatetime(timeMs);
}

const extractedSchema = z.object({ features: featureSetSchema });

function tracedFacts({
  nodes,
}: TracedRow): Pick<PushedRow, "features" | "traceId" | "startMs" | "endMs"> {
  const runs = [...nodes.values()];
  const output = nodes.get("extractFeatures")?.output;
  const extracted = extractedSchema.safeParse(output).data?.features.features ?? [];
  const times = runs.flatMap(({ start, end }) =>
    [start, end].map((time) => Date.parse(time ?? "")),
  );
  const known = times.filter((time) => Number.isFinite(time));
  return {
    features: Object.fromEntries(extracted.map(({ name, value }) => [name, value])),
    traceId: runs[0]?.traceId ?? null,
    startMs: known.reduce((first, time) => Math.min(first, time), Infinity),
    endMs: known.reduce((last, time) => Math.max(last, time), 0),
  };
}
