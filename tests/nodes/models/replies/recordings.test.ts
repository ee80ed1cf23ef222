import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../../../data/errors.ts";
import { sha256 } from "../../../../data/hash.ts";
import { makeRecordings } from "../../../../nodes/models/replies/recordings.ts";
import { faultOf } from "../../../support/fault.ts";
import { stored } from "./fakes.ts";

let folder = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hindcast-recordings-"));
  file = join(folder, "replies.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const [A, B] = [sha256("a"), sha256("b")];

function line(key: string, text: string, parts: object = {}): string {
  return JSON.stringify({ key, node: "analyzeQuant", row: 3, ...stored(text), ...parts });
}

describe("recordings", () => {
  it.each([
    ["with a newline at the end", "\n"],
    ["without one", ""],
  ])("give the reply of a key, the later of two, %s", async (_what, end) => {
    await writeFile(file, [line(A, "old"), line(B, "b"), line(A, "new")].join("\n") + end);
    const store = makeRecordings(file);
    expect(await store.read(A)).toEqual(stored("new"));
    expect(await store.read(B)).toEqual(stored("b"));
    expect(await store.read(sha256("c"))).toBeNull();
  });

  it("are read when they are first asked for, once", async () => {
    const store = makeRecordings(file);
    await writeFile(file, line(A, "a"));
    await Promise.all([store.read(A), store.read(B)]);
    await rm(file);
    expect(await store.read(A)).toEqual(stored("a"));
  });

  it.each([
    ["cut off", line(B, "b").slice(0, 40), "expected JSON"],
    ["empty", "", "expected JSON"],
    ["with a key that is no hash", line("b", "b"), "key: 64 hex digits"],
    ["of another node", line(B, "b", { node: "retrieveCases" }), "node: "],
    ["without a row", line(B, "b", { row: undefined }), "row: "],
    ["with a field more", line(B, "b", { cost: 1 }), '"cost"'],
  ])("name the row of a line that is %s", async (_what, broken, words) => {
    await writeFile(file, [line(A, "a"), broken, line(A, "a")].join("\n"));
    const fault = await faultOf(makeRecordings(file).read(A));
    expect(fault).toBeInstanceOf(InputError);
    expect(fault).toMatchObject({ fields: { file, row: 1 } });
    expect(fault).toMatchObject({ message: expect.stringContaining(words) });
  });

  it("name a file that is not there", async () => {
    const fault = await faultOf(makeRecordings(file).read(A));
    expect(fault).toBeInstanceOf(InputError);
    expect(fault).toMatchObject({
      message: `${file}: expected a file of recorded replies, was ENOENT`,
    });
  });

  it("are never written", async () => {
    const store = makeRecordings(file);
    expect(store.readOnly).toBe(true);
    await expect(store.write(A, stored("a"))).rejects.toThrow("recordings are read, never written");
  });
});
