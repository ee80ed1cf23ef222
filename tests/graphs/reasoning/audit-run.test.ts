import { beforeAll, describe, expect, it, afterAll } from "vitest";
import { auditReasoning } from "../../../backtest/reasoning/reasoning-audit.ts";
import type { ReasonedRow } from "../../../backtest/reasoning/reasoned-row.ts";
import { auditRow } from "../../../backtest/reasoning/audit-row.ts";
import { InputError } from "../../../data/errors.ts";
import { makeRandom } from "../../../data/random.ts";
import { auditRunReasoning } from "../../../graphs/reasoning/audit-run.ts";
import { readTracedRows } from "../../../graphs/reasoning/read-trace.ts";
import { reasonedRows } from "../../../graphs/reasoning/reasoned-rows.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { faultOf } from "../../support/fault.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, newDirectory, removeDirectory } from "../../support/run-directory.ts";

/** A figure as the simulated arbiter writes it, with its id. */
const FIGURE = /([+-]?)(\d+\.\d+)( %)? \[([\w.]+)\]/g;

let directory = "";
let rows: readonly ReasonedRow[] = [];

beforeAll(async () => {
  directory = makeDirectory();
  await runPipeline(pipelineOf({ rows: worldRows(90) }), { out: directory });
  rows = reasonedRows(await readTracedRows(directory));
});
afterAll(() => removeDirectory(directory));

/** Each rationale with one of its figures rewritten; rows where nothing changes are left out. */
function rewritten(change: (sign: string, digits: string, id: string) => string | null) {
  return rows.flatMap((row) => {
    const figures = [...row.rationale.matchAll(FIGURE)];
    const options = figures.flatMap((figure) => {
      const [whole, sign = "", digits = "", unit = "", id = ""] = figure;
      const written = change(sign, digits, id);
      return written === null
        ? []
        : [{ at: figure.index, whole, written: written.replace("%", unit) }];
    });
    if (options.length === 0) return [];
    const { at, whole, written } = makeRandom(3, String(row.row)).pick(options);
    const { rationale: text } = row;
    return [{ ...row, rationale: text.slice(0, at) + written + text.slice(at + whole.length) }];
  });
}

function recallOf(mutants: readonly ReasonedRow[], kinds: readonly string[]): number {
  expect(mutants.length).toBeGreaterThan(50);
  const found = mutants.filter((row) =>
    auditRow(row).findings.some(({ kind }) => kinds.includes(kind)),
  );
  return found.length / mutants.length;
}

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

  it("finds another number in it", () => {
    const mutants = rewritten(
      (sign, digits, id) => `${sign}${(Number(digits) * 1.7 + 0.11).toFixed(2)}% [${id}]`,
    );
    expect(recallOf(mutants, ["contradicted number", "case outcome"])).toBeGreaterThanOrEqual(0.95);
  });

  it("finds another sign in it", () => {
    const mutants = rewritten((sign, digits, id) =>
      Number(digits) === 0 ? null : `${sign === "-" ? "+" : "-"}${digits}% [${id}]`,
    );
    expect(recallOf(mutants, ["contradicted number", "case outcome"])).toBeGreaterThanOrEqual(0.95);
  });

  it("finds a case that was not retrieved", () => {
    const mutants = rewritten((sign, digits, id) =>
      id === "c1" ? `${sign}${digits}% [c9]` : null,
    );
    expect(recallOf(mutants, ["foreign case"])).toBeGreaterThanOrEqual(0.95);
  });

  it("finds decisions turned against their words", () => {
    const mutants = rows.map((row): ReasonedRow =>
      Object.assign({}, row, { action: row.action === 1 ? -1 : 1 }),
    );
    expect(recallOf(mutants, ["polarity"])).toBeGreaterThanOrEqual(0.95);
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
