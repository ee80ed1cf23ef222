/** Cuts bytes that arrive piece by piece into CSV records, wherever a piece ends. */

const [LF, CR, QUOTE, COMMA, TAB, SPACE] = [0x0a, 0x0d, 0x22, 0x2c, 0x09, 0x20];
const BOM = [0xef, 0xbb, 0xbf] as const;

/** Where in a record the last byte was; `closed` is behind a quote that ends a cell or escapes the next one. */
type Place = "cell begins" | "plain" | "quoted" | "closed" | "behind";

/**
 * A record ends with the line end that is in no quoted cell: \n, \r\n or \r. What it holds is for a CSV parser to
 * say, and so is whether its quotes are sound.
 */
export class RecordSplitter {
  #held: Buffer = Buffer.alloc(0);
  #place: Place = "cell begins";
  /** A \n that belongs to a \r may come first in the next piece. */
  #afterCr = false;
  /** None has ended so far. */
  #isFirst = true;

  /** Bytes of a record that has not ended. */
  get pending(): number {
    return this.#held.length;
  }

  /** The records that end in this piece, each with its line end. Together they are every byte given. */
  push(piece: Buffer): readonly Buffer[] {
    const bytes = Buffer.concat([this.#held, piece]);
    const records: Buffer[] = [];
    let from = 0;
    const cut = (end: number): void => {
      records.push(bytes.subarray(from, end));
      from = end;
      this.#place = "cell begins";
      this.#afterCr = false;
    };
    for (let at = this.#held.length; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#afterCr) {
        cut(byte === LF ? at + 1 : at);
        if (byte === LF) continue;
      }
      if (this.#isMark(at, byte)) continue;
      if (this.#place === "quoted") {
        if (byte === QUOTE) this.#place = "closed";
      } else if (byte === LF) {
        cut(at + 1);
      } else if (byte === CR) {
        this.#afterCr = true;
      } else {
        this.#place = behind(this.#place, byte);
      }
    }
    this.#isFirst &&= records.length === 0;
    this.#held = Buffer.from(bytes.subarray(from));
    return records;
  }

  /** A quote behind the file's byte order mark opens a cell. */
  #isMark(at: number, byte: number): boolean {
    return this.#isFirst && at < BOM.length && byte === BOM[at];
  }
}

/** The place behind a byte that is in no quoted cell and ends no line. */
function behind(place: Place, byte: number): Place {
  if (byte === COMMA) return "cell begins";
  if (byte === QUOTE && (place === "cell begins" || place === "closed")) return "quoted";
  const isSpace = byte === SPACE || byte === TAB;
  return isSpace && (place === "closed" || place === "behind") ? "behind" : "plain";
}
