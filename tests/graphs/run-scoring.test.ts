/** What a run is scored against: the same rows for every rule, and only rows that have an action. */
import { describe, expect, it } from "vitest";
import { referenceMetrics } from "../../backtest/reference.ts";
import { RULES } from "../../backtest/rules.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import type { RowRecord } from "../../graphs/row-record.ts";
import { runPipeline } from "../../graphs/run.ts";
import { scoreRecords } from "../../graphs/run-scoring.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";

const rows = worldRows(60);

describe("scoring rows A:B", () => {
  it("takes every rule's positions of those rows, decided with all rows before them", async () => {
    const [from, to] = [25, 55];
    const pipeline = pipelineOf({ rows, config: { rows: { from, to } } });
    const { metrics } = await runPipeline(pipeline);
    const closes = Float64Array.from(rows, ({ observation }) => observation.close).slice(from, to);
    const labels = Int8Array.from(rows, ({ label }) => label ?? 0).slice(from, to);
    const { commission, slippage, capital } = parseRunConfig({});
    const costs = { commission, slippage, initialCapital: capital };
    for (const rule of RULES) {
      const positions = rule.positions(pipeline.history).slice(from, to);
      const expected = referenceMetrics({ closes, labels, positions, costs });
      expect([rule.name, metrics.baselines[rule.name]?.reference]).toEqual([rule.name, expected]);
    }
    expect(metrics.rows).toBe(30);
  });
});

describe("a row without an action", () => {
  it("keeps its position but is no prediction, neither of the action nor of the score", async () => {
    const pipeline = pipelineOf({ rows });
    const { records } = await runPipeline(pipeline);
    const abstained = {
      status: "abstained",
      action: null,
      score: null,
      confidence: null,
      rationale: "nothing to weigh",
    } as const;
    const silenced = ({ row, cases }: RowRecord): RowRecord => {
      return { row, decision: abstained, cases, remarks: [], usage: [] };
    };
    const thinned = records.map((record) => (record.row % 3 === 0 ? silenced(record) : record));
    const { signal, continuous } = scoreRecords(pipeline, thinned);
    const labelled = thinned.filter(
      ({ row, decision }) => decision.action !== null && rows[row]?.label !== null,
    );
    expect([signal.compared, continuous.signal.compared]).toEqual([
      labelled.length,
      labelled.length,
    ]);
    expect(labelled.length).toBeLessThan(45);
  });
});
