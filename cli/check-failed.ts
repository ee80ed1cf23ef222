/** Thrown by a command whose check ran to its end and failed: one line on stderr, and exit code 1. */
export class CheckFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CheckFailed";
  }
}
