/** The recorded bars and the reference's recorded answers, for tests of this room. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { shippedFile } from "../../data/package-root.ts";
import { labelSchema, type MarketRow } from "../../data/row.ts";
import { MISSING } from "../support/rows.ts";

const barsSchema = z.object({
  timeMs: z.array(z.number()),
  closes: z.array(z.number()),
  labels: z.array(labelSchema),
  mvrvMomentum: z.array(z.number().nullable()),
});
const expected = z
  .union([z.number(), z.literal("Infinity"), z.null()])
  .transform((value) => (value === "Infinity" ? Infinity : value));
const referenceSchema = z.object({
  rows: z.array(z.number()),
  cases: z.array(
    z.object({
      name: z.string(),
      commission: z.number(),
      slippage: z.number(),
      initialCapital: z.number(),
      metrics: z.record(z.string(), expected),
      series: z.record(z.string(), z.array(expected)),
    }),
  ),
});

function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(shippedFile("tests", "fixtures", name), "utf8"));
}

const bars = barsSchema.parse(readFixture("gold-bars.json"));

export const gold = {
  timeMs: Float64Array.from(bars.timeMs),
  closes: Float64Array.from(bars.closes),
  labels: bars.labels,
};

export const reference = referenceSchema.parse(readFixture("reference-backtester.json"));

/** The recorded bars as rows of a history; everything that is not recorded is null. */
export const goldRows: readonly MarketRow[] = bars.closes.map((close, row) =>
  marketRow(
    row,
    { timeMs: bars.timeMs[row] ?? NaN, close, mvrvMomentum: bars.mvrvMomentum[row] },
    bars.labels[row],
  ),
);

/** A row of a made-up history; ten-minute bars unless a time is given. */
export function marketRow(
  row: number,
  seen: { close: number; timeMs?: number; mvrvMomentum?: number | null | undefined },
  label: -1 | 1 | null = null,
): MarketRow {
  return {
    observation: {
      row,
      timeMs: seen.timeMs ?? row * 600_000,
      close: seen.close,
      ...MISSING,
      mvrvMomentum: seen.mvrvMomentum ?? null,
    },
    label,
  };
}
