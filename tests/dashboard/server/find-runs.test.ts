import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findRuns, runsBelow } from "../../../dashboard/server/reading/find-runs.ts";
import { thrownBy } from "../../support/fault.ts";
import { newDirectory } from "../../support/run-directory.ts";

function run(...parts: readonly string[]): string {
  const directory = join(...parts);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "manifest.json"), "{}");
  return directory;
}

describe("directories", () => {
  it("that hold a run stand for it, in the order given and once each", () => {
    const root = newDirectory();
    const [one, two] = [run(root, "one"), run(root, "two")];
    symlinkSync(one, join(root, "again"));
    expect(findRuns([two, one, join(root, "again"), two])).toHaveLength(2);
    expect(findRuns([two, one])).toEqual([two, one]);
  });

  it("of an ablation stand for its variants, in the order in which they were decided", () => {
    const root = newDirectory();
    const folders = ["baseline", "no-arbiter", "aside", "no-cases"].map((name) => run(root, name));
    mkdirSync(join(root, "empty"));
    const variants = ["baseline", "no-cases", "no-arbiter", "gone"].map((folder) => ({ folder }));
    writeFileSync(join(root, "ablation.json"), JSON.stringify({ variants }));
    const [baseline, noArbiter, aside, noCases] = folders;
    expect(findRuns([root])).toEqual([baseline, noCases, noArbiter, aside]);
    expect(runsBelow([root])).toEqual(findRuns([root]));
  });

  it("of several experiments stand for the runs of each, by name where nothing orders them", () => {
    const root = newDirectory();
    const runs = [run(root, "a", "x"), run(root, "a", "y"), run(root, "b")];
    run(root, "c", "d", "too-deep");
    expect(findRuns([root])).toEqual(runs);
  });

  it("without a run are refused in one line", () => {
    const root = newDirectory();
    expect(thrownBy(() => findRuns([root]))).toMatchObject({
      code: "BAD_USAGE",
      message: expect.stringMatching(/expected the directory of a run .*manifest\.json/),
    });
    expect(thrownBy(() => findRuns([join(root, "none")]))).toMatchObject({
      message: `${join(root, "none")}: expected the directory of a run, was none`,
    });
  });

  it("that are gone when they are looked through again hide none of the others' runs", () => {
    const root = newDirectory();
    const kept = run(root, "kept", "one");
    const file = join(root, "kept", "file");
    writeFileSync(file, "");
    expect(runsBelow([join(root, "none"), file, join(root, "kept")])).toEqual([kept]);
    expect(runsBelow([join(root, "none")])).toEqual([]);
  });
});
