/** The shipped notebooks run, and what they show is what they still come to. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NotebookRunner, openNotebookRunner } from "../support/notebook-runner.ts";

let runner: NotebookRunner;
beforeAll(async () => {
  runner = await openNotebookRunner();
});
afterAll(() => runner.close());

describe("shipped notebooks", () => {
  it("come to the outputs they are shipped with", { timeout: 300_000 }, async () => {
    const { code, stdout, stderr } = await runner.run("--check");
    expect(code === 0 ? null : stderr).toBeNull();
    expect(stdout.match(/\w+\.ipynb: outputs unchanged/g)?.toSorted()).toEqual([
      "baseline_strategy.ipynb: outputs unchanged",
      "evaluation_report.ipynb: outputs unchanged",
      "experiments_and_results.ipynb: outputs unchanged",
    ]);
  });
});
