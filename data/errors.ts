/** The errors Hindcast raises: data first (code and fields), wording second. */

/** Stable names a program can switch on; the README's table says what each one leads to. */
export type ErrorCode =
  | "BAD_INPUT"
  | "BAD_USAGE"
  | "LOOK_AHEAD"
  | "OUT_OF_ORDER"
  | "REPLAY_MISS"
  | "STOPPED";

/** Base of every error raised on purpose. `code` is stable, `fields` says where. */
export class HindcastError extends Error {
  readonly code: ErrorCode;
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    message: string,
    fields: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.fields = fields;
  }
}

/** Where in a file a fault is. `row` counts data rows from 0, as everywhere in Hindcast. */
export interface FaultPlace {
  readonly file: string;
  readonly row?: number;
  readonly column?: string;
}

/** A file or a cell that cannot be used; the command line answers with one line and exit code 2. */
export class InputError extends HindcastError {
  constructor(place: FaultPlace, expected: string, was: string, options?: ErrorOptions) {
    const at = [
      place.file,
      ...(place.row === undefined ? [] : [`row ${place.row}`]),
      ...(place.column === undefined ? [] : [`column ${place.column}`]),
    ].join(", ");
    super(
      "BAD_INPUT",
      `${at}: expected ${expected}, was ${was}`,
      { ...place, expected, was },
      options,
    );
  }
}

/** A switch or a setting that makes no sense; exit code 2. */
export class UsageError extends HindcastError {
  constructor(message: string, options?: ErrorOptions) {
    super("BAD_USAGE", message, {}, options);
  }
}

/** Something asked for a value that was not yet known at the row being decided. Always a bug, never recoverable. */
export class LookAheadError extends HindcastError {
  constructor(what: string, asOf: number, row: number, knownFrom: number) {
    super(
      "LOOK_AHEAD",
      `look-ahead: ${what} of row ${row} is known from row ${knownFrom} on, but was asked for as of row ${asOf}`,
      { what, asOf, row, knownFrom },
    );
  }
}

/** Rows reached a time-ordered store out of order. */
export class OrderError extends HindcastError {
  constructor(message: string, fields: Readonly<Record<string, string | number>>) {
    super("OUT_OF_ORDER", message, fields);
  }
}

/**
 * A replay came upon a question whose reply is not stored (`REPLAY_MISS`): the prompts, the model or the data differ
 * from what was recorded. Exit code 2; nothing is asked in its place.
 */
export class ReplayMissError extends HindcastError {
  readonly #node: string;
  readonly #key: string;

  /** @param key the reply's full key; the message shows its first 12 digits */
  constructor(node: string, key: string, row?: number, options?: ErrorOptions) {
    const where = row === undefined ? node : `row ${row}, ${node}`;
    super(
      "REPLAY_MISS",
      `replay: no stored reply for ${where} (reply key ${key.slice(0, 12)}…)`,
      { node, key, ...(row !== undefined && { row }) },
      options,
    );
    this.#node = node;
    this.#key = key;
  }

  /** The same miss, naming the row being decided, which a model is not told. */
  atRow(row: number): ReplayMissError {
    return new ReplayMissError(this.#node, this.#key, row, { cause: this });
  }
}

/** The run ended with work left that the same command will resume; exit code 3. */
export class StoppedError extends HindcastError {
  constructor(message: string, options?: ErrorOptions) {
    super("STOPPED", message, {}, options);
  }
}

/**
 * The error that another thread or process reported, of its own class where others tell it apart by that.
 * @param code null for one that was not raised on purpose
 */
export function errorFrom(code: ErrorCode | null, message: string): Error {
  if (code === null) return new Error(message);
  if (code === "STOPPED") return new StoppedError(message);
  if (code === "BAD_USAGE") return new UsageError(message);
  return new HindcastError(code, message);
}

/** What the operating system called a fault, such as `ENOENT`, for an error line. */
export function faultCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "an unknown fault";
}

/** A cell or argument quoted for an error line: escaped, and cut to 60 characters. */
export function quoted(value: string): string {
  const cut = value.length > 60 ? `${value.slice(0, 57)}...` : value;
  return JSON.stringify(cut);
}
