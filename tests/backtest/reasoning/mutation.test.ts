import { describe, expect, it } from "vitest";
import { auditRow } from "../../../backtest/reasoning/audit-row.ts";
import { makeRandom } from "../../../data/random.ts";
import { EXPECTED, MUTATIONS, type Mutation, mutate, textOf } from "./mutations.ts";
import { type ShownWorld, drawWorld } from "./shown-worlds.ts";
import { truthfulPieces } from "./truthful-rationales.ts";

const RATIONALES = 480;

const written = Array.from({ length: RATIONALES }, (_, i) => {
  const random = makeRandom(11, `rationale ${i}`);
  const world = drawWorld(random, i);
  return { world, random, pieces: truthfulPieces(world, random, i) };
});

function findingsOf(world: ShownWorld, rationale: string) {
  return auditRow({ ...world, rationale }).findings;
}

/** How many faults of a kind were planted, and which were missed. */
function plant(kind: Mutation): { readonly planted: number; readonly missed: readonly string[] } {
  const mutants = written.flatMap(({ world, pieces }) => {
    const mutant = mutate(kind, pieces, world, makeRandom(12, `${kind} ${world.row}`));
    return mutant === null ? [] : [{ world, ...mutant }];
  });
  const missed = mutants.filter(
    ({ world, text, start, end }) =>
      !findingsOf(world, text).some(
        ({ kind: found, at, span }) =>
          EXPECTED[kind].includes(found) &&
          at !== null &&
          (kind === "swapped polarity" || (at < end && at + span.length > start)),
      ),
  );
  return { planted: mutants.length, missed: missed.map(({ text }) => text) };
}

describe("the audit of planted faults", () => {
  it.each(MUTATIONS)("finds a %s", (kind) => {
    const { planted, missed } = plant(kind);
    if (process.env["SHOW"]) console.log(kind, planted, missed.length, missed.slice(0, 15));
    expect(planted).toBeGreaterThanOrEqual(200);
    expect(1 - missed.length / planted).toBeGreaterThanOrEqual(0.95);
  });

  it("leaves truthful rationales alone", () => {
    const alarms = written.flatMap(({ world, pieces }) => {
      const findings = findingsOf(world, textOf(pieces));
      return findings.length === 0 ? [] : [{ text: textOf(pieces), findings }];
    });
    if (process.env["SHOW"])
      console.log("alarms", alarms.length, JSON.stringify(alarms.slice(0, 25), null, 0));
    expect(alarms.length / written.length).toBeLessThanOrEqual(0.02);
  });
});
