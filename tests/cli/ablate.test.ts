/** The ablation as a user runs it: a matrix, a choice on the first rows, and what is refused. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import { makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
const VARIANTS = [
  { name: "no-quant", explain: "quant off", config: { without: ["analyzeQuant"] } },
  { name: "by-score", positions: "score" },
];

beforeAll(async () => {
  await writeRows(join(cwd, "bars.csv"), worldRows(60));
  writeFileSync(join(cwd, "variants.json"), JSON.stringify({ variants: VARIANTS }));
  writeFileSync(join(cwd, "faulty.json"), '{"variants":[{"name":"a","config":{"cases":0}}]}');
});
afterAll(() => removeDirectory(cwd));

const DATA = ["ablate", "--data", "bars.csv", "--draws", "200", "--out", "matrix"];

describe("hindcast ablate", () => {
  it("says what it came to, then every variant in the order of the matrix, and tests the choice once", async () => {
    const choosing = [
      ...DATA,
      "--variants",
      "variants.json",
      "--choose-on",
      "0.5",
      "--horizon",
      "2",
    ];
    const [made, faulty, untold] = await Promise.all([
      hindcast(cwd, choosing),
      hindcast(cwd, ["ablate", "--data", "bars.csv", "--variants", "faulty.json", "--out", "x"]),
      hindcast(cwd, ["ablate", "--data", "bars.csv", "--out", "nowhere", "--test"]),
    ]);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.stdout).toMatch(/^model {2}simulated: .*\(--llm replay\)$/m);
    expect(made.stdout).toMatch(/^choose highest Sharpe ratio per bar/m);
    expect(made.stdout).toMatch(/\n\nWhat it came to\n/);
    expect(made.stdout).toMatch(/The best of \d useless variants would show a Sharpe ratio of/);
    expect(made.stdout).toMatch(/▸ baseline .*\n {4}no-quant .*\n {4}by-score /);
    for (const line of (made.stdout.split("What it came to")[1] ?? "").split("\n"))
      expect(line.length).toBeLessThan(130);
    expect(readIn(join(cwd, "matrix"), "comparison.svg")).toMatch(/^<svg/);
    expect(existsSync(join(cwd, "matrix", "no-quant", "decisions.csv"))).toBe(true);

    expect(faulty).toMatchObject({ code: 2, stdout: "" });
    expect(faulty.stderr).toMatch(
      /^hindcast: faulty\.json, variant a: config\.cases: Too small.*\n$/,
    );
    expect(untold.code).toBe(2);
    expect(untold.stderr).toMatch(/^hindcast: nowhere: expected a choice to test/);

    const tested = await hindcast(cwd, [...DATA, "--test"]);
    expect(tested).toMatchObject({ code: 0, stderr: "" });
    expect(tested.stdout).toMatch(/This is the test of \S+, chosen before on other rows/);
    expect(tested.stdout).toMatch(/^ {2}Looks at the test rows: 1$/m);
  });
});
