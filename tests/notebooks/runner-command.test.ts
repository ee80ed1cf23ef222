/** The runner as a user starts it: exit codes, what it says, and what it leaves in the file. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shippedFile } from "../../data/package-root.ts";
import { readNotebook } from "../../notebooks/runner/notebook-file.ts";
import {
  type NotebookRunner,
  type RunnerEnded,
  openNotebookRunner,
  runThroughTsx,
} from "../support/notebook-runner.ts";

/** Inside the package, so that notebooks there can import it by name; ignored by git. */
let folder = "";
let runner: NotebookRunner;
beforeAll(async () => {
  folder = mkdtempSync(shippedFile("dist", "notebook-tests-"));
  runner = await openNotebookRunner();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  runner.close();
});

function fixture(name: string): string {
  return shippedFile("tests", "fixtures", "notebooks", `${name}.ipynb`);
}

function copyOf(name: string): string {
  const file = join(folder, `${name}.ipynb`);
  copyFileSync(fixture(name), file);
  return file;
}

describe("a notebook that works", () => {
  test("stores outputs, and the same bytes again on a second run", async () => {
    const file = copyOf("sound");
    const stored = readFileSync(file, "utf8");
    const check = await runThroughTsx("--check", file);
    expect(check.stderr).toBe("");
    expect(check.code).toBe(0);

    const again = await runner.run(file);
    expect(again.stdout).toMatch(/sound\.ipynb: outputs unchanged\n$/);
    expect(readFileSync(file, "utf8")).toBe(stored);
  });

  test("fails the check, unwritten, when the stored outputs are not this run's", async () => {
    const file = copyOf("throws");
    const before = readFileSync(file, "utf8");
    const ended = await runner.run("--check", file);
    expect(ended.code).toBe(1);
    expect(readFileSync(file, "utf8")).toBe(before);
  });
});

describe("notebooks that fail, run together", () => {
  const cases = [
    ["throws", "cell 2, line 3: RangeError: boom", "RangeError"],
    ["rejects", "cell 1, line 3: Error: nobody listens", "Error"],
    ["syntax", "cell 1, line 2: SyntaxError: Expression expected.", "SyntaxError"],
    ["endless", "cell 1: Error: the cell awaits something that can no longer happen", "Error"],
    ["imports-missing", "cell 1: Error: Cannot find package 'no-such-package'", "Error"],
  ] as const;

  let ended: RunnerEnded;
  beforeAll(async () => {
    ended = await runner.run(...cases.map(([name]) => copyOf(name)), copyOf("sound"));
  });

  test.each(cases)("%s: its place on stderr, its error in the file", (name, line, ename) => {
    expect(ended.stderr).toContain(`${name}.ipynb: ${line}`);
    const file = join(folder, `${name}.ipynb`);
    expect(readFileSync(file, "utf8")).not.toContain(shippedFile());
    const outputs = readNotebook(file).cells.map((cell) => cell["outputs"]);
    expect(outputs.flat()).toContainEqual(expect.objectContaining({ output_type: "error", ename }));
  });

  test("exit 1, and the others still run", () => {
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain("sound.ipynb: outputs unchanged");
  });
});

test("a cell that ends the process does not pass for success", async () => {
  const ended = await runner.run(copyOf("exits"));
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("a cell ended the process");
});

test("a file that is no notebook: one line, exit 2", async () => {
  const ended = await runner.run(shippedFile("package.json"));
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/package\.json: expected a notebook in nbformat 4, was .+\n$/);
});
