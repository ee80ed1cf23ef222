/** The columns of a synthetic row that follow from its past closes alone: momentum, volume and label. */
import type { Random } from "../random.ts";
import type { Label } from "../row.ts";
import { MEAN_ABS_RETURN } from "./price-walk.ts";

/** Bars in a day; the smoothing span of momentum and volume. */
const DAY_BARS = 144;
/** Bars the label looks back. */
const LABEL_BARS = 12;
/** Share of labels that agree with the sign of the past 12 bars, as in the real data. */
const LABEL_AGREEMENT = 0.82;
/** Daily volume at average volatility, quote currency. */
const USUAL_VOLUME = 12e9;

/** What follows from the closes up to and including a row. */
export interface PriceColumns {
  /** Close over its day-long exponential average, minus 1, a fraction. */
  readonly mvrvMomentum: number;
  /** Volume over the past day: the usual one times average |return| over MEAN_ABS_RETURN. */
  readonly volume: number;
  /** Sign of the past 12-bar return (since row 0 at first), turned round at random for 18 % of rows. */
  readonly label: Label;
}

/** A function to call with each close in turn. `random` decides which labels disagree. */
export function makePriceColumns(random: Random): (close: number) => PriceColumns {
  const recent: number[] = [];
  let average: number | null = null;
  let activity = MEAN_ABS_RETURN;
  const blend = 2 / (DAY_BARS + 1);
  return (close) => {
    const last = recent.at(-1);
    if (last !== undefined) activity += blend * (Math.abs(close / last - 1) - activity);
    average = average === null ? close : average + blend * (close - average);
    recent.push(close);
    if (recent.length > LABEL_BARS + 1) recent.shift();
    return {
      mvrvMomentum: close / average - 1,
      volume: Math.round((USUAL_VOLUME * activity) / MEAN_ABS_RETURN),
      label: drawLabel(random, close - (recent[0] ?? close)),
    };
  };
}

function drawLabel(random: Random, move: number): Label {
  const agrees = random.uniform() < LABEL_AGREEMENT;
  const coin = random.uniform() < 0.5;
  const up = move === 0 ? coin : move > 0;
  return up === agrees ? 1 : -1;
}
