/** What `hindcast dashboard` says once it is up. */
import type { MarketData } from "../../data/load-rows.ts";

/** What is said of it. */
export interface DashboardFacts {
  readonly runs: readonly string[];
  readonly datasets: readonly MarketData[];
  readonly url: string;
  /** Nobody named the runs. */
  readonly isLookedUp: boolean;
  /** The usual port, where it was taken. */
  readonly instead: number | null;
}

/** Run directories that are named, at most. */
const NAMED = 5;

/** The lines. The address holds no token: the page has it. */
export function dashboardScreen({
  runs,
  datasets,
  url,
  isLookedUp,
  instead,
}: DashboardFacts): string {
  const more = runs.length > NAMED ? `, and ${runs.length - NAMED} more` : "";
  const files = datasets.map(({ file, rows }) => `${nameOf(file)}, ${rows.length} rows`);
  return [
    `runs   ${runs.slice(0, NAMED).join(", ")}${more}${isLookedUp ? " (found in ./runs)" : ""}`,
    `data   ${files.join("; ")}`,
    `page   ${url}${instead === null ? "" : ` (port ${instead} is taken)`}`,
    "       on this machine alone; Ctrl-C ends it",
    "",
  ].join("\n");
}

function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
