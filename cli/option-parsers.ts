/** Parsers of command-line values; each fault names the switch, what was expected and what it was. */
import { InvalidArgumentError } from "commander";
import { NODE_NAMES, type NodeName } from "../data/vocabulary.ts";

/** An integer within a range. */
export function integer(min: number, max = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text);
    if (/^-?\d+$/.test(text) && value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`Expected an integer ${range}.`);
  };
}

/** A finite number within a range. */
export function decimal(min: number, max = Infinity) {
  return (text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= min && value <= max) return value;
    const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`Expected a number ${range}.`);
  };
}

/** `IN,OUT`: US dollars per million input and output tokens. */
export function tokenPrice(text: string): {
  readonly inputUsd: number;
  readonly outputUsd: number;
} {
  const [inputUsd, outputUsd, ...more] = text
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (isPrice(inputUsd) && isPrice(outputUsd) && more.length === 0) return { inputUsd, outputUsd };
  throw new InvalidArgumentError(
    "Expected IN,OUT in US dollars per million tokens, such as 0.4,1.6.",
  );
}

function isPrice(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

/** `A:B`: rows A to B-1. */
export function rowRange(text: string): { readonly from: number; readonly to: number } {
  const match = /^(\d+):(\d+)$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (match && from < to) return { from, to };
  throw new InvalidArgumentError("Expected A:B with A < B, rows counted from 0.");
}

/** Node names, comma-separated; the switch may be given again. */
export function nodeList(text: string, before: readonly NodeName[] = []): readonly NodeName[] {
  const names = text.split(",").map((part) => {
    const name = NODE_NAMES.find((known) => known === part.trim());
    if (name === undefined) {
      throw new InvalidArgumentError(`Expected nodes out of ${NODE_NAMES.join(", ")}.`);
    }
    return name;
  });
  return [...new Set([...before, ...names])];
}

/** `canonical=actual` column names; the switch may be given again. */
export function columnPair(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) {
    throw new InvalidArgumentError("Expected COLUMN=NAME_IN_FILE, such as close=Close.");
  }
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
