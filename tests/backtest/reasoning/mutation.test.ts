import { describe, expect, it } from "vitest";
import { auditRow } from "../../../backtest/reasoning/audit-row.ts";
import { makeRandom } from "../../../data/random.ts";
import { PROSE } from "./prose-phrasings.ts";
import { REPORT } from "./report-phrasings.ts";
import { NOTES } from "./note-phrasings.ts";
import { COLUMN } from "./column-phrasings.ts";
import {
  EXPECTED,
  MUTATIONS,
  type Mutation,
} from "../../../backtest/reasoning/mutations/mutation.ts";
import { mutate, textOf } from "./mutations.ts";
import { type Phrasings, truthfulPieces } from "./pen.ts";
import { type ShownWorld, drawWorld } from "./shown-worlds.ts";
import { TUNED } from "./tuned-phrasings.ts";

/** Of each set of phrasings. */
const RATIONALES = 72;

function write(name: string, phrasings: Phrasings) {
  return Array.from({ length: RATIONALES }, (_, i) => {
    const random = makeRandom(11, `${name} ${i}`);
    const world = drawWorld(random, i);
    return { world, pieces: truthfulPieces(phrasings, world, random, i) };
  });
}

type Written = ReturnType<typeof write>;

function findingsOf(world: ShownWorld, rationale: string) {
  return auditRow({ ...world, rationale }).findings;
}

/** How many faults of a kind were planted, and the texts of those that were missed. */
function plant(kind: Mutation, written: Written, phrasings: Phrasings) {
  const mutants = written.flatMap(({ world, pieces }) => {
    const random = makeRandom(12, `${kind} ${world.row}`);
    const mutant = mutate(kind, pieces, { world, random, phrasings });
    return mutant === null ? [] : [{ world, ...mutant }];
  });
  const missed = mutants.filter(
    ({ world, text, start, end }) =>
      !findingsOf(world, text).some(
        ({ kind: found, at, span }) =>
          EXPECTED[kind].includes(found) &&
          at !== null &&
          // Words of a side may stand anywhere; any other fault must be found where it stands.
          (kind === "swapped polarity" || (at < end && at + span.length > start)),
      ),
  );
  return { planted: mutants.length, missed: missed.map(({ text }) => text) };
}

// These phrasings are known to the audit. On prose that it was not corrected on, it found about half of the swapped sides
// and took 1 to 13 % of truthful texts for turned: polarity is told by a lexicon, numbers are not. See polarityOf.
describe.each([
  ["phrasings it was written against", TUNED],
  ["prose it was corrected on", PROSE],
  ["reports it was corrected on", REPORT],
  ["columns it was corrected on", COLUMN],
  ["notes it was corrected on", NOTES],
])("the audit of %s", (name, phrasings) => {
  const written = write(name, phrasings);

  it.each(MUTATIONS)("finds a %s", (kind) => {
    const { planted, missed } = plant(kind, written, phrasings);
    expect(planted).toBeGreaterThanOrEqual(15);
    expect(1 - missed.length / planted).toBeGreaterThanOrEqual(0.95);
  });

  it("leaves truthful rationales alone", () => {
    const alarms = written.flatMap(({ world, pieces }) => {
      const findings = findingsOf(world, textOf(pieces));
      return findings.length === 0 ? [] : [textOf(pieces), findings];
    });
    expect(alarms.length / 2 / written.length).toBeLessThanOrEqual(0.02);
  });
});
