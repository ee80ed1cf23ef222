/** The shipped notebooks run, and what they show is what they still come to. */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shippedFile } from "../../data/package-root.ts";

describe("shipped notebooks", () => {
  it("come to the outputs they are shipped with", { timeout: 300_000 }, () => {
    const main = shippedFile("notebooks", "runner", "main.ts");
    const printed = execFileSync(process.execPath, ["--import", "tsx", main, "--check"], {
      cwd: shippedFile(),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    expect(printed.match(/\w+\.ipynb: outputs unchanged/g)?.toSorted()).toEqual([
      "baseline_strategy.ipynb: outputs unchanged",
      "evaluation_report.ipynb: outputs unchanged",
      "experiments_and_results.ipynb: outputs unchanged",
    ]);
  });
});
