import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecordSorter, parseRecord, readCsv } from "../../../data/csv-records.ts";
import { RecordSplitter } from "../../../data/growing/record-splitter.ts";
import { csvFile } from "../../support/csv-file.ts";

/** Records of bytes given in pieces, and of what is left over. */
function split(bytes: Buffer, cuts: readonly number[] = []) {
  const splitter = new RecordSplitter();
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
  const sorted = places.toSorted((a, b) => a - b);
  const records = sorted.flatMap((from, i) => splitter.push(bytes.subarray(from, sorted[i + 1])));
  return { records, pending: splitter.pending };
}

const texts = (bytes: Buffer, cuts?: readonly number[]) =>
  split(bytes, cuts).records.map((record) => record.toString());

/** What a reader of whole files, or one of pieces, makes of a text: its rows, and where it gives up. */
type Outcome = readonly (readonly string[] | string)[];

async function readWhole(text: string): Promise<Outcome> {
  const seen: (readonly string[] | string)[] = [];
  const file = csvFile(text);
  const read = readCsv(
    file,
    (header) => seen.push(header),
    (record) => seen.push(record),
  );
  await read.catch((error: Error) => seen.push(error.message.replace(file, "FILE")));
  return seen;
}

function readPieces(text: string, cuts: readonly number[]): Outcome {
  const seen: (readonly string[] | string)[] = [];
  const sorter = new RecordSorter(
    "FILE",
    (header) => seen.push(header),
    (record) => seen.push(record),
  );
  try {
    for (const [i, record] of split(Buffer.from(text), cuts).records.entries()) {
      sorter.take(parseRecord(record, { file: "FILE", row: sorter.rows, isFirst: i === 0 }));
    }
  } catch (error) {
    seen.push(error instanceof Error ? error.message : "no error");
  }
  return seen;
}

describe("records", () => {
  it.each([
    ["end at a newline", "a,b\n1,2\n", ["a,b\n", "1,2\n"]],
    ["end at \\r\\n, and at \\r", "a\r\nb\rc\n", ["a\r\n", "b\r", "c\n"]],
    ["hold newlines within quotes", 'a\n"1\n2\r\n3",4\n', ["a\n", '"1\n2\r\n3",4\n']],
    ["hold doubled quotes", 'a\n"1 ""x""\n2"\n3\n', ["a\n", '"1 ""x""\n2"\n', "3\n"]],
    ["may have quotes within a cell", 'a\n5" pipe\n3\n', ["a\n", '5" pipe\n', "3\n"]],
    ["may have spaces behind a quote", 'a,b\n"1" ,"2\n3"\n', ["a,b\n", '"1" ,"2\n3"\n']],
    ["may begin with a byte order mark", '\uFEFF"a\nb"\n1\n', ['\uFEFF"a\nb"\n', "1\n"]],
    ["may be empty", "a\n\n\n1\n", ["a\n", "\n", "\n", "1\n"]],
  ])("%s", (_what, text, records) => {
    expect(texts(Buffer.from(text))).toEqual(records);
    const everywhere = Array.from({ length: text.length + 4 }, (_, i) => i);
    expect(texts(Buffer.from(text), everywhere)).toEqual(records);
  });

  it.each(["a,b", "a,b\n1,2", 'a,b\n"1\n2\n', "a,b\r"])("wait for their end in %j", (text) => {
    expect(split(Buffer.from(text)).pending).toBeGreaterThan(0);
  });

  it("are those that a reader of the whole file finds, or are refused like its, however they come", async () => {
    const piece = fc.constantFrom(
      '"',
      ",",
      "\n",
      "\r\n",
      "x",
      "é€",
      " ",
      '""',
      '","',
      '"x\ny",',
      "1,2\n",
    );
    const text = fc.array(piece, { maxLength: 16 }).map((parts) => `a,b\n${parts.join("")}\n`);
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 6 }), async (content, cuts) => {
        const [whole, pieces] = [await readWhole(content), readPieces(content, cuts)];
        // Of a quote that is open to the end, only the end of the file tells.
        const isOpen = split(Buffer.from(content)).pending > 0;
        expect(pieces).toEqual(isOpen ? whole.slice(0, pieces.length) : whole);
      }),
      { numRuns: 60 },
    );
  });
});
