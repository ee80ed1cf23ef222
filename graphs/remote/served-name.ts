/** What a server must have in common with a run whose rows it decides. */
import { canonicalJson, hashOf } from "../../data/hash.ts";
import type { Pipeline } from "../pipeline.ts";

type Identity = Pipeline["identity"];

/** Settings that say which rows are decided and how decisions are scored: a server decides the same without them. */
const NOT_DECIDING: ReadonlySet<string> = new Set([
  "rows",
  "hysteresis",
  "commission",
  "slippage",
  "capital",
]);

/** A hash of all that decides a row: equal for runs that decide every row alike. */
export function servedName(identity: Identity): string {
  return hashOf(Object.fromEntries(decidingParts(identity))).slice(0, 16);
}

/** What of two identities decides rows and differs, by name, such as `config.horizonBars`. */
export function differingParts(one: Identity, other: Identity): readonly string[] {
  const [these, those] = [new Map(decidingParts(one)), new Map(decidingParts(other))];
  return [...new Set([...these.keys(), ...those.keys()])]
    .filter((name) => these.get(name) !== those.get(name))
    .toSorted();
}

function decidingParts(identity: Identity): readonly (readonly [string, string])[] {
  return Object.entries(identity).flatMap(([part, value]) => {
    if (part !== "config" || typeof value !== "object" || value === null) {
      return [[part, textOf(value)] as const];
    }
    return Object.entries(value)
      .filter(([setting]) => !NOT_DECIDING.has(setting))
      .map(([setting, its]) => [`config.${setting}`, textOf(its)] as const);
  });
}

function textOf(value: unknown): string {
  return value === undefined ? "" : canonicalJson(value);
}
