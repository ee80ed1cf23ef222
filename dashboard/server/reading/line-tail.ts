/** Whole lines of a file as they are appended; one that is replaced or cut is read from its beginning again. */
import { InputError } from "../../../data/errors.ts";
import { GrowingFile } from "../../../data/growing/growing-file.ts";

/** What came since the last look. */
export interface TailedLines {
  readonly lines: readonly string[];
  /** The file is another: these are its first lines, and what was read before is void. */
  readonly isAnew: boolean;
  /** There is more already: the next look need not wait. */
  readonly isBehind: boolean;
}

/** Megabytes that are read in one go, so that a long file does not keep others waiting. */
const MOST_PIECES = 4;

/** Reads on from where it stopped. */
export class LineTail {
  readonly #file: string;
  #growing: GrowingFile;
  #rest: Buffer = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = file;
    this.#growing = new GrowingFile(file);
  }

  /** Lines that have ended; of one that has not, the beginning is kept for the next time. None for no file. */
  read(): TailedLines {
    try {
      return { ...this.#readOn(), isAnew: false };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#growing = new GrowingFile(this.#file);
      this.#rest = Buffer.alloc(0);
    }
    try {
      return { ...this.#readOn(), isAnew: true };
    } catch (error) {
      // Not there, or not there yet.
      if (error instanceof InputError) return { lines: [], isAnew: true, isBehind: false };
      throw error;
    }
  }

  #readOn(): Omit<TailedLines, "isAnew"> {
    const pieces = [this.#rest];
    let isBehind = false;
    do {
      const piece = this.#growing.read();
      isBehind = piece.length > 0;
      pieces.push(piece);
    } while (isBehind && pieces.length <= MOST_PIECES);
    const bytes = Buffer.concat(pieces);
    const end = bytes.lastIndexOf(10) + 1;
    this.#rest = Buffer.from(bytes.subarray(end));
    // A newline is one byte in UTF-8: no letter is cut in two.
    const lines = end === 0 ? [] : bytes.toString("utf8", 0, end - 1).split("\n");
    return { lines, isBehind };
  }
}
