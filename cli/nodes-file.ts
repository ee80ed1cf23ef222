/** Loads nodes of one's own from a file that the user names. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError, faultCode } from "../data/errors.ts";
import { sha256 } from "../data/hash.ts";
import type { MakeNodes } from "../graphs/own-nodes.ts";

/** Nodes from a file, and the hash of that file, which goes into a run's name. */
export interface NodesFile {
  readonly nodes: MakeNodes;
  readonly nodesVersion: string;
}

const EXPECTED = "an ES module that exports a function makeNodes";

/**
 * Imports an ES module with an export `makeNodes`: a function of `{ data, models }` that returns nodes by name.
 * What that file imports in turn is not part of the hash.
 * @throws InputError for a file that cannot be read or imported, or has no such function
 */
export async function loadNodesFile(file: string): Promise<NodesFile> {
  const path = resolve(file);
  let hash: string;
  try {
    hash = sha256(readFileSync(path));
  } catch (error) {
    throw new InputError({ file }, EXPECTED, faultCode(error), { cause: error });
  }
  const loaded = await importModule(file, path);
  const make = "makeNodes" in loaded ? loaded.makeNodes : undefined;
  if (!isMaker(make)) {
    const others = Object.keys(loaded).filter((name) => name !== "makeNodes");
    const was = others.length === 0 ? "no export" : `exports of ${others.join(", ")}`;
    throw new InputError(
      { file },
      EXPECTED,
      make === undefined ? was : `makeNodes: ${typeof make}`,
    );
  }
  return { nodes: make, nodesVersion: hash };
}

/** What it makes is checked where a pipeline is built of it. */
function isMaker(value: unknown): value is MakeNodes {
  return typeof value === "function";
}

async function importModule(file: string, path: string): Promise<object> {
  try {
    const loaded: unknown = await import(pathToFileURL(path).href);
    return Object(loaded);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown fault";
    throw new InputError({ file }, EXPECTED, why, { cause: error });
  }
}
