/** What a call that was cut short by its signal rejects with. */
import { HindcastError, StoppedError } from "../../../data/errors.ts";
import { CallFault } from "./call-fault.ts";

/** The reason the signal was aborted with where it is one of ours, else a StoppedError. */
export function abortFault(model: string, { reason }: AbortSignal): CallFault | HindcastError {
  if (reason instanceof CallFault || reason instanceof HindcastError) return reason;
  return new StoppedError(`${model}: a call was stopped on request`);
}
