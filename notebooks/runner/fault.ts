/** Says what stopped a cell, with places counted in cells and lines rather than in compiled code. */
import { SourceMap } from "node:module";
import { inspect } from "node:util";
import { z } from "zod";
import type { CellSyntaxError } from "./cell-source.ts";

/** What stopped a cell. */
export interface CellFault {
  /** Class of the error, such as `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** Where, innermost first: only frames inside the notebook, so that no machine's paths show. */
  readonly places: readonly CellPlace[];
  /** Every frame, inside the notebook or not, and the causes; for the screen, never for the file. */
  readonly trace: readonly string[];
}

/** A line of a cell; both count from 1, cells as in `In [1]`. */
export interface CellPlace {
  readonly cell: number;
  readonly line: number;
}

/** The name compiled cells carry in stack traces; its folder is where their imports resolve. */
export function scriptName(file: string, count: number): string {
  return `${file}#cell-${count}`;
}

const RUNNER_FOLDER = import.meta.dirname;

/** A script's name in a message, as when an import cannot be resolved. */
const SCRIPT = /\S+\.ipynb#cell-\d+/g;

const FRAME = /(?:file:\/\/)?[^\s(]*(?:#|%23)cell-(\d+):(\d+):(\d+)/;

/** The fault of a cell that did not compile. */
export function syntaxFault(error: CellSyntaxError, count: number): CellFault {
  const places = [{ cell: count, line: error.line }];
  return { name: error.name, message: error.message, places, trace: [] };
}

/** The fault behind anything a cell may throw, an Error or not. `sourceMaps` is by cell number. */
export function describeFault(error: unknown, sourceMaps: ReadonlyMap<number, string>): CellFault {
  if (!(error instanceof Error)) {
    const message = typeof error === "string" ? error : inspect(error);
    return { name: "Thrown", message, places: [], trace: [] };
  }
  const places: CellPlace[] = [];
  const trace: string[] = [];
  for (const line of error.stack?.split("\n").filter(isFrame) ?? []) {
    const frame = FRAME.exec(line);
    const place = frame === null ? null : placeOf(frame, sourceMaps);
    if (place !== null) places.push(place);
    trace.push(place === null ? line : line.replace(FRAME, placeText(place)));
  }
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    trace.push(`caused by ${cause.name}: ${cause.message}`);
  }
  const message = error.message.replaceAll(SCRIPT, "the notebook");
  return { name: error.name, message, places, trace };
}

/** A stack line that says a place, other than a place in the runner itself. */
function isFrame(line: string): boolean {
  return /^\s+at /.test(line) && !line.includes(RUNNER_FOLDER);
}

/** `cell 3, line 2`. */
export function placeText({ cell, line }: CellPlace): string {
  return `cell ${cell}, line ${line}`;
}

const sourceMapSchema = z.object({
  file: z.string(),
  version: z.number(),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string(),
});

function placeOf(
  frame: RegExpExecArray,
  sourceMaps: ReadonlyMap<number, string>,
): CellPlace | null {
  const [cell, line, column] = frame.slice(1).map(Number);
  if (cell === undefined || line === undefined || column === undefined) return null;
  const json = sourceMaps.get(cell);
  if (json === undefined) return null;
  const entry = new SourceMap(sourceMapSchema.parse(JSON.parse(json))).findEntry(line - 1, column);
  return "originalLine" in entry ? { cell, line: entry.originalLine + 1 } : null;
}
