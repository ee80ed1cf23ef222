/** Learns from matured rows what news was followed by: fitted on a schedule, calibrated on its own past forecasts. */
import type { PointInTimeView } from "../../data/history.ts";
import type { Embedder } from "../../retrieval/embedder.ts";
import { SerialQueue } from "../../retrieval/serial-queue.ts";
import { fitLogistic, logitOf, probabilityOf } from "./logistic-fit.ts";
import { newsText, newsVector } from "./news-vector.ts";

/** How a learner learns. Rows count that have matured, have news, and whose price moved. */
export interface LearnerOptions {
  /** Rows before it learns at all, at least 2. */
  readonly warmUpRows: number;
  /** Rows after which it is fitted anew, at least 1. */
  readonly retrainRows: number;
  /** Latest rows it is fitted on, at most. */
  readonly trainRows: number;
  /** Strength of the ridge penalty, above 0. */
  readonly penalty: number;
}

/** Why there is no forecast. */
type NoForecast =
  | "no news"
  | "too few matured rows"
  | "one side only"
  | "too few forecasts to calibrate by";

/** Calibrated probability that the price is higher a horizon on, or why there is none. */
export type Forecast = { readonly rises: number } | { readonly missing: NoForecast };

/** Forecasts that must have matured before one is believed. */
const MIN_FORECASTS = 12;
/** Of the calibration's slope: without forecasts it is 0, and every probability one half. */
const SLOPE_PENALTY = 1;
/** Rows embedded at a time while it catches up. */
const CHUNK_ROWS = 64;

/** What holds from one row until the next fit. */
interface Fit {
  /** The first row that may use it: at its close, the last outcome it is fitted on is known. */
  readonly from: number;
  /** Null where all outcomes had one sign. */
  readonly weights: Float64Array | null;
  /** Matured forecasts the slope comes from. */
  readonly forecasts: number;
  readonly slope: number;
}

interface Learned {
  readonly isRise: boolean;
  readonly vector: Float64Array;
}

/** A forecast as it was made at a row, uncalibrated, and what came of it. */
interface Matured {
  readonly logit: number;
  readonly isRise: boolean;
}

/**
 * Serves one history; never share one between two. Every fit, and the slope that calibrates it, are a function of the
 * rows up to the fit's own: whatever order rows are asked in, each gets the same bytes.
 */
export class NewsLearner {
  readonly #embedder: Embedder;
  readonly #options: LearnerOptions;
  readonly #gate = new SerialQueue();
  readonly #fits: Fit[] = [];
  #learned: Learned[] = [];
  #matured: Matured[] = [];
  /** Rows learned so far, and the next one to look at. */
  #count = 0;
  #next = 0;

  constructor(embedder: Embedder, options: LearnerOptions) {
    this.#embedder = embedder;
    this.#options = options;
  }

  /** What the row's news says by what such news was followed by. */
  async forecast(view: PointInTimeView): Promise<Forecast> {
    const bar = view.current();
    const text = newsText(bar);
    if (text === "") return { missing: "no news" };
    const [embedding] = await this.#embedder.embed([text]);
    if (embedding === undefined) throw new RangeError("expected one vector of the news, was none");
    await this.#gate.run(() => this.#learn(view));
    const fit = this.#fitAt(view.asOf);
    if (fit === undefined) return { missing: "too few matured rows" };
    if (fit.weights === null) return { missing: "one side only" };
    if (fit.forecasts < MIN_FORECASTS) return { missing: "too few forecasts to calibrate by" };
    return { rises: probabilityOf(fit.slope * logitOf(fit.weights, newsVector(bar, embedding))) };
  }

  #fitAt(row: number): Fit | undefined {
    return this.#fits.findLast(({ from }) => from <= row);
  }

  /** Takes in every row whose outcome is known, in order. */
  async #learn(view: PointInTimeView): Promise<void> {
    const end = view.asOf - view.horizonBars + 1;
    while (this.#next < end) {
      const rows = Array.from(
        { length: Math.min(CHUNK_ROWS, end - this.#next) },
        (_, i) => this.#next + i,
      ).filter((row) => newsText(view.bar(row)) !== "" && view.outcome(row) !== 0);
      const embedded = await this.#embedder.embed(rows.map((row) => newsText(view.bar(row))));
      for (const [i, row] of rows.entries()) {
        const embedding = embedded[i];
        if (embedding === undefined) throw new RangeError(`expected a vector of row ${row}`);
        const vector = newsVector(view.bar(row), embedding);
        this.#take(row, { vector, isRise: view.outcome(row) > 0 }, view.horizonBars);
      }
      this.#next = Math.min(end, this.#next + CHUNK_ROWS);
    }
  }

  #take(row: number, learned: Learned, horizonBars: number): void {
    const { warmUpRows, retrainRows, trainRows } = this.#options;
    const weights = this.#fitAt(row)?.weights;
    if (weights) {
      const logit = logitOf(weights, learned.vector);
      this.#matured = [...this.#matured, { logit, isRise: learned.isRise }].slice(-trainRows);
    }
    this.#learned = [...this.#learned, learned].slice(-trainRows);
    this.#count += 1;
    const beyond = this.#count - warmUpRows;
    if (beyond < 0 || beyond % retrainRows !== 0) return;
    this.#fits.push({
      from: row + horizonBars,
      weights: fitWeights(this.#learned, horizonBars, this.#options.penalty),
      forecasts: this.#matured.length,
      slope: fitSlope(this.#matured, horizonBars),
    });
  }
}

/** Outcomes of neighbouring rows share all but one bar, so that as many rows as the horizon has bars count as one. */
function fitWeights(
  learned: readonly Learned[],
  horizonBars: number,
  penalty: number,
): Float64Array | null {
  const isPositive = learned.map(({ isRise }) => isRise);
  if (new Set(isPositive).size < 2) return null;
  const examples = learned.map(({ vector }) => vector);
  return fitLogistic({ examples, isPositive, weight: 1 / horizonBars, penalty });
}

/**
 * By how much forecasts must be shrunk or stretched, on those that have matured: Platt's scaling without its constant
 * (temperature scaling: Guo et al., On Calibration of Modern Neural Networks, 2017), with a ridge towards 0. Never
 * below 0: who has been wrong more often than not knows nothing, rather than the opposite.
 */
function fitSlope(matured: readonly Matured[], horizonBars: number): number {
  if (matured.length === 0) return 0;
  const [slope = 0] = fitLogistic({
    examples: matured.map(({ logit }) => [logit]),
    isPositive: matured.map(({ isRise }) => isRise),
    weight: 1 / horizonBars,
    penalty: SLOPE_PENALTY,
  });
  return Math.max(0, slope);
}
