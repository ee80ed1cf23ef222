/** Finds files that ship beside the code, from the sources and from the build alike. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("expected a package.json above the code, found none");
    folder = parent;
  }
  return folder;
}

const packageRoot = findPackageRoot();

/** Absolute path of a file that ships with the package, such as `data/sample/sample.csv`. */
export function shippedFile(...parts: readonly string[]): string {
  return join(packageRoot, ...parts);
}
