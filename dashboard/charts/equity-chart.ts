/** Equity curves side by side: the agent against the rules it has to beat. */
import { UsageError } from "../../data/errors.ts";
import { type Curve, TIME_AXIS, defined, shortNumber, signed } from "./axis.ts";
import { type Band, lineChart } from "./line-chart.ts";
import type { ChartText } from "./plot-svg.ts";
import type { RichOutput } from "./rich.ts";

export interface EquityChart extends ChartText {
  /** Bar closes, milliseconds since the epoch, ascending. */
  readonly timeMs: readonly number[];
  /** At least one curve, most important first: that one is drawn heavier. Up to seven read well. */
  readonly series: readonly { readonly name: string; readonly equity: Curve }[];
  /** An interval around the first curve. @default none */
  readonly band?: Band;
  /** What the vertical axis measures. @default "equity" */
  readonly label?: string;
}

/**
 * Line chart of equity over time (UTC). Every line is named at the right with its last value; a
 * dotted rule marks where the first curve starts.
 *
 * @throws UsageError if the first series has no value or a curve's length is not that of `timeMs`
 */
export function equityChart(chart: EquityChart): RichOutput {
  const [start] = defined(chart.series[0]?.equity ?? []);
  if (start === undefined)
    throw new UsageError("equityChart: expected a value in the first series");
  return lineChart({
    ...chart,
    chart: "equityChart",
    at: chart.timeMs,
    isTime: true,
    xAxis: TIME_AXIS,
    lines: chart.series.map(({ name, equity }) => ({ name, values: equity })),
    band: chart.band ?? null,
    label: chart.label ?? "equity",
    valueText: (value) => signed(shortNumber(value)),
    rule: start,
  });
}
