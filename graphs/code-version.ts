/** Names the code that decides, so that a run is never resumed by other code. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { hashOf, sha256 } from "../data/hash.ts";
import { shippedFile } from "../data/package-root.ts";

const DECIDING_ROOMS = ["data", "retrieval", "nodes", "graphs"];

/** Which code it is. */
interface CodeVersion {
  /** Of the package. */
  readonly version: string;
  /** Over the sources of every room that takes part in a decision. */
  readonly hash: string;
}

let known: CodeVersion | null = null;

/** Read once a process: code that was loaded does not change while it runs, whatever becomes of its files. */
export function codeVersion(): CodeVersion {
  known ??= readVersion();
  return known;
}

function readVersion(): CodeVersion {
  const own = fileURLToPath(import.meta.url);
  const root = dirname(dirname(own));
  const hashes = DECIDING_ROOMS.flatMap((room) => sourcesIn(join(root, room), extname(own))).map(
    (file) => [file.slice(root.length), sha256(readFileSync(file))],
  );
  return { version: packageVersion(), hash: hashOf(hashes) };
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(shippedFile("package.json"), "utf8"));
  return z.object({ version: z.string() }).parse(manifest).version;
}

function sourcesIn(folder: string, extension: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => extname(name) === extension && !name.endsWith(".d.ts"))
    .toSorted()
    .map((name) => join(folder, name));
}
