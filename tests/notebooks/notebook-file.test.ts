/** The file format: what is kept, what is normalised, and the bytes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../data/errors.ts";
import {
  notebookText,
  readNotebook,
  withOutputs,
  writeNotebook,
} from "../../notebooks/runner/notebook-file.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hindcast-notebook-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const CELL = { cell_type: "code", metadata: {}, source: "1\n2" };

test("sorted keys, one space of indent, text as lines, a newline at the end", () => {
  const cell = withOutputs(CELL, [{ output_type: "stream", name: "stdout", text: "a\rb\nc" }], 1);
  const text = notebookText({ nbformat_minor: 5, nbformat: 4, metadata: {}, cells: [cell] });
  expect(text).toBe(`{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "metadata": {},
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "a\\r",
      "b\\n",
      "c"
     ]
    }
   ],
   "source": [
    "1\\n",
    "2"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`);
});

test("unknown fields stay, run times go", () => {
  const metadata = { tags: ["x"], execution: { "iopub.execute_input": "2025-02-24T00:00:00Z" } };
  const cell = withOutputs({ ...CELL, id: "kept", metadata }, [], null);
  expect(cell).toMatchObject({ id: "kept", execution_count: null, outputs: [] });
  expect(cell.metadata).toEqual({ tags: ["x"] });
});

test("writes only when the bytes differ", () => {
  const file = join(folder, "written.ipynb");
  const notebook = { nbformat: 4 as const, nbformat_minor: 5, metadata: {}, cells: [CELL] };
  writeFileSync(file, JSON.stringify(notebook));
  expect(writeNotebook(file, notebook)).toBe(true);
  expect(writeNotebook(file, readNotebook(file))).toBe(false);
});

test.each([
  ["{", "JSON"],
  ["{}", "nbformat 4"],
  ['{"nbformat":3,"nbformat_minor":0,"metadata":{},"cells":[]}', "nbformat 4"],
])("%s is refused", (text, expected) => {
  const file = join(folder, "refused.ipynb");
  writeFileSync(file, text);
  expect(() => readNotebook(file)).toThrow(InputError);
  expect(() => readNotebook(file)).toThrow(expected);
});
