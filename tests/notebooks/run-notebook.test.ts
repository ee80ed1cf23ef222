/** What cells mean to each other: names, types, imports and values across a notebook. */
import { describe, expect, test } from "vitest";
import { shippedFile } from "../../data/package-root.ts";
import { runNotebook } from "../../notebooks/runner/run-notebook.ts";
import type { Notebook } from "../../notebooks/runner/notebook-file.ts";

function notebook(sources: readonly string[]): Notebook {
  const cells = sources.map((source) => ({ cell_type: "code", metadata: {}, source, outputs: [] }));
  return { nbformat: 4, nbformat_minor: 4, metadata: {}, cells };
}

/** The text the last cell shows as its value; throws what failed a cell. */
async function lastValue(...sources: readonly string[]): Promise<unknown> {
  const file = shippedFile("tests", "fixtures", "notebooks", "unsaved.ipynb");
  const run = await runNotebook(file, notebook(sources));
  if (run.failed !== null) throw new Error(run.failed.fault.message);
  const outputs: unknown = run.notebook.cells.at(-1)?.["outputs"];
  return Array.isArray(outputs) ? outputs.at(-1)?.data?.["text/plain"]?.join("") : null;
}

describe("names live on", () => {
  const cases: readonly (readonly [name: string, cells: readonly string[], value: string])[] = [
    ["a constant", ["const a = 1;", "a + 1"], "2"],
    [
      "a variable that a later cell sets",
      ["let a = 1; const get = () => a;", "a = 5;", "get()"],
      "5",
    ],
    [
      "a variable a function changes",
      ["let a = 1; function add() { a += 1; }", "add(); add();", "a"],
      "3",
    ],
    ["a redeclared name", ["const a = 1;", "const a = 2;", "a"], "2"],
    [
      "destructured names",
      ["const { a, b: [c], ...d } = { a: 1, b: [2], e: 3 };", "[a, c, d]"],
      "[ 1, 2, { e: 3 } ]",
    ],
    ["a class", ["class K { n = 1; }", "new K().n"], "1"],
    ["an enum", ["enum E { A = 7 }", "E.A"], "7"],
    [
      "an import, used only later",
      ['import { sep as slash } from "node:path/posix";', "slash"],
      "/",
    ],
    ["a default import", ['import path from "node:path/posix";', "path.sep"], "/"],
    ["a namespace import", ['import * as path from "node:path/posix";', "path.sep"], "/"],
    [
      "an import made twice",
      ['import { sep } from "node:path/posix";', 'import { sep } from "node:path/posix";\nsep'],
      "/",
    ],
    ["an awaited value", ["const a = await Promise.resolve(4);", "a"], "4"],
    ["a generator", ["function* g() { yield 1; }", "[...g()]"], "[ 1 ]"],
  ];
  test.each(cases)("%s", async (_name, cells, value) => {
    expect(await lastValue(...cells)).toBe(value);
  });

  test("a shadowed name stays the function's own", async () => {
    expect(await lastValue("const a = 1;", "((a: number) => a * 2)(21) + a")).toBe("43");
  });

  test("a block keeps its names to itself", async () => {
    await expect(lastValue("{ const inner = 1; }", "inner")).rejects.toThrow(
      "inner is not defined",
    );
  });

  test("each notebook starts with none", async () => {
    await lastValue("const fromAnother = 1;");
    await expect(lastValue("fromAnother")).rejects.toThrow("fromAnother is not defined");
  });
});

describe("types", () => {
  test("are dropped, imported types too", async () => {
    const cell = `import { type CpuInfo, EOL } from "node:os";
import type { Stats } from "node:fs";
interface P { readonly x: number }
declare const nowhere: Stats;
const p = { x: EOL.length } satisfies P as P;
(p as { x: number } & Partial<CpuInfo>).x > 0`;
    expect(await lastValue(cell)).toBe("true");
  });
});

describe("the trailing value", () => {
  test.each([
    ["const a = 1;", undefined],
    ["undefined", undefined],
    ["null", undefined],
    ["0", "0"],
    ["'text'", "text"],
    ["({ a: 1 })", "{ a: 1 }"],
    ["1, 2", "2"],
    ["await Promise.resolve('later'); // said", "later"],
  ])("%s", async (source, value) => {
    expect(await lastValue(source)).toBe(value);
  });
});

test("after a failing cell nothing runs, and older outputs go", async () => {
  const before = notebook(["const a = 1;\na", "throw 'no error object';", "a"]);
  const cells = before.cells.map((cell) => ({ ...cell, outputs: ["old"], execution_count: 9 }));
  const run = await runNotebook(shippedFile("unsaved.ipynb"), { ...before, cells });
  expect(run.failed).toMatchObject({ cell: 2, fault: { message: "no error object" } });
  expect(run.notebook.cells.map((cell) => cell["execution_count"])).toEqual([1, 2, null]);
  expect(run.notebook.cells[1]?.["outputs"]).toMatchObject([{ output_type: "error" }]);
  expect(run.notebook.cells[2]?.["outputs"]).toEqual([]);
});

test("the console and the working folder are given back", async () => {
  const { console: before } = globalThis;
  const folder = process.cwd();
  await lastValue("console.log(process.cwd());");
  expect(globalThis.console).toBe(before);
  expect(process.cwd()).toBe(folder);
});
