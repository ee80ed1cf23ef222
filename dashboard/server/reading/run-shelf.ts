/** The runs on show, by the names that stand for them in addresses. */
import { realpathSync } from "node:fs";
import { REAL_CLOCK } from "../../../data/clock.ts";
import { InputError, faultCode } from "../../../data/errors.ts";
import { ApiError } from "../api-fault.ts";
import type { DataShelf } from "./data-shelf.ts";
import { runName } from "./run-names.ts";
import { readStamp } from "./run-stamp.ts";
import { ShownRun, type ShownRunParts } from "./shown-run.ts";

/** What runs are shown with. */
export interface ShelfParts extends Pick<ShownRunParts, "unableToRedecide"> {
  readonly datasets: DataShelf;
  /** The run directories that are there now. @default those of the beginning */
  readonly findAgain?: () => readonly string[];
}

/** Directories are looked through at most so often. */
const AGAIN_MS = 2000;

/** Runs in the order of the command line; those begun later come after them. */
export class RunShelf {
  readonly #parts: ShelfParts;
  readonly #ids = new Set<string>();
  readonly #places = new Set<string>();
  readonly #runs: ShownRun[] = [];
  readonly #directories: string[] = [];
  /** By directory, as long as no other run comes. */
  readonly #names = new Map<string, string>();
  #lookedAt = -Infinity;

  /** @throws InputError when no directory has a manifest that can be read */
  constructor(directories: readonly string[], parts: ShelfParts) {
    this.#parts = parts;
    for (const directory of directories) this.#add(directory, realpathSync(directory));
    const faults = this.#runs.map(faultOf);
    const [first] = faults;
    if (first && faults.every((fault) => fault !== null)) throw first;
  }

  get runs(): readonly ShownRun[] {
    return this.#runs;
  }

  /** Takes on runs that were begun since, unless it was just done. */
  lookAgain(): void {
    const { findAgain } = this.#parts;
    if (!findAgain || REAL_CLOCK.nowMs() - this.#lookedAt < AGAIN_MS) return;
    this.#lookedAt = REAL_CLOCK.nowMs();
    for (const directory of findAgain()) {
      const place = placeOf(directory);
      if (place !== null && !this.#places.has(place)) this.#add(directory, place);
    }
  }

  /** @throws ApiError 404 for a name that stands for none */
  of(id: string): ShownRun {
    const run = this.#runs.find((known) => known.id === id);
    if (run) return run;
    throw new ApiError(404, "expected a run that the dashboard was started with, was another");
  }

  #nameOf(directory: string): string {
    const name = this.#names.get(directory) ?? runName(directory, this.#directories);
    this.#names.set(directory, name);
    return name;
  }

  #add(directory: string, place: string): void {
    const id = freeId(nameIn(directory), this.#ids);
    this.#ids.add(id);
    this.#places.add(place);
    const { datasets, unableToRedecide } = this.#parts;
    this.#directories.push(directory);
    this.#names.clear();
    const nameOf = (of: string): string => this.#nameOf(of);
    this.#runs.push(new ShownRun({ datasets, unableToRedecide, nameOf, id, directory }));
  }
}

/** The run's name by content; empty where its manifest is broken, which is told with its head. */
function nameIn(directory: string): string {
  try {
    return readStamp(directory).run;
  } catch (error) {
    if (error instanceof InputError) return "";
    throw error;
  }
}

function faultOf({ directory }: ShownRun): InputError | null {
  try {
    readStamp(directory);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** Where a directory really is; null where it went since it was found. */
function placeOf(directory: string): string | null {
  try {
    return realpathSync(directory);
  } catch (error) {
    if (faultCode(error) === "ENOENT") return null;
    throw error;
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
