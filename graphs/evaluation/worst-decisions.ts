/** The decisions that cost most, each with all that it rested on. */
import { z } from "zod";
import type { RowAudit } from "../../backtest/reasoning/audit-row.ts";
import { formatDatetime } from "../../data/datetime.ts";
import { featureSetSchema } from "../../data/features/feature-set.ts";
import { retrievedCaseSchema } from "../../data/vocabulary.ts";
import { analystReportSchema } from "../../nodes/channels.ts";
import { featureEvidence } from "../../nodes/evidence.ts";
import type { RunOutline, TracedRow, TracedRun } from "../reasoning/read-trace.ts";
import { sumKnown } from "../trace-line.ts";
import type { Exchange, WorstDecision } from "./evaluation.ts";

/** A decision and what it came to. */
export type CostlyRow = Pick<WorstDecision, "row" | "outcome" | "earned">;

const MOST = 10;

const featuresSchema = z.object({ features: featureSetSchema });
const evidenceSchema = z.object({
  cases: z.array(retrievedCaseSchema).readonly(),
  sentiment: analystReportSchema,
  quant: analystReportSchema,
});

/**
 * Rows with an action and a known outcome, by what the action earned over the horizon, the lowest first; of rows less
 * than a horizon apart only the worst, since they share most of their outcome. Ten at most, all of them losses.
 */
export function costlyRows({ records, closes, horizonBars }: RunOutline): readonly CostlyRow[] {
  const earned = [...records.values()].flatMap(({ row, decision }): readonly CostlyRow[] => {
    const [now, then] = [closes.get(row), closes.get(row + horizonBars)];
    if (decision.action === null || now === undefined || then === undefined) return [];
    const outcome = then / now - 1;
    return [{ row, outcome, earned: decision.action * outcome }];
  });
  const kept: CostlyRow[] = [];
  for (const row of earned.toSorted((a, b) => a.earned - b.earned || a.row - b.row)) {
    if (kept.length === MOST || row.earned >= 0) break;
    if (kept.every((other) => Math.abs(other.row - row.row) >= horizonBars)) kept.push(row);
  }
  return kept;
}

/** A costly row with its evidence; null where the trace does not hold the row, or its nodes are not the usual ones. */
export function worstDecision(
  costly: CostlyRow,
  { records, closes, times }: RunOutline & { readonly times: ReadonlyMap<number, number> },
  traced: TracedRow | undefined,
  audit: RowAudit | undefined,
): WorstDecision | null {
  const record = records.get(costly.row);
  const extracted = featuresSchema.safeParse(traced?.nodes.get("extractFeatures")?.output);
  const evidence = evidenceSchema.safeParse(traced?.nodes.get("arbitrate")?.input);
  if (!record || !traced) return null;
  const { sentiment, quant } = evidence.data ?? {};
  return {
    ...costly,
    datetime: formatDatetime(times.get(costly.row) ?? NaN),
    close: closes.get(costly.row) ?? NaN,
    decision: record.decision,
    features: extracted.success ? featureEvidence(extracted.data.features) : [],
    cases: record.cases,
    analysts: [
      ...(sentiment ? [{ name: "sentiment", report: sentiment }] : []),
      ...(quant ? [{ name: "quant", report: quant }] : []),
    ],
    numbers: audit?.numbers ?? [],
    findings: audit?.findings ?? [],
    exchanges: [...traced.nodes.values()].flatMap(exchangesOf),
    promptTokens: sumKnown(record.usage.map((call) => call.promptTokens)),
    completionTokens: sumKnown(record.usage.map((call) => call.completionTokens)),
    costUsd: sumKnown(record.usage.map((call) => call.costUsd)),
  };
}

function exchangesOf({ node, calls }: TracedRun): readonly Exchange[] {
  return calls.map(({ model, messages, reply, fault }) => ({
    node,
    model,
    shown: messages
      .filter(({ role }) => role !== "system")
      .map(({ content }) => content)
      .join("\n\n"),
    reply,
    fault,
  }));
}
