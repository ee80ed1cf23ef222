/** Controls with decisions moved by a bar: one bar early must earn hugely, one bar late must not lose it all. */
import { LAST_MOVE, REGIME_READER } from "../../backtest/probes.ts";
import { ratioOverSeeds } from "../../backtest/seed-estimates.ts";
import type { SeedFigures } from "../../backtest/seed-figures.ts";
import { AGENT } from "../run-positions.ts";
import {
  type Check,
  type Measured,
  isAbove,
  isBelow,
  judged,
  measured,
  shown,
  unjudged,
} from "./control.ts";
import type { ControlsAt } from "./controls-at.ts";
import type { Observed } from "./observe.ts";
import {
  SHOWN_LEVEL,
  type Scoring,
  figuresOf,
  grossOver,
  grossShare,
  lineOf,
} from "./strategy-figures.ts";
import type { Trial } from "./trial.ts";

/** Share of its gross that a decision must keep when it comes one bar late; of a regime's reader 8/9 are expected. */
const KEPT_LEAST = 0.5;
/** Gross on time as a share of the gross one bar early, at most; honest fills of a null world leave about 0. */
const ON_TIME_MOST = 0.5;
const GROUP = "shifted decisions";

/**
 * One bar early in the null world, where nobody earns honestly: the probe that follows the last bar must earn every
 * move there is, momentum and the agent more than with honest fills. One bar late in the edge world, whose regime
 * lasts: reader and agent must keep half of what they gross. Failures are judged at the corrected level.
 */
export function shiftControls(
  { nullAgent, nullRules, edge }: Observed,
  scoring: Scoring,
): ControlsAt {
  const moved = (trials: readonly Trial[], name: string, bars: number): Moved => ({
    name,
    figures: figuresOf(trials, name, scoring, bars),
    own: figuresOf(trials, name, scoring),
  });
  const early = [
    { subject: "last move", ...moved(nullRules, LAST_MOVE.name, -1) },
    { subject: "momentum", ...moved(nullRules, "momentum", -1) },
    { subject: "agent", ...moved(nullAgent, AGENT, -1) },
  ];
  const late = [
    { subject: "reader", ...moved(edge, REGIME_READER.name, 1) },
    { subject: "agent", ...moved(edge, AGENT, 1) },
  ];
  return (falseAlarm) => [
    ...early.map(({ subject, ...series }) =>
      lineOf(GROUP, `${subject}, 1 early`, series.figures, [earlyCheck(series, 1 - falseAlarm)]),
    ),
    ...late.map(({ subject, ...series }) =>
      lineOf(GROUP, `${subject}, 1 late`, series.figures, [keptCheck(series, 1 - falseAlarm)]),
    ),
  ];
}

/** A strategy's figures with moved decisions, and with its own. */
interface Moved {
  readonly name: string;
  readonly figures: readonly SeedFigures[];
  readonly own: readonly SeedFigures[];
}

/** @param level at which a failure is judged */
function earlyCheck({ name, figures: early, own }: Moved, level: number): Check {
  const share = shareOfMoves(early);
  if (name === LAST_MOVE.name) {
    return judged(share, "100.0 % of all moves", Math.abs((share.figure ?? 0) - 1) < 5e-4);
  }
  const must = "more than twice what the decisions gross on time";
  if (early.every(({ gross }, i) => gross === own[i]?.gross)) {
    return unjudged(share, must, "it never changes its side");
  }
  // Who bets against the last bar loses as hugely as its follower earns: either sign will do.
  const gross = grossOver(early);
  if (!isAbove(gross, 0) && !isBelow(gross, 0)) {
    return unjudged(share, must, "its decisions are not shown to follow the last bar");
  }
  const holds = isBelow(grossShare(own, early), ON_TIME_MOST);
  const fails = isAbove(grossShare(own, early, level), ON_TIME_MOST);
  return shown(share, must, { holds, fails }, true);
}

/** Gross as a share of what being right at every bar would earn. */
function shareOfMoves(figures: readonly SeedFigures[]): Measured {
  const earned = figures.map(({ gross }) => gross);
  const all = figures.map(({ foresight }) => foresight);
  return measured("share of all moves", ratioOverSeeds(earned, all, SHOWN_LEVEL));
}

/** @param level at which a failure is judged */
function keptCheck({ figures: late, own }: Moved, level: number): Check {
  const kept = measured("share kept", grossShare(late, own));
  const must = `an interval above ${KEPT_LEAST}`;
  if (!isAbove(grossOver(own), 0)) {
    return unjudged(kept, must, "its gross on time is not shown to be above 0");
  }
  const fails = isBelow(grossShare(late, own, level), KEPT_LEAST);
  return shown(kept, must, { holds: isAbove(kept, KEPT_LEAST), fails }, true);
}
