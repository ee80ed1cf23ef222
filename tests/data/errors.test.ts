import { describe, expect, it } from "vitest";
import {
  HindcastError,
  InputError,
  LookAheadError,
  OrderError,
  StoppedError,
  UsageError,
  errorFrom,
  quoted,
} from "../../data/errors.ts";

const cause = new Error("below");

describe("errors", () => {
  it.each([
    [new InputError({ file: "f.csv" }, "rows", "none", { cause }), "InputError", "BAD_INPUT"],
    [new UsageError("what?", { cause }), "UsageError", "BAD_USAGE"],
    [new LookAheadError("bar", 1, 2, 2), "LookAheadError", "LOOK_AHEAD"],
    [new OrderError("row 2 after row 3", { row: 2 }), "OrderError", "OUT_OF_ORDER"],
    [new StoppedError("later", { cause }), "StoppedError", "STOPPED"],
  ])("%s is a HindcastError with its name and code", (error, name, code) => {
    expect(error).toBeInstanceOf(HindcastError);
    expect(error).toMatchObject({ name, code });
    expect([undefined, cause]).toContain(error.cause);
  });

  it.each([
    [{ file: "f.csv" }, "f.csv: expected a, was b"],
    [{ file: "f.csv", row: 0 }, "f.csv, row 0: expected a, was b"],
    [{ file: "f.csv", column: "close" }, "f.csv, column close: expected a, was b"],
    [{ file: "f.csv", row: 17, column: "close" }, "f.csv, row 17, column close: expected a, was b"],
  ])("an input error at %j reads %s", (place, message) => {
    const error = new InputError(place, "a", "b");
    expect(error.message).toBe(message);
    expect(error.fields).toEqual({ ...place, expected: "a", was: "b" });
  });
});

describe("quoted", () => {
  it.each([
    ["", '""'],
    ['a "b"\n', String.raw`"a \"b\"\n"`],
    ["x".repeat(60), `"${"x".repeat(60)}"`],
    ["x".repeat(61), `"${"x".repeat(57)}..."`],
  ])("shows %j as %s", (value, expected) => {
    expect(quoted(value)).toBe(expected);
  });
});

describe("errorFrom", () => {
  it.each([
    ["STOPPED", StoppedError],
    ["BAD_USAGE", UsageError],
    ["LOOK_AHEAD", HindcastError],
    [null, Error],
  ] as const)("of code %s is of its class", (code, kind) => {
    const error = errorFrom(code, "what it was");
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toBe("what it was");
    expect(error instanceof HindcastError ? error.code : null).toBe(code);
  });
});
