/** Names the code that decides, so that a run is never resumed by other code. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { hashOf, sha256 } from "../data/hash.ts";
import { shippedFile } from "../data/package-root.ts";

const DECIDING_ROOMS = ["data", "retrieval", "nodes", "graphs"];

/** Version of the package, and a hash over the sources of every room that takes part in a decision. */
export function codeVersion(): { readonly version: string; readonly hash: string } {
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
