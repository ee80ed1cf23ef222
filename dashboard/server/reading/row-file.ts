/** A file of rows that may still grow, read a row at a time by where its lines are. */
import { type Stats, closeSync, openSync, readSync, statSync } from "node:fs";
import { type RowBlocks, scanRows } from "./row-blocks.ts";

/** Finds the blocks of a file from a byte on, here or in another thread. */
export type ScanFile = (file: string, from: number, bytes: number) => Promise<RowBlocks>;

const scanHere: ScanFile = async (file, from) => scanRows(file, { from });

/** The file of a run; a row that was tried again comes again, and the last time counts. */
export class RowFile {
  readonly #file: string;
  readonly #scan: ScanFile;
  #blocks = new Map<number, { readonly start: number; readonly end: number }>();
  #seen: { readonly identity: string; readonly size: number; readonly mtimeMs: number } | null =
    null;
  #end = 0;
  #scanning: Promise<void> | null = null;

  constructor(file: string, scan: ScanFile = scanHere) {
    this.#file = file;
    this.#scan = scan;
  }

  /** Lines of a row; none for a row that is not there. */
  async linesOf(row: number): Promise<readonly string[]> {
    await this.refresh();
    const block = this.#blocks.get(row);
    if (!block) return [];
    const lines = readBytes(this.#file, block.start, block.end).toString("utf8").split("\n");
    return lines.slice(0, -1);
  }

  /** Looks for lines that came since; a file that was replaced or cut is looked at anew. */
  async refresh(): Promise<void> {
    this.#scanning ??= this.#scanOn().finally(() => {
      this.#scanning = null;
    });
    await this.#scanning;
  }

  async #scanOn(): Promise<void> {
    const stats = statSync(this.#file, { throwIfNoEntry: false });
    if (!stats) return this.#forget();
    const [identity, before] = [identityOf(stats), this.#seen];
    const isAsSeen = before?.identity === identity && before.size <= stats.size;
    if (isAsSeen && before.size === stats.size && before.mtimeMs === stats.mtimeMs) return;
    // One that was rewritten in place to the same length is not what it was.
    if (!isAsSeen || before.size === stats.size) this.#forget();
    const blocks = await this.#scan(this.#file, this.#end, stats.size - this.#end);
    for (const [i, row] of blocks.rows.entries()) {
      this.#blocks.set(row, { start: blocks.starts[i] ?? 0, end: blocks.ends[i] ?? 0 });
    }
    this.#end = blocks.end;
    this.#seen = { identity, size: stats.size, mtimeMs: stats.mtimeMs };
  }

  #forget(): void {
    this.#blocks = new Map();
    this.#seen = null;
    this.#end = 0;
  }
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev} ${ino}`;
}

function readBytes(file: string, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(end - start);
  const handle = openSync(file, "r");
  try {
    readSync(handle, bytes, 0, bytes.length, start);
    return bytes;
  } finally {
    closeSync(handle);
  }
}
