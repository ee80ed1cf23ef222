/** What runs are called: their directories, with as much of the way there as tells them apart. */
import { resolve } from "node:path";

/** Folders of a name, at most. */
const MOST = 3;

/**
 * The name of a run among others: its directory's, with those above it where another run's is called the same.
 * Where no few folders tell them apart it is the directory's alone.
 */
export function runName(directory: string, all: readonly string[]): string {
  const own = foldersOf(directory);
  const others = all.map(foldersOf).filter((folders) => folders.join("/") !== own.join("/"));
  for (let count = 1; count <= MOST; count++) {
    const name = tail(own, count);
    if (others.every((folders) => tail(folders, count) !== name)) return name;
  }
  return tail(own, 1);
}

function foldersOf(directory: string): readonly string[] {
  return resolve(directory).split(/[\\/]/).filter(Boolean);
}

function tail(folders: readonly string[], count: number): string {
  return folders.slice(-count).join("/");
}
