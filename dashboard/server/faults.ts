/** How faults are told to the page: a status and one line, without a stack and without this machine's folders. */
import { type ErrorCode, HindcastError } from "../../data/errors.ts";
import type { ApiFault } from "../wire/api.ts";
import { ApiError, type FaultStatus } from "./api-fault.ts";
import type { RunShelf } from "./reading/run-shelf.ts";

/** A fault as it is answered. */
export interface SpokenFault extends ApiFault {
  readonly status: FaultStatus;
}

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
  { runs }: RunShelf,
  onFault: (error: unknown) => void,
): SpokenFault {
  if (error instanceof ApiError) return { status: error.status, error: error.message };
  if (error instanceof HindcastError) {
    const text = runs.reduce(
      (line, { directory, name }) => line.replaceAll(directory, name),
      error.message,
    );
    return { status: STATUS_OF[error.code], error: withoutFolders(text) };
  }
  onFault(error);
  return { status: 500, error: "something went wrong; the terminal of the dashboard says what" };
}

/** Absolute paths by the names at their ends. */
function withoutFolders(text: string): string {
  return text.replaceAll(/(?<![\w.:/])(?:[A-Za-z]:)?(?:[\\/][^\\/\s:,;"']+)+[\\/]/g, "");
}
