/** What notebooks import as `hindcast/notebook`: display, tables and charts. */
export { type Bar, type BarChart, barChart } from "../dashboard/charts/bar-chart.ts";
export type { Curve } from "../dashboard/charts/axis.ts";
export type { ChartText } from "../dashboard/charts/plot-svg.ts";
export { type ConfusionChart, confusionChart } from "../dashboard/charts/confusion-chart.ts";
export { type Dot, type DotChart, dotChart } from "../dashboard/charts/dot-chart.ts";
export { type EquityChart, equityChart } from "../dashboard/charts/equity-chart.ts";
export {
  type CostChart,
  type CoverageChart,
  costChart,
  coverageChart,
} from "../dashboard/charts/number-charts.ts";
export { type PriceChart, priceChart } from "../dashboard/charts/price-chart.ts";
export { type ReliabilityChart, reliabilityChart } from "../dashboard/charts/reliability-chart.ts";
export {
  type DrawdownChart,
  type HitRateChart,
  drawdownChart,
  hitRateChart,
} from "../dashboard/charts/time-charts.ts";
export {
  RichOutput,
  type RichType,
  escapeMarkup,
  html,
  json,
  markdown,
  svg,
} from "../dashboard/charts/rich.ts";
export { show } from "./show.ts";
export { type TableData, type TableOptions, table } from "./table.ts";
