import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shippedFile } from "../../../data/package-root.ts";
import { scanRows } from "../../../dashboard/server/reading/row-blocks.ts";
import { RowFile } from "../../../dashboard/server/reading/row-file.ts";
import type { doTask } from "../../../dashboard/server/reading/do-task.ts";
import { newDirectory } from "../../support/run-directory.ts";

const line = (row: number, text: string): string =>
  JSON.stringify({ row, node: "arbitrate", text });

describe("lines of a row", () => {
  it("are found by where they are, whatever they hold; the last try counts", async () => {
    const file = join(newDirectory(), "trace.jsonl");
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.nat(6),
            fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 }),
          ),
          {
            maxLength: 12,
          },
        ),
        fc.string(),
        async (tries, cut) => {
          // Tries of one row in a row are one.
          const apart = tries.filter(([row], i) => row !== tries[i - 1]?.[0]);
          const lines = apart.map(([row, texts]) => texts.map((text) => line(row, text)));
          writeFileSync(
            file,
            `${lines
              .flat()
              .map((text) => `${text}\n`)
              .join("")}${cut.replaceAll("\n", "")}`,
          );
          const rows = new RowFile(file);
          for (let row = 0; row < 7; row++) {
            const last = apart.findLastIndex(([of]) => of === row);
            expect(await rows.linesOf(row)).toEqual(lines[last] ?? []);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are found across the pieces in which a file is read", () => {
    const file = join(newDirectory(), "trace.jsonl");
    const long = "é".repeat(1_500_000);
    writeFileSync(file, `${[0, 1, 2].map((row) => `${line(row, long)}\n`).join("")}{"row":3`);
    const seen: number[] = [];
    const { rows, end } = scanRows(file, {
      onLine: (found) => {
        if (JSON.parse(found.text()).text === long) seen.push(found.row);
      },
    });
    expect([[...rows], seen]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(end).toBe(3 * Buffer.byteLength(`${line(0, long)}\n`));
  });

  it("that are appended are found later; a file that was replaced is read anew", async () => {
    const file = join(newDirectory(), "records.jsonl");
    const rows = new RowFile(file);
    expect(await rows.linesOf(0)).toEqual([]);
    writeFileSync(file, `${line(0, "a")}\n${line(1, "b").slice(0, 12)}`);
    expect(await rows.linesOf(1)).toEqual([]);
    appendFileSync(file, `${line(1, "b").slice(12)}\n`);
    expect(await rows.linesOf(1)).toEqual([line(1, "b")]);
    writeFileSync(`${file}.new`, `${line(1, "other")}\n`);
    renameSync(`${file}.new`, file);
    expect([await rows.linesOf(0), await rows.linesOf(1)]).toEqual([[], [line(1, "other")]]);
  });
});

describe("work in a thread of its own", () => {
  it("comes to the same, and its faults are told in words", async () => {
    const built = "dashboard/server/reading/do-task.js";
    const aside: { doTask: typeof doTask } = await import(shippedFile("dist", built));
    const file = join(newDirectory(), "trace.jsonl");
    writeFileSync(file, `${line(4, "x")}\n`);
    const much = Number.MAX_SAFE_INTEGER;
    expect(await aside.doTask("rows", { file, from: 0 }, much)).toEqual(scanRows(file));
    const directory = newDirectory();
    await expect(aside.doTask("series", { directory }, much)).rejects.toMatchObject({
      code: "BAD_USAGE",
      message: expect.stringMatching(/expected the directory of a run/),
    });
  });
});
