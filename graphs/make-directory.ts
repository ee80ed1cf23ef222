/** Makes directories that are to be written into. */
import { InputError, faultCode } from "../data/errors.ts";
import { makeFolders } from "../data/make-folders.ts";

/** Makes it, and those above it, where they are not there. @throws InputError naming the directory */
export function makeDirectory(directory: string): void {
  try {
    makeFolders(directory);
  } catch (error) {
    const expected = "a directory that can be made or written";
    throw new InputError({ file: directory }, expected, faultCode(error), { cause: error });
  }
}
