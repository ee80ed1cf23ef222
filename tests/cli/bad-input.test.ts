import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hindcast } from "../support/hindcast.ts";
import { makeDirectory, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
afterAll(() => removeDirectory(cwd));

const bars = ["datetime,close,Signal,index", "1/1/2030 0:00,100,1,50", "1/1/2030 0:10,101,-1,"];
const withLine = (line: string): string => `${[...bars, line].join("\n")}\n`;

/** File content, and what the line on stderr says after `hindcast: `. */
const files: Readonly<Record<string, readonly [string | Uint8Array | null, RegExp]>> = {
  "close.csv": [
    withLine("1/1/2030 0:20,1o2,1,50"),
    /^close\.csv, row 2, column close: expected a number above 0, was "1o2"$/,
  ],
  "time.csv": [
    withLine("31/1/2030 0:20,102,1,50"),
    /^time\.csv, row 2, column datetime: expected a datetime .*, was "31\/1\/2030 0:20"$/,
  ],
  "order.csv": [
    withLine("1/1/2030 0:10,102,1,50"),
    /^order\.csv, row 2, column datetime: expected a time after .*, was 2030-01-01T00:10:00Z$/,
  ],
  "label.csv": [
    withLine("1/1/2030 0:20,102,2,50"),
    /^label\.csv, row 2, column Signal: expected -1, 1 or nothing, was "2"$/,
  ],
  "range.csv": [
    withLine("1/1/2030 0:20,102,1,101"),
    /^range\.csv, row 2, column index: expected a number from 0 to 100, was "101"$/,
  ],
  "leap.csv": [
    withLine("1/1/2030 0:20,1e300,1,50"),
    /^leap\.csv, row 2, column close: expected a close within a factor of a million .*, was "1e300"$/,
  ],
  "ragged.csv": [withLine("1/1/2030 0:20,102"), /^ragged\.csv, row 2: expected 4 cells, was 2/],
  "columns.csv": ["datetime,price\n1/1/2030 0:00,1\n", /^columns\.csv, column close: expected/],
  "empty.csv": ["", /^empty\.csv: expected/],
  "header.csv": ["datetime,close\n", /^header\.csv: expected at least one data row/],
  "picture.csv": [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 10), /^picture\.csv: expected/],
  "absent.csv": [null, /^absent\.csv: expected a CSV file, was no file of that name$/],
};

beforeAll(() => {
  for (const [name, [content]] of Object.entries(files)) {
    if (content !== null) writeFileSync(join(cwd, name), content);
  }
  mkdirSync(join(cwd, "folder.csv"));
  writeFileSync(join(cwd, "bars.csv"), `${bars.join("\n")}\n`);
  writeFileSync(join(cwd, "short.csv"), "position\n1\n");
  writeFileSync(join(cwd, "words.csv"), "position\n1\nlong\n");
});

describe("a file that cannot be used", () => {
  it.concurrent.each(Object.entries(files))("%s", async (name, [, line]) => {
    const { code, stdout, stderr } = await hindcast(cwd, ["check", name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^hindcast: [^\n]+\n$/);
    expect(stderr.slice("hindcast: ".length, -1)).toMatch(line);
  });

  const others: readonly (readonly [readonly string[], RegExp])[] = [
    [["check", "folder.csv"], /folder\.csv: expected a CSV file, was not a file/],
    [["run", "--data", "close.csv", "--out", "run"], /close\.csv, row 2, column close/],
    [
      ["backtest", "--data", "bars.csv", "--positions", "short.csv"],
      /short\.csv: expected 2 rows, one for each of bars\.csv, was 1/,
    ],
    [
      ["backtest", "--data", "bars.csv", "--positions", "words.csv"],
      /words\.csv, row 1, column position: expected a number, was "long"/,
    ],
    [["backtest", "--data", "bars.csv", "--column", "edge"], /bars\.csv, column edge: expected/],
    [
      ["backtest", "--data", "bars.csv", "--column", "index"],
      /bars\.csv, row 1, column index: expected a number, was ""/,
    ],
    [
      ["run", "--data", "bars.csv", "--out", "bars.csv"],
      /bars\.csv: expected a directory that can be made or written, was EEXIST/,
    ],
    [
      ["world", "null", "--rows", "3", "--out", "no/such/folder/x.csv"],
      /no\/such\/folder\/x\.csv: expected a place that can be written, was ENOENT$/m,
    ],
  ];

  it.concurrent.each(others)("%j", async (args, line) => {
    const { code, stdout, stderr } = await hindcast(cwd, args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hindcast: [^\n]+\n$/);
    expect(stderr).toMatch(line);
    expect(stdout).not.toMatch(/return|reference/);
  });

  it("an .env that is a directory", async () => {
    const place = join(cwd, "odd");
    mkdirSync(join(place, ".env"), { recursive: true });
    const { code, stderr } = await hindcast(place, ["run", "--data", join("..", "bars.csv")]);
    expect(code).toBe(2);
    expect(stderr).toBe("hindcast: .env: expected a file of NAME=VALUE lines, was EISDIR\n");
  });

  it("leaves no run directory behind", () => {
    expect(readdirSync(cwd)).not.toContain("run");
  });
});
