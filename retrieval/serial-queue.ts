/** Runs asynchronous jobs one at a time, in the order they were handed in. */
export class SerialQueue {
  #tail: Promise<unknown> = Promise.resolve();

  /** Settles as the job does. A job that fails does not hold up the next one. */
  run<T>(job: () => T | Promise<T>): Promise<T> {
    const result = this.#tail.then(job);
    this.#tail = result.catch(() => null);
    return result;
  }
}
