import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../data/hash.ts";
import { writeRows } from "../../data/write-rows.ts";
import { hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import { makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();

/** The close a horizon on, shown as if it were a case's. */
const leaking = `export const makeNodes = ({ data }) => ({
  retrieveCases: (_input, { asOf }) => {
    const [now, then] = [asOf, asOf + 2].map((row) => data.rows[row]?.observation.close ?? 1);
    const outcome = then / now - 1;
    return { cases: asOf < 9 ? [] : [{ row: 1, similarity: 0.5, barsAgo: asOf - 1, outcome, label: null }] };
  },
});`;

beforeAll(async () => {
  await writeRows(join(cwd, "bars.csv"), worldRows(40));
  writeFileSync(join(cwd, "leaking.mjs"), leaking);
});
afterAll(() => removeDirectory(cwd));

const exported = (...args: readonly string[]) =>
  hindcast(cwd, ["export-finetune", "--data", "bars.csv", "--horizon", "2", ...args]);

describe("hindcast export-finetune", () => {
  it("writes what it says, checked, with how to use it", async () => {
    const { code, stdout, stderr } = await exported("--out", "tune");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("checked 42 lines: none holds anything later");
    expect(stdout).toContain("--llm analyzeSentiment=openai:ft:gpt-4.1-mini:org::id");
    const manifest: { files: readonly { name: string; sha256: string; lines: number }[] } =
      JSON.parse(readIn(join(cwd, "tune"), "manifest.json"));
    for (const file of manifest.files) {
      const text = readIn(join(cwd, "tune"), file.name);
      expect(sha256(text)).toBe(file.sha256);
      expect(text.split("\n")).toHaveLength(file.lines + 1);
    }
  });

  it("writes nothing of a node that looks ahead, and says where it did", async () => {
    const leak = join(cwd, "leak");
    mkdirSync(leak);
    writeFileSync(join(leak, "quant.train.jsonl"), "of an earlier export\n");
    const { code, stderr } = await exported("--out", "leak", "--nodes", "leaking.mjs");
    expect(code).toBe(1);
    expect(stderr).toBe(
      "hindcast: a line holds what its row could not know, nothing is written: " +
        "row 12, analyzeSentiment: another prompt without the later rows\n",
    );
    expect(readdirSync(leak)).toEqual([]);
  });
});
