/** The bytes of a file that only ever grows; one that was replaced or cut is found out. */
import { createHash } from "node:crypto";
import { type Stats, closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { mustBeFile } from "../csv-records.ts";
import { InputError, faultCode } from "../errors.ts";

const PIECE_BYTES = 1 << 20;

/** Reads a file from its beginning on, as far as it goes; holds nothing open in between. */
export class GrowingFile {
  readonly file: string;
  #offset = 0;
  /** Device and inode of what was read first. */
  #identity: string | null = null;

  constructor(file: string) {
    this.file = file;
  }

  /**
   * The next bytes, a megabyte at most; none when there are no new ones.
   * @throws InputError when there is no such file, it cannot be read, is shorter than what was read of it, or is
   * another one
   */
  read(): Buffer {
    mustBeFile(this.file);
    try {
      const stats = statSync(this.file);
      const isAsRead = stats.size === this.#offset && identityOf(stats) === this.#identity;
      return isAsRead ? Buffer.alloc(0) : this.#readOn();
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  /** Hex SHA-256 of the first bytes as they are now; null when there are not as many, or they cannot be read. */
  hashOfFirst(count: number): string | null {
    try {
      return this.#opened((handle) => hashOfFirst(handle, count));
    } catch (error) {
      if (isSystemFault(error)) return null;
      throw error;
    }
  }

  #readOn(): Buffer {
    return this.#opened((handle) => {
      const stats = fstatSync(handle);
      const [identity, { size }] = [identityOf(stats), stats];
      this.#identity ??= identity;
      if (identity !== this.#identity) throw this.#changed("another file of that name");
      if (size < this.#offset) throw this.#changed(`cut to ${size}`);
      const piece = Buffer.alloc(Math.min(PIECE_BYTES, size - this.#offset));
      const bytes = readSync(handle, piece, 0, piece.length, this.#offset);
      this.#offset += bytes;
      return piece.subarray(0, bytes);
    });
  }

  #opened<T>(work: (handle: number) => T): T {
    const handle = openSync(this.file, "r");
    try {
      return work(handle);
    } finally {
      closeSync(handle);
    }
  }

  #changed(was: string): InputError {
    const expected = `a file that grows from the ${this.#offset} bytes that were read`;
    return new InputError({ file: this.file }, expected, was);
  }

  #unreadable(error: unknown): unknown {
    if (!isSystemFault(error)) return error;
    const [place, was] = [{ file: this.file }, faultCode(error)];
    return new InputError(place, "a file that can be read", was, { cause: error });
  }
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev} ${ino}`;
}

function isSystemFault(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function hashOfFirst(handle: number, count: number): string | null {
  const hash = createHash("sha256");
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = 0; at < count;) {
    const bytes = readSync(handle, piece, 0, Math.min(piece.length, count - at), at);
    if (bytes === 0) return null;
    hash.update(piece.subarray(0, bytes));
    at += bytes;
  }
  return hash.digest("hex");
}
