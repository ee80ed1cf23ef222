/** Controls in a world without an edge: whoever earns there before costs has luck, or peeks. */
import { binomialBand } from "../../backtest/binomial-band.ts";
import { RULES } from "../../backtest/rules.ts";
import { type Estimate, meanOverSeeds } from "../../backtest/seed-estimates.ts";
import { type SeedFigures, bootstrapCovers } from "../../backtest/seed-figures.ts";
import { wilsonInterval } from "../../backtest/wilson.ts";
import {
  type Check,
  type Control,
  TOO_FEW,
  judged,
  measured,
  mustHold,
  unjudged,
} from "./control.ts";
import type { ControlsAt } from "./controls-at.ts";
import type { Observed } from "./observe.ts";
import {
  SHARE_BLUR,
  SHOWN_LEVEL,
  type Scoring,
  figuresOf,
  grossBlur,
  grossOver,
  lineOf,
} from "./strategy-figures.ts";
import { type Trial, strategiesOf } from "./trial.ts";

/** Rate at which the interval of one seed is to hold 0. */
const STATED = 0.95;
/** Share of the entry's cost by which net may differ from gross less costs: the entry compounds with its first bar. */
const ENTRY_ROUNDING = 0.25;
/** Rate that the leaderboard's intervals must reach: percentile intervals of few bars fall short of the one stated. */
const BOOTSTRAP_LEAST = 0.9;

const NOTHING: Estimate = { figure: null, interval: null, seeds: 0 };

/** The agent by action and by score, the vote of its cases, every rule of the leaderboard, and its intervals. */
export function nullControls({ nullAgent, nullRules }: Observed, scoring: Scoring): ControlsAt {
  const ofAgent = strategiesOf(nullAgent).map((name) => ({
    name,
    figures: figuresOf(nullAgent, name, scoring),
  }));
  const ofRules = RULES.map(({ name }) => ({ name, figures: figuresOf(nullRules, name, scoring) }));
  const intervals = intervalsLine(nullRules, scoring);
  return (falseAlarm) => [
    ...[...ofAgent, ...ofRules].map(({ name, figures }) => nullLine(name, figures, falseAlarm)),
    intervals,
  ];
}

function nullLine(name: string, figures: readonly SeedFigures[], falseAlarm: number): Control {
  const level = 1 - falseAlarm;
  const skills = figures.map(({ skill }) => skill);
  const moved = skills.some((skill) => skill !== null);
  const gross = moved ? grossOver(figures, level) : NOTHING;
  const checks = [
    mustHold(measured("gross", gross), { value: 0, blur: grossBlur(figures) }),
    coverageCheck(figures, falseAlarm),
    mustHold(measured("skill", meanOverSeeds(skills, level)), { value: 0, blur: SHARE_BLUR }),
    booksCheck(figures),
  ];
  return lineOf("null world", name, figures, moved ? checks : checks.slice(0, 3), level);
}

/** How many seeds' own intervals hold 0, against the counts that the stated rate allows. */
function coverageCheck(figures: readonly SeedFigures[], falseAlarm: number): Check {
  const known = figures.map(({ covers }) => covers).filter((covers) => covers !== null);
  const held = known.filter(Boolean).length;
  const what = {
    name: "coverage",
    figure: known.length === 0 ? null : held / known.length,
    interval: wilsonInterval(held, known.length),
  } as const;
  const { least, most } = binomialBand(known.length, STATED, falseAlarm);
  const must = `${least} to ${most} of ${known.length} seeds' 95 % intervals hold 0`;
  if (known.length === 0) return unjudged(what, must, "no position was taken");
  // A band that starts at none lets everything pass.
  if (least === 0) return unjudged(what, must, TOO_FEW);
  return judged(what, must, least <= held && held <= most, true);
}

/** Net must be gross less the costs of the positions; an entry that was not charged shows. */
function booksCheck(figures: readonly SeedFigures[]): Check {
  const gaps = figures.map(({ net, gross, costs }) => Math.abs(net - (gross - costs)));
  const figure = Math.max(0, ...gaps);
  const what = { name: "books", figure, interval: null } as const;
  const allowed = figures.map(({ entryCosts }) => ENTRY_ROUNDING * entryCosts + 1e-9);
  const kept = gaps.every((gap, i) => gap <= (allowed[i] ?? NaN));
  return judged(what, "net that is gross less costs", kept);
}

/** The intervals that the leaderboard shows of its rules: the mean share of a seed's that hold 0. */
function intervalsLine(trials: readonly Trial[], scoring: Scoring): Control {
  const shares = trials.map(({ seed, closes, positions: by }) => {
    const known = RULES.flatMap(({ name }) => {
      const positions = by[name] ?? new Float64Array(closes.length);
      return bootstrapCovers({ ...scoring, closes, positions }, seed) ?? [];
    });
    return known.length === 0 ? null : known.filter(Boolean).length / known.length;
  });
  const share = meanOverSeeds(shares, SHOWN_LEVEL);
  const what = measured("bootstrap coverage", share);
  const must = "95 % of the leaderboard's 95 % intervals hold 0; fewer than 90 % are a fault";
  const check =
    what.interval === null
      ? unjudged(what, must, "too few rows for a bootstrap")
      : judged(what, must, what.interval.high >= BOOTSTRAP_LEAST);
  return {
    ...lineOf("null world", "bootstrap_intervals", [], [check]),
    seeds: share.seeds,
  };
}
