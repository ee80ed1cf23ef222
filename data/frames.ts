/** Danfo.js frames for people: tables in notebooks. Never used for arithmetic. The only importer of danfojs-node. */
import type { DataFrame } from "danfojs-node";
import { formatDatetime } from "./datetime.ts";
import { COLUMN_FIELDS } from "./load-rows.ts";
import { COLUMNS, type MarketRow } from "./row.ts";

/** A value that a cell of a frame can show. */
export type FrameCell = string | number | boolean | null;

/**
 * A frame of the rows under the file's own column names; times as ISO 8601, missing cells null.
 * `index` is called `sentiment_index`: a column of that name would hide the frame's own index.
 */
export async function toDataFrame(rows: readonly MarketRow[]): Promise<DataFrame> {
  return frameOf(
    rows.map(({ observation, label }) => ({
      row: observation.row,
      ...Object.fromEntries(
        COLUMN_FIELDS.map((field) => {
          if (field === "label") return [COLUMNS.label, label];
          if (field === "timeMs") return [COLUMNS.timeMs, formatDatetime(observation.timeMs)];
          if (field === "sentimentIndex") return ["sentiment_index", observation.sentimentIndex];
          return [COLUMNS[field], observation[field]];
        }),
      ),
    })),
  );
}

/** A frame of records that all have the same keys. */
export async function frameOf(
  records: readonly Readonly<Record<string, FrameCell>>[],
): Promise<DataFrame> {
  // Loaded on demand: it costs most of a second that the command never needs.
  const danfo = await import("danfojs-node");
  return new danfo.DataFrame(records.map((record) => ({ ...record })));
}
