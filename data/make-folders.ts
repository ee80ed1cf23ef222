/** Makes folders that are to be written into, and those above them. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { faultCode } from "./errors.ts";

/**
 * Makes a folder and those above it where they are not there, step by step: Node's own way of making them all never
 * ends where the system says "not there" of a folder that is, as within /proc.
 * @throws the system's error for the one that cannot be made
 */
export function makeFolders(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (isFolder(folder)) return;
    const above = dirname(folder);
    if (faultCode(error) !== "ENOENT" || above === folder) throw error;
    makeFolders(above);
    makeOne(folder);
  }
}

/** Another process may be making it, too. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
