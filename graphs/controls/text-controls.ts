/** Controls with news and labels that tell nothing: what was read out of them must go, and nothing may leak in. */
import { agreementBeyondChance } from "../../backtest/chance-agreement.ts";
import { REGIME_READER } from "../../backtest/probes.ts";
import { meanOverSeeds } from "../../backtest/seed-estimates.ts";
import type { SeedFigures } from "../../backtest/seed-figures.ts";
import { AGENT } from "../run-positions.ts";
import {
  type Check,
  type Measured,
  compared,
  isAbove,
  measured,
  mustHold,
  shown,
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
  grossShare,
  lineOf,
} from "./strategy-figures.ts";
import type { AgentTrial } from "./trial.ts";

/** Share of its gross that an agent which reads may keep without true news, at most. */
const KEPT_MOST = 0.9;

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
    { subject: "shuffled, agent", figures: figuresOf(shuffled, AGENT, scoring) },
    { subject: "constant, agent", figures: figuresOf(constant, AGENT, scoring) },
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
      lineOf(group, "shuffled, reader", reader, [
        mustHold(measured("timing", timing), { value: 0, blur: grossBlur(reader) }),
      ]),
      ...blinded,
      lineOf(group, "true labels", own, [withTrue]),
      lineOf(group, "permuted labels", unlabelled, [
        mustHold(labelAgreement(permuted, level), { value: 0, blur: SHARE_BLUR }),
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
  if (!readsNews) return unjudged(what, must, "its analyst of news is off");
  if (!isAbove(grossOver(own), 0)) {
    return unjudged(what, must, "its gross with true news is not shown to be above 0");
  }
  const fails = isAbove(grossShare(blind, own), KEPT_MOST);
  return shown(what, must, { holds: isAbove(loss, 0), fails });
}

function labelAgreement(trials: readonly AgentTrial[], level: number): Measured {
  const agreements = trials.map(({ actions, labels }) => agreementBeyondChance(actions, labels));
  return measured("label agreement", meanOverSeeds(agreements, level));
}
