/** What the reasoning audit needs to know of an arbiter's answer: all that it was shown, and what it listed as grounds. */
import type { FigureUnit, ShownFigure } from "../backtest/reasoning/reasoned-row.ts";
import { FEATURES } from "../data/features/catalogue.ts";
import type { AnalystReport, Evidence } from "./channels.ts";

/** An analyst's report with the name that prompts give it. */
export interface Reported {
  readonly name: string;
  readonly report: AnalystReport;
}

const UNITS: ReadonlyMap<string, FigureUnit> = new Map(
  FEATURES.map(({ name, unit }) => [name, unit === "points" || unit === "ratio" ? "number" : unit]),
);

/** What the arbiter was shown: scores, confidences, and the evidence of the reports. Cases stand apart. */
export function figuresOf(reports: readonly Reported[]): readonly ShownFigure[] {
  const said = reports.flatMap(({ name, report: { opinion } }): readonly ShownFigure[] =>
    opinion === null
      ? []
      : [
          {
            id: `${name}.score`,
            shown: opinion.score.toFixed(2),
            value: opinion.score,
            unit: "number",
          },
          {
            id: `${name}.confidence`,
            shown: opinion.confidence.toFixed(2),
            value: opinion.confidence,
            unit: "number",
          },
        ],
  );
  const cited = new Map<string, Evidence>(
    reports
      .flatMap(({ report }) => report.evidence)
      .filter(({ id }) => !/^c\d+$/.test(id))
      .map((evidence) => [evidence.id, evidence]),
  );
  return [...said, ...[...cited.values()].map(asFigure)];
}

function asFigure({ id, shown, meaning, value }: Evidence): ShownFigure {
  // A time is judged as a date, by the text that shows it.
  if (id === "time") return { id, shown: null, value: null, unit: "number", meaning };
  return { id, shown, value, unit: UNITS.get(id) ?? "number", meaning };
}

/** Ids as a model listed them, without the brackets they were shown in. */
export function bareIds(cited: readonly string[]): readonly string[] {
  return cited.map((id) => id.replaceAll(/[[\]\s]/g, ""));
}

/** Ids that a user message shows. News between its boundary lines holds no square brackets. */
export function shownIds(prompt: string): readonly string[] {
  return [...prompt.matchAll(/\[([\w.]+)\]/g)].map(([, id = ""]) => id);
}
