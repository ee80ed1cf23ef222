/** What of a run's configuration differs from the default one, in words. */
import { type RunConfig, faultsOfConfig, parseRunConfig } from "./run-config.ts";
import { TOGGLES, spokenToggles } from "./toggles.ts";

/** Said in words of their own, or shown as figures of the run. */
const SAID: ReadonlySet<string> = new Set([
  ...TOGGLES.map(({ key }) => key),
  "llm",
  "without",
  "sentimentBy",
  "classifier",
  "unmasked",
  "horizonBars",
  "commission",
  "slippage",
  "capital",
  "seed",
]);

/** In the order of the configuration; none for a configuration that this version does not know. */
export function spokenSettings(input: object): readonly string[] {
  if (faultsOfConfig(input).length > 0) return [];
  const config = parseRunConfig(input);
  const usual: ReadonlyMap<string, unknown> = new Map(Object.entries(parseRunConfig({})));
  return [
    ...spokenSwitches(config),
    ...Object.entries(config)
      .filter(([key, value]) => !SAID.has(key) && differs(value, usual.get(key)))
      .map(([key, value]) =>
        key === "rows" ? `rows ${spokenRows(config)}` : `${key} ${spoken(value)}`,
      ),
  ];
}

/** What is switched on or off: nodes, who the sentiment analyst is, masks, toggles. */
export function spokenSwitches(config: RunConfig): readonly string[] {
  return [
    ...config.without.map((node) => `without ${node}`),
    ...(config.sentimentBy === "classifier" ? ["sentiment by the classifier"] : []),
    ...(config.unmasked ? ["dates and price levels shown"] : []),
    ...spokenToggles(config),
  ];
}

function spoken(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function spokenRows({ rows }: RunConfig): string {
  return rows === null ? "all" : `${rows.from}:${rows.to}`;
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
