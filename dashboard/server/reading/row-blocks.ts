/** Where in a file of one record a line each row's lines are, so that one row is read without the others. */
import { closeSync, existsSync, openSync, readSync } from "node:fs";

/** Runs of lines of one row, in the order of the file. Plain arrays of numbers, to be handed between threads. */
export interface RowBlocks {
  readonly rows: Float64Array;
  /** Bytes from the file's beginning. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Bytes up to the end of the last whole line. */
  readonly end: number;
}

/** A line as it is come by; its text is decoded when it is asked for. */
interface FoundLine {
  readonly row: number;
  /** Name of the node; empty for a line that names none. */
  readonly node: string;
  /** Whether it is a model call's line of that node. */
  readonly isCall: boolean;
  readonly text: () => string;
}

const PIECE_BYTES = 1 << 22;

/** How a line of the trace or of the records begins. */
const LINE_START = /^\{"row":(\d+),(?:"node":"(\w+)"(?:,"kind":"(\w+)")?)?/;
const START_BYTES = 64;

/**
 * Passes over a file once, a piece at a time. Lines that do not begin with a row, and a last one that is not ended,
 * are left out. No file is one without lines.
 * @param from where a line begins
 */
export function scanRows(
  file: string,
  {
    from = 0,
    onLine,
  }: { readonly from?: number; readonly onLine?: (line: FoundLine) => void } = {},
): RowBlocks {
  const found: Block[] = [];
  const end = existsSync(file)
    ? scanLines(file, from, (bytes, start) => {
        const [, digits, node = "", kind] =
          LINE_START.exec(bytes.toString("latin1", 0, START_BYTES)) ?? [];
        if (digits === undefined) return;
        const row = Number(digits);
        addTo(found, { row, start, end: start + bytes.length + 1 });
        onLine?.({ row, node, isCall: kind === "model", text: () => bytes.toString("utf8") });
      })
    : from;
  return {
    rows: Float64Array.from(found, ({ row }) => row),
    starts: Float64Array.from(found, (block) => block.start),
    ends: Float64Array.from(found, (block) => block.end),
    end,
  };
}

interface Block {
  readonly row: number;
  readonly start: number;
  end: number;
}

/** A run writes all lines of a row at once; others of that row further on are of another try. */
function addTo(found: Block[], block: Block): void {
  const last = found.at(-1);
  if (last?.row === block.row && last.end === block.start) last.end = block.end;
  else found.push(block);
}

/** @returns bytes up to the end of the last whole line */
function scanLines(
  file: string,
  from: number,
  onLine: (bytes: Buffer, start: number) => void,
): number {
  const handle = openSync(file, "r");
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    let rest = Buffer.alloc(0);
    let at = from;
    for (;;) {
      const read = readSync(handle, piece, 0, piece.length, at + rest.length);
      if (read === 0) return at;
      const bytes = Buffer.concat([rest, piece.subarray(0, read)]);
      let start = 0;
      for (let stop = bytes.indexOf(10); stop >= 0; stop = bytes.indexOf(10, start)) {
        onLine(bytes.subarray(start, stop), at + start);
        start = stop + 1;
      }
      rest = bytes.subarray(start);
      at += start;
    }
  } finally {
    closeSync(handle);
  }
}
