/** The screen of `hindcast export-finetune`: what was written, what was checked, and how a tuned model is used. */
import type { FinetuneExport } from "../../graphs/finetune/export-finetune.ts";
import { heading, table } from "./format.ts";

/** What was exported to a directory. */
export function finetuneScreen(made: FinetuneExport, out: string, rows: number): string {
  const counts = made.files.map(({ name, rows: lines, stances, tokens }) => [
    name,
    String(lines.length),
    `${lines[0]}–${lines.at(-1)}`,
    String(stances.bearish),
    String(stances.neutral),
    String(stances.bullish),
    String(tokens),
  ]);
  const first = made.files.find(({ part }) => part === "validation")?.rows[0];
  return [
    heading("Lines to tune on"),
    table(["file", "lines", "rows", "bearish", "neutral", "bullish", "tokens (about)"], counts),
    `  embargo of ${made.embargoBars} bars between training and validation; ${made.skippedRows} rows left out`,
    "",
    `checked ${made.checkedLines} lines: none holds anything later`,
    heading("Then"),
    "  npx hindcast run --llm analyzeSentiment=openai:ft:gpt-4.1-mini:org::id,openai:gpt-4.1-mini \\",
    `    --rows ${first ?? 0}:${rows}`,
    "  A tuned model has seen the outcomes of the rows before: only those after say what it is worth.",
    heading("Files"),
    `  ${out}/  ${made.files.map(({ name }) => name).join("  ")}  manifest.json`,
    "",
  ].join("\n");
}
