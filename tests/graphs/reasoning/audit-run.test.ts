import { beforeAll, describe, expect, it, afterAll } from "vitest";
import { auditReasoning } from "../../../backtest/reasoning/reasoning-audit.ts";
import type { ReasonedRow } from "../../../backtest/reasoning/reasoned-row.ts";
import { auditRow } from "../../../backtest/reasoning/audit-row.ts";
import { EXPECTED, ROW_MUTATIONS } from "../../../backtest/reasoning/mutations/mutation.ts";
import { mutateRow } from "../../../backtest/reasoning/mutations/mutate-row.ts";
import { InputError } from "../../../data/errors.ts";
import { makeRandom } from "../../../data/random.ts";
import { auditRunReasoning } from "../../../graphs/reasoning/audit-run.ts";
import { readTracedRows } from "../../../graphs/reasoning/read-trace.ts";
import { reasonedRows } from "../../../graphs/reasoning/reasoned-rows.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { faultOf } from "../../support/fault.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, newDirectory, removeDirectory } from "../../support/run-directory.ts";

let directory = "";
let rows: readonly ReasonedRow[] = [];

beforeAll(async () => {
  directory = makeDirectory();
  await runPipeline(pipelineOf({ rows: worldRows(90) }), { out: directory });
  rows = reasonedRows(await readTracedRows(directory));
});
afterAll(() => removeDirectory(directory));

describe("the reasoning audit of a run of the simulated model", () => {
  it("finds nothing in what the arbiter truly quotes", async () => {
    const { findings, numbers, supportedBy, polarity, quotes, withoutNumbers } =
      await auditRunReasoning(directory);
    expect(findings).toEqual([]);
    expect(numbers.supported.hits).toBeGreaterThan(150);
    expect(numbers.supported.share).toBe(1);
    expect(supportedBy["its id"].share).toBe(1);
    expect(polarity.share).toBe(1);
    expect(quotes.hits).toBe(quotes.of);
    expect(withoutNumbers.hits).toBeLessThan(rows.length / 10);
  });

  it.each(ROW_MUTATIONS)("finds a %s that is planted in it", (kind) => {
    const mutants = rows.flatMap((row) => mutateRow(kind, row, makeRandom(3, `${row.row}`)) ?? []);
    expect(mutants.length).toBeGreaterThan(50);
    const found = mutants.filter((row) =>
      auditRow(row).findings.some((finding) => EXPECTED[kind].includes(finding.kind)),
    );
    expect(found.length / mutants.length).toBeGreaterThanOrEqual(0.95);
  });

  it("places every decision among the analysts and counts all rows of it", () => {
    const { arbiter, rows: audited, rates } = auditReasoning(rows);
    expect(arbiter.reduce((sum, cell) => sum + cell.rows, 0)).toBe(audited);
    expect(
      rates.filter(({ node }) => node === "arbitrate").every(({ model }) => model === "simulated"),
    ).toBe(true);
    expect(rates.every(({ rows: share }) => share.of > 0 && share.hits === 0)).toBe(true);
  });
});

describe("the reasoning audit of no run", () => {
  it("names the file that is missing", async () => {
    const fault = await faultOf(auditRunReasoning(newDirectory()));
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain("manifest.json");
  });
});
