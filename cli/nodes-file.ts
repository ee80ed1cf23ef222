/** Loads nodes of one's own from a file that the user names. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError, faultCode } from "../data/errors.ts";
import { sha256 } from "../data/hash.ts";
import { NODE_NAMES } from "../data/vocabulary.ts";
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
  if (typeof make !== "function") {
    const names = Object.keys(loaded).join(", ");
    throw new InputError({ file }, EXPECTED, names === "" ? "no export" : `exports of ${names}`);
  }
  return {
    nodes: (ground) => mustBeNodes(file, make(ground)),
    nodesVersion: hash,
  };
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

/** The graph checks what nodes return; here it is that they are functions, under names that are known. */
function mustBeNodes(file: string, made: unknown): ReturnType<MakeNodes> {
  const expected = `functions by name, out of ${NODE_NAMES.join(", ")}, from makeNodes`;
  if (made === null || typeof made !== "object") {
    throw new InputError({ file }, expected, made === null ? "null" : typeof made);
  }
  for (const [name, work] of Object.entries(made)) {
    const isKnown = NODE_NAMES.some((known) => known === name);
    if (!isKnown || typeof work !== "function") {
      throw new InputError({ file }, expected, isKnown ? `${name}: ${typeof work}` : name);
    }
  }
  return made;
}
