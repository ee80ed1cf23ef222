/** Files of one record a line, read piece by piece, so that their size does not matter. */
import { closeSync, existsSync, openSync, readSync, renameSync, writeSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const PIECE_BYTES = 1 << 20;

/** Lines that end in a newline, in order; a rest without one was cut off while being written. None for no file. */
export function* wholeLines(file: string): Generator<string, undefined> {
  if (!existsSync(file)) return;
  const handle = openSync(file, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const piece = Buffer.alloc(PIECE_BYTES);
    let rest = "";
    for (let bytes = -1; bytes !== 0;) {
      bytes = readSync(handle, piece);
      const lines = `${rest}${decoder.write(piece.subarray(0, bytes))}`.split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    closeSync(handle);
  }
}

/** Rewrites a file in one step with the whole lines that pass; does nothing when there is no file. */
export function keepLines(file: string, keep: (line: string) => boolean): void {
  if (!existsSync(file)) return;
  const draft = `${file}.${process.pid}.tmp`;
  const handle = openSync(draft, "w");
  try {
    for (const line of wholeLines(file)) if (keep(line)) writeSync(handle, `${line}\n`);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}
