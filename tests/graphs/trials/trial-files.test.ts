import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError, UsageError } from "../../../data/errors.ts";
import { shippedFile } from "../../../data/package-root.ts";
import { TrialFiles, readTrials } from "../../../graphs/trials/trial-files.ts";
import { thrownBy } from "../../support/fault.ts";
import { newDirectory } from "../../support/run-directory.ts";
import { DATA, trialOf } from "./trial-of.ts";

const line = (name: string) => trialOf({ action: [name, 0.1] });
const textIn = (files: TrialFiles) => readFileSync(files.pathOf(DATA), "utf8");

function filesWith(...names: readonly string[]): TrialFiles {
  const files = new TrialFiles(newDirectory());
  for (const name of names) files.append(line(name));
  return files;
}

describe("a ledger of trials", () => {
  it("is empty where there is none", () => {
    expect(readTrials(newDirectory(), DATA)).toEqual([]);
  });

  it("keeps lines in a file of the dataset, oldest first", () => {
    const cacheDir = newDirectory();
    const files = new TrialFiles(cacheDir);
    expect(files.pathOf(DATA)).toBe(join(cacheDir, "trials", `${DATA.slice(0, 16)}.jsonl`));
    for (const name of ["b", "a"]) files.append(line(name));
    expect(readTrials(cacheDir, DATA)).toEqual([line("b"), line("a")]);
  });

  it("does not put down what is there", () => {
    const files = filesWith("a", "b");
    const before = textIn(files);
    files.append(line("a"));
    expect(textIn(files)).toBe(before);
  });

  it("tells datasets apart, even two whose hashes begin alike", () => {
    const files = filesWith("a");
    const alike = `${DATA.slice(0, 16)}${"0".repeat(48)}`;
    files.append(trialOf({ data: alike }));
    files.append(trialOf({ data: "0".repeat(64) }));
    expect(files.read(alike)).toEqual([trialOf({ data: alike })]);
    expect(files.read(DATA)).toEqual([line("a")]);
  });

  it("passes over a line that a kill cut short, at the end and after more were added", () => {
    const files = filesWith("a", "b");
    const file = files.pathOf(DATA);
    truncateSync(file, Buffer.byteLength(textIn(files)) - 30);
    expect(files.read(DATA)).toEqual([line("a")]);
    files.append(line("c"));
    files.append(line("b"));
    expect(files.read(DATA)).toEqual([line("a"), line("c"), line("b")]);
    truncateSync(file, Buffer.byteLength(textIn(files)) - 1);
    files.append(line("d"));
    expect(files.read(DATA)).toEqual([line("a"), line("c"), line("d")]);
  });

  it.each([
    ["not JSON", "{"],
    ["an empty line", ""],
    ["another record", "{}"],
    ["no number", JSON.stringify({ ...line("b"), failed: "none" })],
  ])("passes over and counts a line that is broken, and loses no other: %s", (_, text) => {
    const files = filesWith("a");
    appendFileSync(files.pathOf(DATA), `${text}\n${JSON.stringify(line("c"))}\n`);
    files.append(line("d"));
    expect(files.readAll(DATA)).toEqual({ lines: ["a", "c", "d"].map(line), unread: 1 });
  });

  it("takes no offence at fields that a later version added", () => {
    const files = filesWith("a");
    const { setting, action } = line("b");
    const later = {
      ...line("b"),
      luck: 1,
      setting: { ...setting, tools: 2 },
      action: { ...action, hits: 3 },
    };
    appendFileSync(files.pathOf(DATA), `${JSON.stringify(later)}\n`);
    expect(files.readAll(DATA)).toEqual({ lines: ["a", "b"].map(line), unread: 0 });
  });

  it("says in one line that it cannot be written or read", () => {
    const blocked = join(newDirectory(), "file");
    writeFileSync(blocked, "");
    const fault = thrownBy(() => new TrialFiles(blocked).append(line("a")));
    expect(fault).toBeInstanceOf(UsageError);
    expect(String(fault)).toContain(`folder to write to, was ${join(blocked, "trials")} (ENOTDIR)`);
    expect(thrownBy(() => readTrials(blocked, DATA))).toBeInstanceOf(InputError);
    const files = new TrialFiles(newDirectory());
    mkdirSync(files.pathOf(DATA), { recursive: true });
    expect(String(thrownBy(() => files.read(DATA)))).toContain("EISDIR");
  });

  it("loses nothing when two processes append at once, one of them after a cut line", async () => {
    const files = filesWith("first");
    appendFileSync(files.pathOf(DATA), '{"data":"cut');
    const code = `
      const { TrialFiles } = await import(process.argv[1]);
      const { sketch, cacheDir, own } = JSON.parse(process.argv[2]);
      const files = new TrialFiles(cacheDir);
      for (let i = 0; i < 20; i++) files.append({ ...sketch, run: own + i });
    `;
    const module = shippedFile("dist", "graphs", "trials", "trial-files.js");
    const ended = ["x", "y"].map((own) => {
      const given = JSON.stringify({ sketch: line("a"), cacheDir: join(files.folder, ".."), own });
      const argv = ["--input-type=module", "-e", code, module, given];
      return once(spawn(process.execPath, argv, { stdio: "inherit" }), "close");
    });
    expect(await Promise.all(ended)).toEqual([
      [0, null],
      [0, null],
    ]);
    const runs = files.read(DATA).map(({ run }) => run);
    const each = ["x", "y"].flatMap((own) => Array.from({ length: 20 }, (_, i) => `${own}${i}`));
    expect(runs.toSorted()).toEqual([line("first").run, ...each].toSorted());
  });
});
