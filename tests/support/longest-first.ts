/** Starts the files that take longest first, so that none of them runs alone at the end while the other cores wait. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Longest first; a clone that has never run has no other way to know. */
const LONGEST = [
  "notebooks/shipped-notebooks",
  "graphs/audit/planted-leaks",
  "graphs/attack/attack",
  "graphs/audit/audit",
  "readme",
  "cli/nodes-file",
  "cli/interrupted",
  "cli/audit",
  "cli/ablate",
  "cli/controls",
  "graphs/ablation/run-ablation",
  "graphs/tracing/langsmith-run",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- of the base class, no array's
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
  return at === -1 ? LONGEST.length : at;
}
