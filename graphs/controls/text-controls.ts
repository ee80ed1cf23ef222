/** Controls with news and labels that tell nothing: what was read out of them must go, and nothing may leak in. */
import { agreementBeyondChance } from "../../backtest/chance-agreement.ts";
import { REGIME_READER } from "../../backtest/probes.ts";
import { meanOverSeeds } from "../../backtest/seed-estimates.ts";
import type { SeedFigures } from "../../backtest/seed-figures.ts";
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
import { AGENT, type AgentTrial } from "./trial.ts";

/**
 * With shuffled news the reader's timing must be worth nothing. With shuffled and with constant news the agent must
 * lose of what it grossed with true news, prices being the same. With permuted labels its actions must agree with
 * them no more than by chance: more would mean that a row's own label reached its decision.
 */
export function textControls(
  { edge, shuffled, constant, permuted }: Observed,
  scoring: Scoring,
  readsNews: boolean,
): ControlsAt {
  const group = "texts and labels";
  const own = figuresOf(edge, AGENT, scoring);
  const blinded = [
    { subject: "agent, shuffled news", figures: figuresOf(shuffled, AGENT, scoring) },
    { subject: "agent, constant news", figures: figuresOf(constant, AGENT, scoring) },
  ].map(({ subject, figures }) =>
    lineOf(group, subject, figures, [lossCheck(own, figures, readsNews)]),
  );
  const reader = figuresOf(shuffled, REGIME_READER.name, scoring);
  const withTrue = compared(labelAgreement(edge, SHOWN_LEVEL));
  const unlabelled = figuresOf(permuted, AGENT, scoring);
  return (falseAlarm) => {
    const level = 1 - falseAlarm;
    const timing = meanOverSeeds(
      reader.map((figures) => figures.timing),
      level,
    );
    return [
      lineOf(group, "reader, shuffled news", reader, [mustHold(measured("timing", timing), 0)]),
      ...blinded,
      lineOf(group, "agent, true labels", own, [withTrue]),
      lineOf(group, "agent, permuted labels", unlabelled, [
        mustHold(labelAgreement(permuted, level), 0),
      ]),
    ];
  };
}

/** What the agent grossed with true news less what it did without, seed by seed on the same prices. */
function lossCheck(
  own: readonly SeedFigures[],
  blind: readonly SeedFigures[],
  readsNews: boolean,
): Check {
  const loss = meanOverSeeds(
    own.map(({ gross }, i) => gross - (blind[i]?.gross ?? NaN)),
    SHOWN_LEVEL,
  );
  const what = measured("loss of gross", loss);
  const must = "an interval above 0";
  if (!readsNews) return unjudged(what, must, "the agent reads no news");
  if (!isAboveZero(grossOver(own))) return unjudged(what, must, "it found nothing to lose");
  return mustExceed(what, 0, true);
}

function labelAgreement(trials: readonly AgentTrial[], level: number): Measured {
  const agreements = trials.map(({ actions, labels }) => agreementBeyondChance(actions, labels));
  return measured("label agreement", meanOverSeeds(agreements, level));
}
