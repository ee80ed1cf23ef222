/** What each variant of an ablation returned beyond the baseline, with its interval. */
import { UsageError } from "../../data/errors.ts";
import type { AblationReport } from "../../graphs/ablation/report.ts";
import { dotChart } from "./dot-chart.ts";
import type { RichOutput } from "./rich.ts";

/** Variants in the order of the report, not by what they returned. @throws UsageError where nothing was compared */
export function comparisonChart({ comparison: { pairs } }: AblationReport): RichOutput {
  if (pairs.length === 0) {
    throw new UsageError("comparison chart: expected at least one variant, was none");
  }
  return dotChart({
    title: "Return of each variant less the baseline's",
    series: ["difference"],
    rows: pairs.map(({ name, difference: { totalReturn } }) => ({
      name,
      dots: [{ value: totalReturn.figure, interval: totalReturn.interval }],
    })),
    label: "total return less the baseline's, 95 % interval",
    percent: true,
    rule: 0,
  });
}
