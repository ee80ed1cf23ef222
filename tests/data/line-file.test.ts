/** Line files: whole lines only, across the seams between pieces, and rewritten in one step. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { keepLines, wholeLines } from "../../data/line-file.ts";

const folder = mkdtempSync(join(tmpdir(), "hindcast-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("wholeLines", () => {
  it("drops a rest without a newline, and finds nothing where there is no file", () => {
    const file = join(folder, "rest.jsonl");
    writeFileSync(file, 'a\n\n{"b":1}\n{"c":');
    expect([...wholeLines(file)]).toEqual(["a", "", '{"b":1}']);
    expect([...wholeLines(join(folder, "none.jsonl"))]).toEqual([]);
  });

  it("keeps lines and characters that lie across two pieces of a mebibyte", () => {
    const file = join(folder, "long.jsonl");
    const lines = ["x".repeat(2 ** 20 - 2), "é€😀".repeat(200_000), "end"];
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    expect([...wholeLines(file)]).toEqual(lines);
  });
});

describe("keepLines", () => {
  it("rewrites the file with the lines that pass, and leaves no draft behind", () => {
    const file = join(folder, "keep.jsonl");
    writeFileSync(file, "1\n2\n3\n4");
    keepLines(file, (line) => line !== "2");
    expect(readFileSync(file, "utf8")).toBe("1\n3\n");
    expect(readdirSync(folder).filter((name) => name.includes("keep"))).toEqual(["keep.jsonl"]);
  });

  it("makes no file where there is none", () => {
    keepLines(join(folder, "none.jsonl"), () => true);
    expect(existsSync(join(folder, "none.jsonl"))).toBe(false);
  });
});
