/** Price moves of the synthetic worlds: clustered sizes, and signs that only a regime can tilt. */
import type { Random } from "../random.ts";

/** Mean of |close_{t+1}/close_t - 1|, a fraction: 22 bps, as in the 10-minute bars of February 2025. */
export const MEAN_ABS_RETURN = 0.0022;

/** Chance that the regime switches from one row to the next: it lasts 18 rows on average. */
export const SWITCH_PROBABILITY = 1 / 18;

/** No bar moves further than this, so that a close stays above 0. */
const LARGEST_RETURN = 0.2;
/** First-order autocorrelation of log volatility. */
const VOLATILITY_PERSISTENCE = 0.97;
/** Standard deviation of log volatility. */
const VOLATILITY_SPREAD = 0.35;
/** Volatility at which E|N(0,1)| times its log-normal mean gives MEAN_ABS_RETURN. */
const BASE_VOLATILITY =
  MEAN_ABS_RETURN / (Math.sqrt(2 / Math.PI) * Math.exp(VOLATILITY_SPREAD ** 2 / 2));

/** Sizes of successive bar returns, fractions of at least 0; never looks at signs or regimes. */
export function* returnSizes(random: Random): Generator<number, never> {
  let logVolatility = VOLATILITY_SPREAD * random.normal();
  const innovation = VOLATILITY_SPREAD * Math.sqrt(1 - VOLATILITY_PERSISTENCE ** 2);
  for (;;) {
    const size = BASE_VOLATILITY * Math.exp(logVolatility) * Math.abs(random.normal());
    yield Math.min(size, LARGEST_RETURN);
    logVolatility = VOLATILITY_PERSISTENCE * logVolatility + innovation * random.normal();
  }
}

/** The regime of successive rows, -1 or 1, equally likely and switching with SWITCH_PROBABILITY. */
export function* regimes(random: Random): Generator<-1 | 1, never> {
  let regime: -1 | 1 = random.uniform() < 0.5 ? 1 : -1;
  for (;;) {
    yield regime;
    if (random.uniform() < SWITCH_PROBABILITY) regime = regime === 1 ? -1 : 1;
  }
}

/** Sign of the next return: the regime's with probability (1 + strength)/2. At strength 0 a fair coin. */
export function drawSign(random: Random, regime: -1 | 1, strength: number): -1 | 1 {
  return random.uniform() < (1 + regime * strength) / 2 ? 1 : -1;
}
