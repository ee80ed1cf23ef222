/** Rows of a synthetic world: prices, news and labels, each from a random stream of its own. */
import type { MarketRow } from "../row.ts";
import { drawMood } from "./mood.ts";
import { writeNews } from "./news-writer.ts";
import { makePriceColumns } from "./price-columns.ts";
import { drawSign, regimes, returnSizes } from "./price-walk.ts";
import { makeRandom } from "../random.ts";

/** Size, seed and spacing of a world. */
export interface WorldOptions {
  /** Rows to make, at least 0. */
  readonly rows: number;
  /** Any integer; equal seeds give equal rows. */
  readonly seed: number;
  /** Time from bar to bar, milliseconds, a whole number of seconds. @default 600_000 */
  readonly stepMs?: number;
}

/** Close of row 0. */
const FIRST_CLOSE = 90_000;
/** One summary in this many is Spanish. */
const SPANISH_ONE_IN = 9;
/** 2030-01-01T00:00Z: no one can take a synthetic row for a real one. */
const FIRST_TIME_MS = Date.UTC(2030, 0, 1);
const TEN_MINUTES_MS = 600_000;

/**
 * The rows, made one by one as they are asked for. A longer world begins with the rows of a shorter one.
 * @param strength tilt of the next return's sign by the regime, 0 to 1
 * @throws RangeError for an option out of range, at once
 */
export function regimeRows(options: WorldOptions, strength: number): Generator<MarketRow> {
  const { rows, seed, stepMs = TEN_MINUTES_MS } = options;
  if (!Number.isInteger(rows) || rows < 0) {
    throw new RangeError(`rows: expected an integer of at least 0, was ${rows}`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: expected an integer, was ${seed}`);
  if (!Number.isInteger(stepMs) || stepMs < 1000 || stepMs % 1000 !== 0) {
    throw new RangeError(`stepMs: expected a multiple of 1000 of at least 1000, was ${stepMs}`);
  }
  if (!(strength >= 0 && strength <= 1)) {
    throw new RangeError(`strength: expected a number from 0 to 1, was ${strength}`);
  }
  return makeRows(rows, seed, stepMs, strength);
}

function* makeRows(
  rows: number,
  seed: number,
  stepMs: number,
  strength: number,
): Generator<MarketRow> {
  const sizes = returnSizes(makeRandom(seed, "sizes"));
  const signs = makeRandom(seed, "signs");
  const regime = regimes(makeRandom(seed, "regimes"));
  const text = makeRandom(seed, "text");
  const columns = makePriceColumns(makeRandom(seed, "labels"));
  let close = FIRST_CLOSE;
  for (let row = 0; row < rows; row++) {
    const side = regime.next().value;
    const mood = drawMood(text, side);
    const language = text.below(SPANISH_ONE_IN) === 0 ? "es" : "en";
    const news = writeNews({ random: text, mood, language, context: null });
    const { label, ...figures } = columns(close);
    const timeMs = FIRST_TIME_MS + row * stepMs;
    yield { observation: { row, timeMs, close, ...figures, ...news, ...mood }, label };
    close *= 1 + drawSign(signs, side, strength) * sizes.next().value;
  }
}
