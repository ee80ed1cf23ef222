/** A result that is kept as long as the files that it was made of stay the same. */
import { statSync } from "node:fs";
import { join } from "node:path";

/** One result; asked for while it is being made, it is waited for. */
export class Kept<T> {
  #held: { readonly key: string; readonly value: Promise<T> } | null = null;

  /** The result for this key; a failure is not kept. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    if (this.#held?.key === key) return this.#held.value;
    const held = { key, value: make() };
    this.#held = held;
    held.value.catch(() => {
      if (this.#held === held) this.#held = null;
    });
    return held.value;
  }
}

/** Sizes and times of files of a directory, as a key. */
export function signatureOf(directory: string, names: readonly string[]): string {
  return names
    .map((name) => {
      const stats = statSync(join(directory, name), { throwIfNoEntry: false });
      return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : "none";
    })
    .join(", ");
}

/** Bytes of files of a directory together. */
export function bytesOf(directory: string, names: readonly string[]): number {
  return names.reduce(
    (sum, name) => sum + (statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
