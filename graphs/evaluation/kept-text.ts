/** Files that something else may have left beside a run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, faultCode } from "../../data/errors.ts";

/** A file's text; null where there is none. @throws InputError when it cannot be read */
export function keptText(directory: string, name: string): string | null {
  const file = join(directory, name);
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    if (faultCode(cause) === "ENOENT") return null;
    throw new InputError({ file }, "a file that can be read", faultCode(cause), { cause });
  }
}
