import { describe, expect, it } from "vitest";
import { InputError } from "../../../data/errors.ts";
import { speakFault } from "../../../dashboard/server/faults.ts";

/** What is said of a file of a run's directory, or of the directory. */
function spoken(file: string, runs: Readonly<Record<string, string>>): string {
  const shown = Object.entries(runs).map(([directory, name]) => ({ directory, name }));
  const fault = new InputError({ file }, "a JSON. A run", "else");
  const { status, error } = speakFault(fault, { runs: shown }, () => {});
  expect(status).toBe(422);
  return error;
}

describe("a fault of a run's file", () => {
  it.each([
    ["/x/runs/one/r.jsonl", { "/x/runs/one": "one" }, "one/r.jsonl"],
    ["/x/runs/one", { "/x/runs/one/": "one" }, "one"],
    // Letters and points of other words are none of the directory.
    ["a/r.jsonl", { a: "x/a", "b/a": "b/a" }, "x/a/r.jsonl"],
    ["b/a/r.jsonl", { a: "x/a", "b/a": "b/a" }, "b/a/r.jsonl"],
    ["r.jsonl", { ".": "one" }, "r.jsonl"],
    [".", { ".": "one" }, "one"],
    ["one/r.jsonl", { "./one": "x/one" }, "x/one/r.jsonl"],
    ["./one", { "./one": "x/one" }, "x/one"],
    // One is the beginning of the other, or above it.
    ["/x/one2/r.jsonl", { "/x/one": "one", "/x/one2": "two" }, "two/r.jsonl"],
    ["/x/one/in/r.jsonl", { "/x/one": "one", "/x/one/in": "in" }, "in/r.jsonl"],
    ["/x/(1)/r.jsonl", { "/x/(1)": "$& (1)" }, "$& (1)/r.jsonl"],
  ])("%s among %j is told of %s, and the rest as it stands", (file, runs, told) => {
    expect(spoken(file, runs)).toBe(`${told}: expected a JSON. A run, was else`);
  });
});
