import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  mustTakeExport,
  removeExport,
  writeExport,
} from "../../../graphs/finetune/export-directory.ts";
import type { FinetuneExport } from "../../../graphs/finetune/export-finetune.ts";
import { lockDirectory } from "../../../graphs/run-lock.ts";
import { newDirectory, readIn } from "../../support/run-directory.ts";

/** An export whose files hold their own names. */
function exportOf(...nodes: readonly ("analyzeSentiment" | "analyzeQuant")[]): FinetuneExport {
  const files = nodes.flatMap((node) =>
    (["train", "validation"] as const).map((part) => {
      const name = `${node === "analyzeQuant" ? "quant" : "sentiment"}.${part}.jsonl`;
      const stances = { bearish: 0, neutral: 1, bullish: 0 };
      return { name, node, part, rows: [1], stances, tokens: 1, text: `${name}\n` };
    }),
  );
  const manifest = JSON.stringify({ checkedLines: files.length, files: nodes });
  return { files, checkedLines: 1, leak: null, skippedRows: 0, embargoBars: 1, manifest };
}

const QUANT = ["manifest.json", "quant.train.jsonl", "quant.validation.jsonl"];

describe("the directory of an export", () => {
  it("holds nothing of an earlier one, and keeps what is nobody's", () => {
    const out = join(newDirectory(), "a", "tune");
    writeExport(out, exportOf("analyzeSentiment", "analyzeQuant"));
    writeFileSync(join(out, "notes.txt"), "mine");
    expect(readdirSync(out)).toHaveLength(6);
    writeExport(out, exportOf("analyzeQuant"));
    expect(readdirSync(out).toSorted()).toEqual([...QUANT, "notes.txt"].toSorted());
    removeExport(out);
    expect(readdirSync(out)).toEqual(["notes.txt"]);
    removeExport(join(out, "nothing"));
    expect(existsSync(join(out, "nothing"))).toBe(false);
  });

  it("is not that of a run, nor one that somebody is writing", () => {
    const out = newDirectory();
    writeFileSync(join(out, "manifest.json"), '{"run":"1234"}');
    writeFileSync(join(out, "quant.train.jsonl"), "mine");
    const another =
      /expected a directory that is new or an export's, was one with another manifest/;
    expect(() => mustTakeExport(out)).toThrow(another);
    expect(() => writeExport(out, exportOf("analyzeQuant"))).toThrow(another);
    expect(() => removeExport(out)).toThrow(another);
    expect(readIn(out, "quant.train.jsonl")).toBe("mine");

    const busy = newDirectory();
    const unlock = lockDirectory(busy);
    expect(() => writeExport(busy, exportOf("analyzeQuant"))).toThrow(/no run is writing/);
    unlock();
    expect(readdirSync(busy)).toEqual([]);
    mkdirSync(join(busy, "quant.train.jsonl"));
    expect(() => writeExport(busy, exportOf("analyzeQuant"))).toThrow(
      /expected a directory that can be made or written, was \w+/,
    );
  });
});
