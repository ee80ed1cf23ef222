/** The protocol of an experiment: which variants a frozen choice stands for, and how unseen their rows still are. */
import { hashOf } from "../../data/hash.ts";
import { parseRunConfig } from "../run-config.ts";
import type { Choice } from "./choice.ts";
import { readPeeks, runsOnRows } from "./peeks.ts";
import type { Protocol } from "./report.ts";
import { BASELINE, type Variant } from "./variant.ts";

/** The baseline, and what was chosen unless that is the baseline, on the rows kept apart. */
export function frozenVariants({ baseline, chosen }: Choice): readonly Variant[] {
  const config = parseRunConfig(baseline.config);
  const first: Variant = {
    name: BASELINE,
    explain: baseline.explain,
    config,
    positions: baseline.positions,
    folder: BASELINE,
  };
  if (chosen.name === BASELINE) return [first];
  const own = parseRunConfig(chosen.config);
  const folder = hashOf(own) === hashOf(config) ? BASELINE : chosen.name;
  const { name, explain, positions } = chosen;
  return [first, { name, explain, positions, config: own, folder }];
}

/** What a report says of a choice, with the looks at the rows kept apart so far. @throws InputError as `readPeeks` */
export function protocolOf(
  { rule, chosen, hash, chooseOn, testOn, data }: Choice,
  stage: Protocol["stage"],
  cacheDir: string,
): Protocol {
  return {
    stage,
    rule,
    chosen: chosen.name,
    hash,
    chooseOn,
    testOn,
    peeks: readPeeks(cacheDir, data, testOn).length,
    otherRuns: runsOnRows(cacheDir, data, testOn),
  };
}
