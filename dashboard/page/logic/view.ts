/** What the page shows, as its address says it: a link opens the same runs, filter and row. */
import { FINDING_KINDS, type FindingKind } from "../../../backtest/reasoning/finding.ts";
import { type RowFilter, STATUSES } from "./row-filter.ts";

export interface View {
  /** Id of the run shown; null for the first. */
  readonly run: string | null;
  /** Id of the run beside it. */
  readonly other: string | null;
  /** Row number of the open decision. */
  readonly row: number | null;
  readonly filter: RowFilter;
}

/** The view of an address's part after `#`; what it does not know it leaves out. */
export function viewOf(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const row = said.get("row") ?? "";
  const statuses = new Set((said.get("status") ?? "").split(" "));
  return {
    run: said.get("run"),
    other: said.get("beside"),
    row: /^\d{1,9}$/.test(row) ? Number(row) : null,
    filter: {
      statuses: STATUSES.filter((status) => statuses.has(status)),
      finding: findingOf(said.get("finding")),
      error: errorOf(said.get("error")),
      disagreement: said.has("disagreement"),
      differing: said.has("differing"),
    },
  };
}

/** The address's part after `#`; empty for the first view. */
export function hashOf({ run, other, row, filter }: View): string {
  const said = new URLSearchParams();
  if (run !== null) said.set("run", run);
  if (other !== null) said.set("beside", other);
  if (row !== null) said.set("row", String(row));
  if (filter.statuses.length > 0) said.set("status", filter.statuses.join(" "));
  if (filter.finding !== null) said.set("finding", filter.finding);
  if (filter.error !== null) said.set("error", filter.error);
  if (filter.disagreement) said.set("disagreement", "");
  if (filter.differing) said.set("differing", "");
  return said.toString();
}

/** A kind of finding by its name, or any; null for another word. */
export function findingOf(text: string | null): FindingKind | "any" | null {
  return text === "any" ? text : (FINDING_KINDS.find((kind) => kind === text) ?? null);
}

/** A class of errors in plain words, or any; null for other text. Which there are differs from run to run. */
export function errorOf(text: string | null): string | null {
  return text !== null && /^[\w -]{1,40}$/.test(text) ? text : null;
}
