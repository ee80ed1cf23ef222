/** How the command answers errors: one line on stderr and an exit code that scripts can rely on. */
import { HindcastError, type ErrorCode } from "../data/errors.ts";

/** 0 done, 1 the thing checked failed, 2 bad usage or bad input, 3 stopped with work left to resume. */
export const EXIT = { done: 0, failed: 1, badInput: 2, stopped: 3 } as const;

const EXIT_OF: Readonly<Record<ErrorCode, number>> = {
  BAD_INPUT: EXIT.badInput,
  BAD_USAGE: EXIT.badInput,
  LOOK_AHEAD: EXIT.failed,
  OUT_OF_ORDER: EXIT.failed,
  REPLAY_MISS: EXIT.badInput,
  STOPPED: EXIT.stopped,
};

/** The exit code and the text for an error. A fault of our own keeps its stack, to be reported. */
export function answerTo(error: unknown): { readonly code: number; readonly text: string } {
  if (error instanceof HindcastError) {
    return { code: EXIT_OF[error.code], text: `hindcast: ${error.message}` };
  }
  if (isFileError(error)) {
    return { code: EXIT.badInput, text: `hindcast: ${error.message}` };
  }
  const stack =
    error instanceof Error ? (error.stack ?? error.message) : "something that is no error";
  return { code: EXIT.failed, text: `hindcast: unexpected fault, please report it\n${stack}` };
}

/** The operating system refusing a file: no right, no room, a folder in a file's place. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error && "path" in error;
}
