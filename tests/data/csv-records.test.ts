/** Reading CSV as a stream: characters and hashes survive the seams between chunks. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readCsv } from "../../data/csv-records.ts";
import { sha256 } from "../../data/hash.ts";

const folder = mkdtempSync(join(tmpdir(), "hindcast-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("readCsv", () => {
  it("keeps characters that lie across two chunks, wherever the seam falls", async () => {
    const cell = "é€😀".repeat(30_000);
    for (const shift of [0, 1, 2, 3]) {
      const file = join(folder, `${shift}.csv`);
      const content = `text\n${"x".repeat(shift)}${cell}\n`;
      writeFileSync(file, content);
      const cells: (string | undefined)[] = [];
      const read = await readCsv(
        file,
        () => {},
        ([value]) => cells.push(value),
      );
      expect(cells).toEqual([`${"x".repeat(shift)}${cell}`]);
      expect(read).toEqual({ header: ["text"], rows: 1, sha256: sha256(content) });
    }
  });
});

/** Cells of the first column of a file with that content. */
async function cellsOf(name: string, content: string): Promise<(string | undefined)[]> {
  const file = join(folder, name);
  writeFileSync(file, content);
  const cells: (string | undefined)[] = [];
  await readCsv(
    file,
    () => {},
    ([value]) => cells.push(value),
  );
  return cells;
}

describe("a file of one column", () => {
  it("takes no empty line for a value, but lets the file end in some", async () => {
    await expect(cellsOf("holes.csv", "position\n1\n\n-1\n")).rejects.toThrow(
      /holes\.csv, row 1: expected a value, was an empty line$/,
    );
    await expect(cellsOf("ends.csv", "position\r\n1\r\n-1\r\n\r\n")).resolves.toEqual(["1", "-1"]);
  });

  it("is suspected of another separator", async () => {
    await expect(cellsOf("semicolons.csv", "datetime;close\n2025-01-01;1\n")).rejects.toThrow(
      /expected columns separated by commas, was ";"$/,
    );
  });
});

describe("line ends", () => {
  it.each(["\n", "\r\n", "\r"])("may be mixed: header in %j", async (end) => {
    expect(await cellsOf("mixed.csv", `text${end}1\n2\r\n3\r4`)).toEqual(["1", "2", "3", "4"]);
  });

  it("are told apart across a seam between two pieces", async () => {
    const long = "x".repeat(65_536 - "text\n".length - 1);
    expect(await cellsOf("seam.csv", `text\n${long}\r\n2\r\n`)).toEqual([long, "2"]);
  });
});
