/** Controls in a world with a planted edge: who can read it must find it, and the share that is found is stated. */
import { REGIME_READER } from "../../backtest/probes.ts";
import { RULES } from "../../backtest/rules.ts";
import type { SeedFigures } from "../../backtest/seed-figures.ts";
import { expectedReaderReturn } from "../../data/worlds/edge-world.ts";
import {
  type Check,
  compared,
  isAbove,
  isBelow,
  measured,
  mustHold,
  shown,
  unjudged,
} from "./control.ts";
import { AGENT, KNN_VOTE } from "../run-positions.ts";
import type { ControlsAt } from "./controls-at.ts";
import type { Observed } from "./observe.ts";
import {
  type Scoring,
  figuresOf,
  grossBlur,
  grossOver,
  grossShare,
  lineOf,
} from "./strategy-figures.ts";
import { strategiesOf } from "./trial.ts";

/** What is known of world and agent beforehand. */
export interface EdgeSetting {
  readonly strength: number;
  /** Whether the node that reads news is on. */
  readonly readsNews: boolean;
}

/** Rules that stand beside the agent. */
const COMPARED: ReadonlySet<string> = new Set([KNN_VOTE, ...RULES.map(({ name }) => name)]);

/** Share of the reader's gross below which the edge counts as not found, unless some gross is certain. */
const FOUND_LEAST = 0.5;

/** The reader of the regime, whose gross the world states; the agent; and the rules for comparison. */
export function edgeControls(
  { edge }: Observed,
  scoring: Scoring,
  { strength, readsNews }: EdgeSetting,
): ControlsAt {
  const reader = figuresOf(edge, REGIME_READER.name, scoring);
  const shared = (name: string) => {
    const figures = figuresOf(edge, name, scoring);
    const share = compared(measured("share of the reader", grossShare(figures, reader)));
    return { name, figures, share };
  };
  const agent = shared(AGENT);
  const found = foundCheck(agent.figures, reader, readsNews);
  const rules = strategiesOf(edge)
    .filter((name) => COMPARED.has(name))
    .map(shared);
  const expected = expectedReaderReturn(strength, 1);
  const spoken = `${(expected * 1e4).toFixed(1)} bps`;
  return (falseAlarm) => {
    const gross = measured("expected gross", grossOver(reader, 1 - falseAlarm));
    const stated = mustHold(gross, { value: expected, spoken, blur: grossBlur(reader) });
    return [
      lineOf("edge world", REGIME_READER.name, reader, [stated]),
      lineOf("edge world", AGENT, agent.figures, [agent.share, found]),
      ...rules.map(({ name, figures, share }) => lineOf("edge world", name, figures, [share])),
    ];
  };
}

/** It must gross something; it fails where it is shown to gross less than half of what the reader does. */
function foundCheck(
  agent: readonly SeedFigures[],
  reader: readonly SeedFigures[],
  readsNews: boolean,
): Check {
  const gross = grossOver(agent);
  const what = measured("gross", gross);
  const must = "an interval above 0";
  if (!readsNews) return unjudged(what, must, "its analyst of news is off");
  const fails = isBelow(grossShare(agent, reader), FOUND_LEAST);
  return shown(what, must, { holds: isAbove(gross, 0), fails });
}
