/** Curves of the equity chart: which there are, which are drawn at first, and how each looks. */
import { named } from "../../report/words.ts";
import type { RunSeries } from "../../wire/api.ts";

/** How a curve is drawn: `tone` is a colour of the page. */
export interface Curve {
  /** Unique on the chart. */
  readonly name: string;
  readonly own: boolean;
  readonly tone: "agent" | "other" | `rule-${1 | 2 | 3 | 4 | 5}`;
  readonly dash: "solid" | "dotted" | "dashed" | "long";
  readonly wide: boolean;
  /** Growth of 1 at each row; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Return over all of it; null where it has no end. */
  readonly total: number | null;
}

const RULE_TONES = ["rule-1", "rule-2", "rule-3", "rule-4", "rule-5"] as const;
const DASHES = ["solid", "dashed", "dotted"] as const;

/** Curves of a run: the agent's own before the rules. */
export function curvesOf(equity: RunSeries["equity"]): readonly Curve[] {
  const own = equity.filter((series) => series.own);
  const rules = equity.filter((series) => !series.own);
  return [
    ...own.map(({ name, values }, at) =>
      curve(name, values, "agent", at === 0 ? "solid" : "dotted", at === 0),
    ),
    ...rules.map(({ name, values }, at) =>
      curve(
        name,
        values,
        RULE_TONES[at % RULE_TONES.length] ?? "rule-1",
        // A colour that comes round again has another dash.
        DASHES[Math.floor(at / RULE_TONES.length) % DASHES.length] ?? "solid",
        false,
      ),
    ),
  ];
}

/** The agent's curve of the run beside, on the rows of the first. */
export function otherCurve(name: string, values: readonly (number | null)[]): Curve {
  return curve(`${name} (beside)`, values, "other", "dashed", true);
}

function curve(
  name: string,
  values: readonly (number | null)[],
  tone: Curve["tone"],
  dash: Curve["dash"],
  wide: boolean,
): Curve {
  const last = values.findLast((value) => value !== null) ?? null;
  return {
    name: named(name),
    own: tone === "agent" || tone === "other",
    tone,
    dash,
    wide,
    values,
    total: last === null ? null : last - 1,
  };
}

/** Drawn at first: the agent's, and the rules that are hardest to beat. */
export function firstShown(curves: readonly Curve[], rules = 2): ReadonlySet<string> {
  const best = curves
    .filter(({ own }) => !own)
    .toSorted((a, b) => (b.total ?? -Infinity) - (a.total ?? -Infinity))
    .slice(0, rules);
  return new Set([...curves.filter(({ own }) => own), ...best].map(({ name }) => name));
}
