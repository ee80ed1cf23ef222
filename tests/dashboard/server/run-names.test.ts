import { describe, expect, it } from "vitest";
import { runName } from "../../../dashboard/server/reading/run-names.ts";

describe("a run's name", () => {
  it.each([
    ["/runs/a", ["/runs/a", "/runs/b"], "a"],
    ["/runs/a/", ["/runs/a"], "a"],
    // Variants of two ablations.
    ["/one/baseline", ["/one/baseline", "/two/baseline", "/one/no-cases"], "one/baseline"],
    ["/two/baseline", ["/one/baseline", "/two/baseline"], "two/baseline"],
    ["/one/no-cases", ["/one/baseline", "/two/baseline", "/one/no-cases"], "no-cases"],
    ["/x/1/a", ["/x/1/a", "/y/1/a"], "x/1/a"],
    // No few folders tell them apart.
    ["/x/1/2/a", ["/x/1/2/a", "/y/1/2/a"], "a"],
    // One is above the other.
    ["/a", ["/a", "/b/a"], "a"],
    ["/b/a", ["/a", "/b/a"], "b/a"],
  ])("of %s among %j is %s", (directory, all, name) => {
    expect(runName(directory, all)).toBe(name);
  });
});
