/** The runs on show, by the names that stand for them in addresses. */
import { ApiError } from "../api-fault.ts";
import type { DataShelf } from "./data-shelf.ts";
import { readStamp } from "./run-stamp.ts";
import { ShownRun, type ShownRunParts } from "./shown-run.ts";

/** Runs in the order of the command line. */
export class RunShelf {
  readonly runs: readonly ShownRun[];

  /** @throws InputError when a directory's manifest is broken */
  constructor(
    directories: readonly string[],
    parts: { readonly datasets: DataShelf } & Pick<ShownRunParts, "unableToRedecide">,
  ) {
    const ids = new Set<string>();
    this.runs = directories.map((directory) => {
      const id = freeId(readStamp(directory).run, ids);
      ids.add(id);
      return new ShownRun({ ...parts, id, directory });
    });
  }

  /** @throws ApiError 404 for a name that stands for none */
  of(id: string): ShownRun {
    const run = this.runs.find((known) => known.id === id);
    if (run) return run;
    throw new ApiError(404, "expected a run that the dashboard was started with, was another");
  }
}

/** The run's name by content, so that an address serves after a restart; with a number where two have it. */
function freeId(run: string, taken: ReadonlySet<string>): string {
  const name = /^[\w-]{1,64}$/.test(run) ? run : "run";
  for (let i = 1; ; i++) {
    const id = i === 1 ? name : `${name}-${i}`;
    if (!taken.has(id)) return id;
  }
}
