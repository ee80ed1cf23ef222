/** Reads and writes Jupyter notebooks (nbformat 4) in the exact bytes Jupyter itself would save. */
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { InputError } from "../../data/errors.ts";

const multilineSchema = z.union([z.string(), z.array(z.string())]);

const cellSchema = z.looseObject({
  cell_type: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  source: multilineSchema,
});

const notebookSchema = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.int(),
  metadata: z.record(z.string(), z.unknown()),
  cells: z.array(cellSchema),
});

/** A notebook as stored; fields the runner does not know are carried through untouched. */
export type Notebook = z.infer<typeof notebookSchema>;
export type Cell = z.infer<typeof cellSchema>;

/** Content by MIME type. Text is one string here and a list of lines in the file. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** One output of a code cell, in nbformat's own field names. */
export type CellOutput =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly output_type: "display_data"; readonly data: MimeBundle; readonly metadata: object }
  | {
      readonly output_type: "execute_result";
      readonly data: MimeBundle;
      readonly metadata: object;
      readonly execution_count: number;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** Parses a notebook file. @throws InputError naming the file and what in it is not nbformat 4. */
export function readNotebook(file: string): Notebook {
  const parsed = notebookSchema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new InputError({ file }, "a notebook in nbformat 4", `${issue?.message ?? ""}${place}`);
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const was = cause instanceof Error ? cause.message : String(cause);
    throw new InputError({ file }, "a notebook in JSON", was, { cause });
  }
}

/** The source of a cell as one string, however the file splits it. */
export function sourceOf(cell: Cell): string {
  return typeof cell.source === "string" ? cell.source : cell.source.join("");
}

/** A copy of a code cell with new outputs; `count` is null for a cell that did not run. Run times that Jupyter stores are dropped: they differ every time. */
export function withOutputs(
  cell: Cell,
  outputs: readonly CellOutput[],
  count: number | null,
): Cell {
  const { execution: _runTimes, ...metadata } = cell.metadata;
  return { ...cell, metadata, outputs: outputs.map(stored), execution_count: count };
}

function stored(output: CellOutput): object {
  if (output.output_type === "error") return output;
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  const data = Object.entries(output.data).map(([type, content]) => [
    type,
    typeof content === "string" ? lines(content) : content,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

/** Splits where Python's `splitlines` does, since Jupyter stores text so. */
const LINE = /[^\n\r\v\f\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|$)/g;

function lines(text: string): string[] {
  return (text.match(LINE) ?? []).filter((line) => line !== "");
}

/** The file's text: keys sorted, one space of indent, a newline at the end, as Jupyter saves. */
export function notebookText(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => withSourceLines(cell));
  return `${JSON.stringify(sorted({ ...notebook, cells }), null, 1)}\n`;
}

function withSourceLines(cell: Cell): Cell {
  return { ...cell, source: lines(sourceOf(cell)) };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Saves the notebook unless the file holds these bytes already. Returns whether it wrote. */
export function writeNotebook(file: string, notebook: Notebook): boolean {
  const text = notebookText(notebook);
  if (readFileSync(file, "utf8") === text) return false;
  writeFileSync(file, text);
  return true;
}
