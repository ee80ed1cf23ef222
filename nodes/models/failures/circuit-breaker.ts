/** Stops a run whose model has gone: one row after another would fail for the same reason. */
import { StoppedError, UsageError } from "../../../data/errors.ts";
import type { ChatModel } from "../chat-model.ts";
import { CallFault, type CallFaultKind } from "./call-fault.ts";

/** When to stop. */
export interface BreakerOptions {
  /** Failed calls in a row that open the circuit, at least 1. @default 5 */
  readonly failuresToStop?: number;
}

/** What many failures come to, by the kind of the last one. */
const VERDICTS: ReadonlyMap<CallFaultKind, string> = new Map([
  ["bad request", "the service takes no such request"],
  ["unreadable reply", "the service seems to speak another protocol"],
]);

/** Counts calls that failed for good, one after another, whatever row or branch they were for. Once open it stays open. */
export class CircuitBreaker {
  readonly #failuresToStop: number;
  #failures = 0;
  #stop: StoppedError | null = null;

  /** @throws UsageError unless `failuresToStop` is an integer of at least 1 */
  constructor({ failuresToStop = 5 }: BreakerOptions = {}) {
    if (!Number.isInteger(failuresToStop) || failuresToStop < 1) {
      throw new UsageError(
        `failuresToStop: expected an integer of at least 1, was ${failuresToStop}`,
      );
    }
    this.#failuresToStop = failuresToStop;
  }

  /**
   * Does the work while the circuit is closed. Success takes the count back to 0; a CallFault, of whatever kind, adds to
   * it; other errors are no word on the service and leave it. Work that was under way when the circuit opened
   * may still succeed.
   * @throws StoppedError in the place of the call that opened the circuit and of every later one
   */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.#stop) throw this.#stop;
    try {
      const result = await work();
      this.#failures = 0;
      return result;
    } catch (error) {
      if (!(error instanceof CallFault)) throw error;
      this.#failures += 1;
      if (this.#failures >= this.#failuresToStop) this.#stop ??= this.#open(error);
      throw this.#stop ?? error;
    }
  }

  #open({ kind, message }: CallFault): StoppedError {
    const calls = this.#failures === 1 ? "1 model call" : `${this.#failures} model calls`;
    return new StoppedError(
      `${calls} in a row failed (last: ${message}); ${VERDICTS.get(kind) ?? "the service seems to be down"}`,
    );
  }
}

/** The model behind a circuit breaker. Put it around the patient model: only what failed for good counts. */
export function makeGuardedModel(model: ChatModel, breaker = new CircuitBreaker()): ChatModel {
  return {
    id: model.id,
    origin: model.origin,
    complete: (request, options) => breaker.guard(() => model.complete(request, options)),
  };
}
