/** Controls in a world with a planted edge: who can read it must find it, and the share that is found is stated. */
import { REGIME_READER } from "../../backtest/probes.ts";
import { RULES } from "../../backtest/rules.ts";
import { ratioOverSeeds } from "../../backtest/seed-estimates.ts";
import type { SeedFigures } from "../../backtest/seed-figures.ts";
import { expectedReaderReturn } from "../../data/worlds/edge-world.ts";
import {
  type Check,
  type Measured,
  compared,
  measured,
  mustExceed,
  mustHold,
  unjudged,
} from "./control.ts";
import type { ControlsAt } from "./controls-at.ts";
import type { Observed } from "./observe.ts";
import {
  SHOWN_LEVEL,
  type Scoring,
  figuresOf,
  grossOver,
  isAboveZero,
  lineOf,
} from "./strategy-figures.ts";
import { AGENT, KNN_VOTE } from "./trial.ts";

/** What is known of world and agent beforehand. */
export interface EdgeSetting {
  readonly strength: number;
  /** Whether the node that reads news is on. */
  readonly readsNews: boolean;
}

/** The reader of the regime, whose gross the world states; the agent; and the rules for comparison. */
export function edgeControls(
  { edge }: Observed,
  scoring: Scoring,
  { strength, readsNews }: EdgeSetting,
): ControlsAt {
  const reader = figuresOf(edge, REGIME_READER.name, scoring);
  const shared = (name: string) => {
    const figures = figuresOf(edge, name, scoring);
    return { name, figures, share: compared(shareOfReader(figures, reader)) };
  };
  const agent = shared(AGENT);
  const found = foundCheck(agent.figures, reader, readsNews);
  const rules = [KNN_VOTE, ...RULES.map(({ name }) => name)]
    .map(shared)
    .filter(({ figures }) => figures.length > 0);
  const expected = expectedReaderReturn(strength, 1);
  const spoken = `${(expected * 1e4).toFixed(1)} bps`;
  return (falseAlarm) => {
    const gross = measured("expected gross", grossOver(reader, 1 - falseAlarm));
    const stated = mustHold(gross, expected, spoken);
    return [
      lineOf("edge world", REGIME_READER.name, reader, [stated]),
      lineOf("edge world", AGENT, agent.figures, [agent.share, found]),
      ...rules.map(({ name, figures, share }) => lineOf("edge world", name, figures, [share])),
    ];
  };
}

function foundCheck(
  agent: readonly SeedFigures[],
  reader: readonly SeedFigures[],
  readsNews: boolean,
): Check {
  const gross = grossOver(agent);
  const what = measured("gross", gross);
  if (!readsNews) return unjudged(what, "an interval above 0", "the agent reads no news");
  return mustExceed(what, 0, isAboveZero(grossOver(reader)));
}

function shareOfReader(figures: readonly SeedFigures[], reader: readonly SeedFigures[]): Measured {
  const parts = figures.map(({ gross }) => gross);
  const wholes = reader.slice(0, parts.length).map(({ gross }) => gross);
  return measured("share of the reader", ratioOverSeeds(parts, wholes, SHOWN_LEVEL));
}
