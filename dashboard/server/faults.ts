/** How faults are told to the page: a status and one line, without a stack and without this machine's folders. */
import { normalize } from "node:path";
import { type ErrorCode, HindcastError } from "../../data/errors.ts";
import { visibleText } from "../report/visible-text.ts";
import type { ApiFault } from "../wire/api.ts";
import { ApiError, type FaultStatus } from "./api-fault.ts";
import type { ShownRun } from "./reading/shown-run.ts";

/** A fault as it is answered. */
export interface SpokenFault extends ApiFault {
  readonly status: FaultStatus;
}

type NamedRun = Pick<ShownRun, "directory" | "name">;

const STATUS_OF: Readonly<Record<ErrorCode, FaultStatus>> = {
  BAD_INPUT: 422,
  BAD_USAGE: 422,
  LOOK_AHEAD: 422,
  OUT_OF_ORDER: 500,
  REPLAY_MISS: 409,
  STOPPED: 409,
};

/**
 * The fault in words.
 * @param onFault told of faults that nobody raised on purpose
 */
export function speakFault(
  error: unknown,
  { runs }: { readonly runs: readonly NamedRun[] },
  onFault: (error: unknown) => void,
): SpokenFault {
  if (error instanceof ApiError) return { status: error.status, error: error.message };
  if (error instanceof HindcastError) {
    const text = withNames(error.message, runs);
    return { status: STATUS_OF[error.code], error: visibleText(withoutFolders(text)) };
  }
  onFault(error);
  return { status: 500, error: "something went wrong; the terminal of the dashboard says what" };
}

/** The runs' directories by their names: where a file in one is named, or the fault is the directory's own. */
function withNames(text: string, runs: readonly NamedRun[]): string {
  const names = new Map(
    runs.flatMap(({ directory, name }) => [
      [directory, name] as const,
      [asWritten(directory), name] as const,
    ]),
  );
  // The one that is further down first.
  const own = [...names.keys()].toSorted((a, b) => b.length - a.length).map(escaped);
  if (own.length === 0) return text;
  const any = `(?:${own.join("|")})`;
  const places = new RegExp(`(?<![\\w.\\\\/-])${any}(?=[\\\\/])|^${any}(?=[,:])`, "g");
  return text.replaceAll(places, (directory) => names.get(directory) ?? directory);
}

/** A directory as it stands before the names of its files. */
function asWritten(directory: string): string {
  const path = normalize(directory);
  return path.length > 1 ? path.replace(/[\\/]+$/, "") : path;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Absolute paths by the names at their ends. */
function withoutFolders(text: string): string {
  return text.replaceAll(/(?<![\w.:/])(?:[A-Za-z]:)?(?:[\\/][^\\/\s:,;"']+)+[\\/]/g, "");
}
