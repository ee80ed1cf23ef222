import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GrowingRows } from "../../../data/growing/growing-rows.ts";
import { loadRows } from "../../../data/load-rows.ts";
import { csvFile } from "../../support/csv-file.ts";

const HEAD = "datetime,close,Signal,summary\n";
const ROWS = [
  "2025-02-24 00:00,100,1,calm\n",
  '2025-02-24 00:10,101,,"two\nlines"\n',
  "2025-02-24 00:20,102,-1,préçis €\n",
];

function readAll(growing: GrowingRows): number {
  while (growing.read());
  return growing.rows.length;
}

describe("growing rows", () => {
  it("count once their line has ended, wherever a piece ends", () => {
    const file = csvFile("");
    const growing = new GrowingRows(file);
    const counts = [...Buffer.from(`${HEAD}${ROWS.join("")}`)].map((byte) => {
      appendFileSync(file, Buffer.of(byte));
      return readAll(growing);
    });
    const ends = counts.flatMap((count, i) => (count > (counts[i - 1] ?? 0) ? [i + 1] : []));
    const lengths = ROWS.map((_, i) => Buffer.byteLength(HEAD + ROWS.slice(0, i + 1).join("")));
    expect(ends).toEqual(lengths);
    expect(growing.rows[2]?.observation.summary).toBe("préçis €");
    expect(growing.rows.map(({ label }) => label)).toEqual([1, null, -1]);
  });

  it("are the dataset of a file that ends with them, empty lines behind the last one included", async () => {
    const blank = `${HEAD}${ROWS[0]}\n\n`;
    const growing = new GrowingRows(csvFile(`${blank}${ROWS[1]}`));
    readAll(growing);
    const [one, two] = [csvFile(`${HEAD}${ROWS[0]}`), csvFile(`${blank}${ROWS[1]}`)];
    const named = async (file: string) => ({ ...(await loadRows(file)), file: growing.file });
    expect(growing.dataset(1)).toEqual(await named(one));
    expect(growing.dataset(1, "file")).toEqual(await named(csvFile(blank)));
    expect(growing.dataset(2)).toEqual(await named(two));
    expect(growing.beginsWith(1, growing.dataset(1).sha256)).toBe(true);
    expect(growing.beginsWith(1, growing.dataset(1, "file").sha256)).toBe(true);
    expect(growing.beginsWith(1, growing.dataset(2).sha256)).toBe(false);
    expect(growing.beginsWith(3, growing.dataset(2).sha256)).toBe(false);
    expect(growing.beginsWith(0, "of nothing")).toBe(true);
  });

  it("are those that arrived, and no more, in the live dataset", () => {
    const growing = new GrowingRows(csvFile(HEAD + ROWS.join("")));
    readAll(growing);
    expect(growing.live.rows).toEqual([]);
    expect(growing.arrive()).toBe(growing.rows[0]);
    expect(growing.live.rows).toEqual(growing.rows.slice(0, 1));
  });

  it.each([
    ["of the wrong width", "2025-02-24 00:30,103,1\n", /row 3: expected 4 cells/],
    ["with a bad cell", "2025-02-24 00:30,free,1,x\n", /row 3, column close: expected a number/],
    ["out of order", "2025-02-24 00:05,103,1,x\n", /row 3, column datetime: expected a time after/],
    ["with a misplaced quote", '2025-02-24 00:30,103,1,"x"y\n', /row 3: expected every quote/],
    ["not in UTF-8", Buffer.from([0x32, 0xff, 0x0a]), /expected text in UTF-8/],
  ])(
    "end before one %s, in the words that the whole file is refused with",
    async (_what, bad, message) => {
      const file = csvFile(HEAD + ROWS.join(""));
      const growing = new GrowingRows(file);
      readAll(growing);
      appendFileSync(file, bad);
      expect(readAll(growing)).toBe(3);
      expect(growing.fault?.message).toMatch(message);
      await expect(loadRows(file)).rejects.toThrow(growing.fault?.message);
      appendFileSync(file, ROWS.join(""));
      expect(growing.read()).toBe(false);
    },
  );

  it("say what is missing while there are none", () => {
    const file = csvFile("");
    const growing = new GrowingRows(file);
    readAll(growing);
    expect(growing.noRows().message).toMatch(/expected a header line and data rows/);
    appendFileSync(file, HEAD);
    readAll(growing);
    expect(growing.noRows().message).toMatch(/expected at least one data row/);
  });

  const broken: readonly (readonly [string, (file: string) => void, RegExp])[] = [
    [
      "cut",
      (file) => truncateSync(file, 40),
      /expected a file that grows from the \d+ .* cut to 40$/,
    ],
    ["removed", (file) => rmSync(file), /expected a CSV file, was no file of that name$/],
    [
      "replaced",
      (file) => {
        writeFileSync(`${file}.new`, (HEAD + ROWS.join("")).replace("101", "999"));
        renameSync(`${file}.new`, file);
      },
      /expected a file that grows .*, was another file of that name$/,
    ],
  ];
  it.each(broken)("are no more once the file was %s", (_what, change, message) => {
    const file = csvFile(HEAD + ROWS.join(""));
    const growing = new GrowingRows(file);
    readAll(growing);
    change(file);
    expect(readAll(growing)).toBe(3);
    expect(growing.fault?.message).toMatch(message);
    expect(growing.stillBeginsWith(growing.dataset(3))).toBe(false);
  });

  it("are found changed when the file was written over in place", () => {
    const file = csvFile(HEAD + ROWS.join(""));
    const growing = new GrowingRows(file);
    readAll(growing);
    expect(growing.stillBeginsWith(growing.dataset(3))).toBe(true);
    writeFileSync(file, (HEAD + ROWS.join("")).replace("101", "999"));
    expect(growing.stillBeginsWith(growing.dataset(1))).toBe(true);
    expect(growing.stillBeginsWith(growing.dataset(3))).toBe(false);
  });
});
