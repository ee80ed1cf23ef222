/** What notebooks import as `hindcast/notebook`: display, tables and charts. */
export { type Bar, type BarChart, barChart } from "../dashboard/charts/bar-chart.ts";
export type { Curve } from "../dashboard/charts/axis.ts";
export type { ChartText } from "../dashboard/charts/plot-svg.ts";
export { type EquityChart, equityChart } from "../dashboard/charts/equity-chart.ts";
export { type PriceChart, priceChart } from "../dashboard/charts/price-chart.ts";
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
