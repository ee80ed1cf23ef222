import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../../../../data/errors.ts";
import { sha256 } from "../../../../data/hash.ts";
import { ReplyFiles } from "../../../../nodes/models/replies/reply-files.ts";
import { faultOf } from "../../../support/fault.ts";
import { stored } from "./fakes.ts";
import { testReplyStore } from "./reply-store.contract.ts";

const KEY = sha256("a question");
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hindcast-replies-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("replies on disk", () => {
  testReplyStore(() => new ReplyFiles(folder));

  it("are one file each, named by key, and nothing else", async () => {
    await new ReplyFiles(folder).write(KEY, stored("x"));
    const found = await readdir(folder, { recursive: true });
    const path = join("replies", KEY.slice(0, 2), `${KEY}.json`);
    expect(found.filter((name) => name.includes("."))).toEqual([path]);
    expect(JSON.parse(await readFile(join(folder, path), "utf8"))).toEqual(stored("x"));
  });

  it("are there for the next process", async () => {
    await new ReplyFiles(folder).write(KEY, stored("x"));
    expect(await new ReplyFiles(folder).read(KEY)).toEqual(stored("x"));
  });

  it.each([
    ["empty", ""],
    ["cut short", '{"text":"x","fini'],
    ["not JSON", "AAAA"],
    ["another form", '{"text":"x"}'],
    ["with a field more", JSON.stringify({ ...stored("x"), key: "y" })],
  ])("count as absent when %s, and are replaced", async (_what, content) => {
    const files = new ReplyFiles(folder);
    await files.write(KEY, stored("x"));
    await writeFile(files.pathOf(KEY), content);
    expect(await files.read(KEY)).toBeNull();
    await files.write(KEY, stored("y"));
    expect(await files.read(KEY)).toEqual(stored("y"));
  });

  it("name the folder that cannot be written to", async () => {
    await writeFile(join(folder, "replies"), "in the way");
    const files = new ReplyFiles(folder);
    const fault = await faultOf(files.write(KEY, stored("x")));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({ message: expect.stringContaining(`was ${files.folder} (E`) });
  });
});
