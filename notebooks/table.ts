/** Rows as an HTML table: numbers aligned and rounded, missing values said, text escaped. */
import { inspect } from "node:util";
import { type RichOutput, escapeMarkup, html } from "../dashboard/charts/rich.ts";

/** What a table can be made of: records, or columns and rows as a danfojs DataFrame holds them. */
export type TableData =
  | readonly Readonly<Record<string, unknown>>[]
  | { readonly columns: readonly string[]; readonly values: readonly unknown[] };

export interface TableOptions {
  /** Columns to show, in order. @default every column, in order of first appearance */
  readonly columns?: readonly string[];
  /** Columns of fractions to show as percentages. @default none */
  readonly percent?: readonly string[];
  /** Decimals of numbers that are not whole, at least 0. @default 4, and 2 in percentages */
  readonly decimals?: number;
  /** Rows shown at most, at least 1; a last line counts the others. @default 50 */
  readonly maxRows?: number;
  /** A line above the table. @default none */
  readonly caption?: string;
}

/** An HTML table. null, undefined and NaN read `n/a`; dates are ISO in UTC; objects read as Node prints them. */
export function table(data: TableData, options: TableOptions = {}): RichOutput {
  const rows = "columns" in data ? records(data.columns, data.values) : data;
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const shown = rows.slice(0, options.maxRows ?? 50);
  const head = columns.map((column) => cell("th", column, isNumeric(shown, column)));
  const body = shown.map((row) => {
    const cells = columns.map((column) =>
      cell("td", cellText(row[column], column, options), isNumeric(shown, column)),
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const left = rows.length - shown.length;
  const more =
    left > 0 ? `<tr><td colspan="${columns.length}">and ${left} more rows</td></tr>` : "";
  const caption =
    options.caption === undefined ? "" : `<caption>${escapeMarkup(options.caption)}</caption>`;
  return html(
    `<table>${caption}<thead><tr>${head.join("")}</tr></thead>\n<tbody>${body.join("\n")}${more}</tbody></table>`,
  );
}

function records(
  columns: readonly string[],
  values: readonly unknown[],
): Record<string, unknown>[] {
  return values.map((row) => {
    const cells: readonly unknown[] = Array.isArray(row) ? row : [row];
    return Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
  });
}

function isNumeric(rows: readonly Readonly<Record<string, unknown>>[], column: string): boolean {
  const values = rows.map((row) => row[column]).filter((value) => !isMissing(value));
  return values.length > 0 && values.every((value) => typeof value === "number");
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function cell(tag: "th" | "td", text: string, numeric: boolean): string {
  return `<${tag} style="text-align: ${numeric ? "right" : "left"}">${escapeMarkup(text)}</${tag}>`;
}

function cellText(value: unknown, column: string, options: TableOptions): string {
  if (isMissing(value)) return "n/a";
  if (typeof value === "number") {
    return options.percent?.includes(column) === true
      ? `${(value * 100).toFixed(options.decimals ?? 2)} %`
      : numberText(value, options.decimals ?? 4);
  }
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : inspect(value, { breakLength: Infinity });
}

/** Whole numbers as they are, others rounded, infinities as a sign. */
function numberText(value: number, decimals: number): string {
  if (Number.isInteger(value)) return String(value);
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  return value.toFixed(decimals);
}
