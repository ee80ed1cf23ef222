import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultCode } from "../../data/errors.ts";
import { makeFolders } from "../../data/make-folders.ts";
import { newDirectory } from "../support/run-directory.ts";

function faultOf(folder: string): string {
  try {
    makeFolders(folder);
    return "none";
  } catch (error) {
    return faultCode(error);
  }
}

describe("making folders", () => {
  it("makes those above, too, and leaves what is there", () => {
    const place = newDirectory();
    mkdirSync(join(place, "a"));
    makeFolders(join(place, "a", "b", "c"));
    makeFolders(join(place, "a", "b", "c"));
    expect(statSync(join(place, "a", "b", "c")).isDirectory()).toBe(true);
    expect(faultOf(".")).toBe("none");
  });

  it("names what is in the way", () => {
    const file = join(newDirectory(), "file");
    writeFileSync(file, "");
    expect(faultOf(file)).toBe("EEXIST");
    expect(faultOf(join(file, "below"))).toBe("ENOTDIR");
    expect(faultOf("")).toBe("ENOENT");
  });

  // Only there does a folder that exists say that nothing can be looked up in it.
  it.runIf(existsSync("/proc/self"))("ends where a folder takes none", () => {
    expect(faultOf("/proc/x")).toBe("ENOENT");
    expect(faultOf("/proc/x/y")).toBe("ENOENT");
  });
});
