import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError, UsageError } from "../../data/errors.ts";
import { type LoadOptions, loadNumberColumn, loadRows } from "../../data/load-rows.ts";
import { csvFile, lines } from "../support/csv-file.ts";
import { faultOf } from "../support/fault.ts";
import { newDirectory } from "../support/run-directory.ts";

/** The error for a file, with its message, which must be one line that says all that the fields say. */
async function refusalOf(file: string, options?: LoadOptions): Promise<InputError> {
  const fault = await faultOf(loadRows(file, options));
  if (!(fault instanceof InputError)) throw new Error("expected an InputError", { cause: fault });
  const { row, column, expected, was } = fault.fields;
  const place = [
    fault.fields["file"],
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(", ");
  expect(fault.message).toBe(`${place}: expected ${expected}, was ${was}`);
  expect(fault.message).not.toContain("\n");
  expect(fault.code).toBe("BAD_INPUT");
  return fault;
}

const COLUMNS = [
  "datetime",
  "close",
  "index",
  "intensity",
  "spot_volume_daily_sum",
  "mvrv_btc_momentum",
  "Signal",
] as const;
const SOUND = ["1.5", "50", "5", "10", "0.1", "1"];

/** Three rows that are sound but for one cell of the middle one. */
function fileWith(column: (typeof COLUMNS)[number], cell: string): string {
  const middle = ["2025-02-24T00:10:00Z", ...SOUND];
  middle[COLUMNS.indexOf(column)] = `"${cell.replaceAll('"', '""')}"`;
  return csvFile(
    lines(
      COLUMNS.join(","),
      ["2025-02-24T00:00:00Z", ...SOUND].join(","),
      middle.join(","),
      ["2025-02-24T00:20:00Z", ...SOUND].join(","),
    ),
  );
}

const TIME = "a datetime as M/D/YYYY H:MM or ISO 8601";
const AFTER = "a time after 2025-02-24T00:00:00Z";

describe("cells that loadRows refuses", () => {
  it.each([
    ["close", "0", "a number above 0", '"0"'],
    ["close", "-1", "a number above 0", '"-1"'],
    ["close", "", "a number above 0", '""'],
    ["close", "NaN", "a number above 0", '"NaN"'],
    ["close", "Infinity", "a number above 0", '"Infinity"'],
    ["close", "1e999", "a number above 0", '"1e999"'],
    ["close", "1e-999", "a number above 0", '"1e-999"'],
    ["close", "1,000", "a number above 0", '"1,000"'],
    ["close", "0x10", "a number above 0", '"0x10"'],
    ["close", "1\n2", "a number above 0", String.raw`"1\n2"`],
    ["close", "x".repeat(61), "a number above 0", `"${"x".repeat(57)}..."`],
    ["index", "101", "a number from 0 to 100", '"101"'],
    ["index", "-0.1", "a number from 0 to 100", '"-0.1"'],
    ["index", "high", "a number from 0 to 100", '"high"'],
    ["intensity", "11", "a number from 0 to 10", '"11"'],
    ["spot_volume_daily_sum", "-1", "a number of at least 0", '"-1"'],
    ["spot_volume_daily_sum", "1e999", "a number of at least 0", '"1e999"'],
    ["mvrv_btc_momentum", "1.2.3", "a number", '"1.2.3"'],
    ["mvrv_btc_momentum", "-1e999", "a number", '"-1e999"'],
    ["Signal", "0", "-1, 1 or nothing", '"0"'],
    ["Signal", "2", "-1, 1 or nothing", '"2"'],
    ["Signal", "buy", "-1, 1 or nothing", '"buy"'],
    ["datetime", "", TIME, '""'],
    ["datetime", "tomorrow", TIME, '"tomorrow"'],
    ["datetime", "2/30/2025 0:00", TIME, '"2/30/2025 0:00"'],
    ["datetime", "2025-02-24T00:00:00Z", AFTER, "2025-02-24T00:00:00Z"],
    ["datetime", "2/23/2025 0:00", AFTER, "2025-02-23T00:00:00Z"],
  ] as const)("%s %j", async (column, cell, expected, was) => {
    const file = fileWith(column, cell);
    const { fields } = await refusalOf(file);
    expect(fields).toEqual({ file, row: 1, column, expected, was });
  });

  it("names the column as the file does", async () => {
    const file = csvFile(lines("datetime,Price", "2025-02-24,free"));
    const { fields } = await refusalOf(file, { columnMap: { close: "Price" } });
    expect(fields).toMatchObject({ row: 0, column: "Price", was: '"free"' });
  });

  it("counts rows, not lines", async () => {
    const content = lines("datetime,close,summary", '2025-02-24,1,"a\nb\nc"', "2025-02-25,0,x");
    expect((await refusalOf(csvFile(content))).fields).toMatchObject({ row: 1, column: "close" });
  });

  it("does not let an hour pass that the zone skips", async () => {
    const file = csvFile(lines("datetime,close", "3/9/2025 2:30,1"));
    const { fields } = await refusalOf(file, { timezone: "America/New_York" });
    expect(fields).toMatchObject({ row: 0, column: "datetime", expected: TIME });
  });

  it("an empty or unreadable cell of the column asked for beside the rows", async () => {
    const file = csvFile(lines("datetime,close,mine", "2025-02-24,1,1", "2025-02-25,1,"));
    const fields = { file, row: 1, column: "mine", expected: "a number", was: '""' };
    expect((await refusalOf(file, { numberColumn: "mine" })).fields).toEqual(fields);
    expect(await faultOf(loadNumberColumn(file, "mine"))).toMatchObject({ fields });
  });
});

/** Bytes from a fixed recurrence, none of them meant as text. */
const NOISE = Uint8Array.from({ length: 4096 }, (_, i) => ((i * 2654435761) >>> 13) & 255);

describe("files that loadRows refuses", () => {
  it.each([
    ["no content", "", "a header line and data rows", "an empty file"],
    ["empty lines only", "\n\n", "a header line and data rows", "an empty file"],
    ["a header only", "datetime,close\n", "at least one data row", "a header only"],
    ["zero bytes", new Uint8Array(64), "a CSV text file", "binary content"],
    ["noise", NOISE, "text in UTF-8", "another encoding"],
    [
      "another encoding",
      Buffer.from("datetime,close\n2025-02-24,1 \xE9\n", "latin1"),
      "text in UTF-8",
      "another encoding",
    ],
  ])("with %s", async (_what, content, expected, was) => {
    const file = csvFile(content);
    expect((await refusalOf(file)).fields).toEqual({ file, expected, was });
  });

  it("that are not there", async () => {
    const file = join(newDirectory(), "none.csv");
    const fields = { file, expected: "a CSV file", was: "no file of that name" };
    expect((await refusalOf(file)).fields).toEqual(fields);
    expect(await faultOf(loadNumberColumn(file, "position"))).toMatchObject({ fields });
  });

  it("that are directories", async () => {
    const file = newDirectory();
    expect((await refusalOf(file)).fields).toEqual({
      file,
      expected: "a CSV file",
      was: "not a file",
    });
  });

  it.skipIf(process.platform !== "linux")("that the system will not read", async () => {
    const { fields } = await refusalOf("/proc/self/mem");
    expect(fields).toMatchObject({ expected: "a file that can be read", was: "EIO" });
  });

  it.each([
    ["no datetime", "time,close\n1,1\n", "datetime", '"columns time, close"'],
    ["no close", "datetime,,Close\n2025-02-24,1,1\n", "close", '"columns datetime, Close"'],
  ])("with %s column", async (_what, content, column, was) => {
    const file = csvFile(content);
    const { fields } = await refusalOf(file);
    const expected = `that column (another name: --map ${column}=NAME)`;
    expect(fields).toEqual({ file, column, expected, was });
  });

  it("with a column twice", async () => {
    const file = csvFile(lines("datetime,close, close", "2025-02-24,1,2"));
    expect((await refusalOf(file)).fields).toEqual({
      file,
      column: "close",
      expected: "each column once",
      was: "two columns of that name",
    });
  });

  it.each([
    ["a mapped column that is not there", { columnMap: { Signal: "Label" } }, "Label"],
    ["no such column beside the rows", { numberColumn: "mine" }, "mine"],
  ])("for %s", async (_what, options, column) => {
    const file = csvFile(lines("datetime,close", "2025-02-24,1"));
    const { fields } = await refusalOf(file, options);
    const expected: unknown = expect.stringMatching(/^that column/);
    expect(fields).toMatchObject({ file, column, expected });
    expect(fields).not.toHaveProperty("row");
  });

  it.each([
    ["short", "2025-02-26,1", '2, starting "2025-02-26"'],
    ["long", "2025-02-26,1,a,b", '4, starting "2025-02-26"'],
    ["blank", "  ", '1, starting "  "'],
  ])("for a %s row", async (_what, record, was) => {
    const content = lines("datetime,close,summary", "2025-02-24,1,a", "2025-02-25,1,b", record);
    const file = csvFile(content);
    expect((await refusalOf(file)).fields).toEqual({ file, row: 2, expected: "3 cells", was });
  });

  it.each([
    ["is never closed", '2030-01-01,1,"open'],
    ["is closed too early", '2030-01-01,1,"a" b'],
  ])("for a quote that %s, naming the row even far down", async (_what, record) => {
    const sound = Array.from({ length: 3000 }, (_, row) => {
      const minute = new Date(row * 60_000).toISOString();
      return `${minute},1,"a text that makes the file long"`;
    });
    const content = lines("datetime,close,summary", ...sound, record, "2030-01-02,1,fine");
    const file = csvFile(content);
    expect(content.length).toBeGreaterThan(150_000);
    expect((await refusalOf(file)).fields).toMatchObject({ file, row: 3000 });
  });
});

describe("settings that loadRows refuses", () => {
  it.each([
    [
      "a column map for no column of ours",
      { columnMap: { price: "Close" } },
      /^column map: expected one of datetime, close, .*, was "price"$/,
    ],
    [
      "a zone that is none",
      { timezone: "Mars/Olympus" },
      /^timezone: expected an IANA zone name, was "Mars\/Olympus"$/,
    ],
  ])("%s", async (_what, options, message) => {
    const fault = await faultOf(loadRows(csvFile(""), options));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({ code: "BAD_USAGE", message: expect.stringMatching(message) });
  });
});
