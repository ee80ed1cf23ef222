/** What notebooks import as `hindcast/notebook`: display, tables and charts. */
export { type Bar, type BarChart, barChart } from "./bar-chart.ts";
export type { Curve } from "./axis.ts";
export type { ChartText } from "./plot-svg.ts";
export { type EquityChart, equityChart } from "./equity-chart.ts";
export { type PriceChart, priceChart } from "./price-chart.ts";
export { RichOutput, type RichType, escapeMarkup, html, json, markdown, svg } from "./rich.ts";
export { show } from "./show.ts";
export { type TableData, type TableOptions, table } from "./table.ts";
