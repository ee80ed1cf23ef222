/** Calendar: do decisions go by the date? Whatever joins other data to a row joins it by the time. */
import { featureSetSchema } from "../../../data/features/feature-set.ts";
import type { MarketRow } from "../../../data/row.ts";
import { type Experiment, clean, leak } from "../experiment.ts";
import { firstDifference } from "../first-difference.ts";
import type { Facet, RowEvidence } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

/** Whole weeks, so that weekday and hour stay as they are: 7 × 364 days. */
const LATER_MS = 7 * 364 * 24 * 60 * 60 * 1000;

/** Moves every row some seven years on and leaves all other cells alone. Prompts that show the time cannot be compared. */
export const calendar: Experiment = async (trial) => {
  const { subject, truth, from, to, baseline, rewire, onRow } = trial;
  if (subject.config.unmasked) {
    return { verdict: "not run", why: "prompts show the time, since they are unmasked" };
  }
  const rows = truth.map(movedOn);
  const universe = await openUniverse(subject, { name: "seven years on", rows, rewire });
  for (let row = from; row < to; row += 1) {
    const expected = await baseline.of(row);
    const was = movedBack(await universe.decide(row));
    onRow();
    const difference = firstDifference(expected, was);
    if (difference) {
      return leak(difference, row - from + 1, "at the time of the rows, and seven years later");
    }
  }
  return clean(to - from);
};

function movedOn({ observation, label }: MarketRow): MarketRow {
  return { observation: { ...observation, timeMs: observation.timeMs + LATER_MS }, label };
}

/** Features hold the bar's time, which no prompt shows. */
function movedBack({ facets, ...rest }: RowEvidence): RowEvidence {
  return { ...rest, facets: facets.map(withTimeOfRow) };
}

function withTimeOfRow(facet: Facet): Facet {
  const features = featureSetSchema.safeParse(facet.channel === "features" ? facet.value : null);
  const bar = features.data?.bar;
  if (bar === undefined) return facet;
  const value = { ...features.data, bar: { ...bar, timeMs: bar.timeMs - LATER_MS } };
  return { ...facet, value };
}
