import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditScreen, faultLine } from "../../cli/screens/audit-screen.ts";
import { writeRows } from "../../data/write-rows.ts";
import type { AuditReport } from "../../graphs/audit/audit.ts";
import { hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import { makeDirectory, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
const audit = (...args: string[]) => hindcast(cwd, ["audit", "--data", "bars.csv", ...args]);

beforeAll(async () => writeRows(join(cwd, "bars.csv"), worldRows(66)));
afterAll(() => removeDirectory(cwd));

describe("hindcast audit", () => {
  it("says first what it came to, then shows every experiment", async () => {
    const some = ["--experiments", "truncation,warm-up"];
    const { code, stdout, stderr } = await audit("--rows", "52:66", "--horizon", "2", ...some);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(existsSync(join(cwd, "cache", "trials"))).toBe(false);
    const text = stripVTControlCharacters(stdout);
    expect(text.split("What it came to\n")[1]).toMatch(
      /^ {2}No decision saw the future: 2 experiments, no byte different\.\n {2}Each on all of 14 rows, but warm-up on 10\.\n {2}All 4 leaks put in on purpose were caught/,
    );
    expect(text).toMatch(/truncation +rows after t are not there +14 +clean +3 of 3/);
    expect(text).toMatch(/warm-up .* +10 +clean +1 of 1/);
  });

  it("takes the switches of run and prints JSON", async () => {
    const nodes = "--rows 0:10 --without analyzeQuant,retrieveCases --unmasked --label-lag 3";
    const models =
      "--llm openai:gpt-4.1 --concurrency 2 --max-cost 0 --seed 4 --json --experiments wall";
    const { code, stdout } = await audit(...`${nodes} ${models}`.split(" "));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "clean", rows: { from: 0, to: 10 } });
  });

  it("says that it has no power where no leak could show, and exits with 1", async () => {
    const { code, stdout, stderr } = await audit(
      "--rows",
      "65:66",
      "--experiments",
      "perturbation",
    );
    expect(code).toBe(1);
    expect(stdout).toContain("The audit has no power on this data: a leak would go unseen.");
    expect(stderr).toContain("hindcast: audit: no power on this data: ");
  });

  it("refuses an experiment that there is not", async () => {
    const { code, stderr } = await audit("--experiments", "truncation,hope");
    expect(code).toBe(2);
    expect(stderr).toContain("Expected experiments out of wall, repeat, truncation");
  });

  it("refuses rows that are not there", async () => {
    const { code, stderr } = await audit("--rows", "0:99");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "hindcast: rows: expected A:B with 0 <= A < B <= 66, was 0:99\n",
    });
  });
});

describe("a leak", () => {
  const report: AuditReport = {
    verdict: "leak",
    rows: { from: 0, to: 9 },
    failedRows: 2,
    experiments: [
      { name: "wall", outcome: { verdict: "clean", rows: 9, note: null }, peeks: [] },
      {
        name: "truncation",
        outcome: {
          verdict: "leak",
          rows: 4,
          finding: {
            row: 3,
            node: "extractFeatures",
            channel: "features",
            field: "features[close_z].value",
            expected: "0.5",
            was: "0.7",
            meaning: "with the later rows, and without them",
          },
        },
        peeks: [],
      },
    ],
  };

  it("is told by row, node, channel and field, with both values", () => {
    const text = stripVTControlCharacters(auditScreen(report));
    expect(text).toContain(
      "Decisions can have seen the future.\n  truncation: decisions depend on later rows",
    );
    expect(text).toContain(
      "truncation: row 3, extractFeatures, features features[close_z].value\n" +
        "    with the later rows, and without them\n    expected  0.5\n    was       0.7",
    );
    expect(text).toContain("At 2 rows a node broke");
    expect(text).toContain("FOUND, row 3");
  });

  it("of the surroundings is told apart from look-ahead", () => {
    const [, found] = report.experiments;
    const experiments = found ? [{ ...found, name: "warm-up" as const }] : [];
    const text = stripVTControlCharacters(auditScreen({ ...report, experiments }));
    expect(text).toContain("Decisions depend on more than what was known at their row.");
    expect(faultLine({ ...report, experiments })).toMatch(/^audit: decisions depend on more than/);
  });

  it("is the line that the command fails with", () => {
    expect(faultLine(report)).toBe(
      "audit: look-ahead, by truncation; first at row 3, extractFeatures, features features[close_z].value",
    );
  });
});
