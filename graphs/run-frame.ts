/** A run as a Danfo.js frame, for tables in notebooks. */
import type { DataFrame } from "danfojs-node";
import { formatDatetime } from "../data/datetime.ts";
import { frameOf } from "../data/frames.ts";
import type { MarketData } from "../data/load-rows.ts";
import type { RunResult } from "./finish-run.ts";

/** One line a decided row, with the columns of `decisions.csv` and the label beside them. */
export async function runToDataFrame(data: MarketData, { records }: RunResult): Promise<DataFrame> {
  return frameOf(
    records.map(({ row, decision, cases }) => {
      const bar = data.rows[row];
      return {
        row,
        datetime: bar ? formatDatetime(bar.observation.timeMs) : null,
        close: bar?.observation.close ?? null,
        Signal: bar?.label ?? null,
        action: decision.action,
        score: decision.score,
        confidence: decision.confidence,
        status: decision.status,
        cases: cases.map((found) => found.row).join(" "),
        rationale: decision.rationale,
      };
    }),
  );
}
