/** A request that is answered with a fault: its status, and one line for the reader. */

/** Statuses that the server answers with. */
export type FaultStatus = 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500;

/** Thrown by whatever answers a request; the text is shown to the reader as it is. */
export class ApiError extends Error {
  readonly status: FaultStatus;

  constructor(status: FaultStatus, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ApiError";
    this.status = status;
  }
}
