import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFileAtomic } from "../../data/write-file.ts";
import { newDirectory } from "../support/run-directory.ts";

describe("writeFileAtomic", () => {
  it("writes text and bytes, in place of what was there, and leaves nothing beside", () => {
    const directory = newDirectory();
    const file = join(directory, "out.csv");
    writeFileAtomic(file, "a longer text than the next");
    writeFileAtomic(file, "ñ");
    expect(readFileSync(file, "utf8")).toBe("ñ");
    writeFileAtomic(file, Uint8Array.of(0, 255));
    expect([...readFileSync(file)]).toEqual([0, 255]);
    expect(readdirSync(directory)).toEqual(["out.csv"]);
  });

  it("leaves everything as it was when it cannot", () => {
    const directory = newDirectory();
    const taken = join(directory, "taken");
    mkdirSync(taken);
    writeFileSync(join(taken, "inside"), "kept");
    expect(() => writeFileAtomic(taken, "text")).toThrow("EISDIR");
    expect(() => writeFileAtomic(join(directory, "none", "out.csv"), "text")).toThrow("ENOENT");
    expect(readdirSync(directory)).toEqual(["taken"]);
    expect(readFileSync(join(taken, "inside"), "utf8")).toBe("kept");
  });
});
