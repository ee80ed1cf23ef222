/** The public entry: what notebooks and other programs use. */
export { loadRows, type LoadOptions, type MarketData } from "./data/load-rows.ts";
export { MarketHistory, type MaturityRule, type PointInTimeView } from "./data/history.ts";
