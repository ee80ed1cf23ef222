/** Logistic regression with a ridge penalty, fitted to its one optimum. */
import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** Examples of equal length, and which of them are positive. */
export interface LogisticTask {
  readonly examples: readonly ArrayLike<number>[];
  readonly isPositive: readonly boolean[];
  /** What one example counts, above 0; less than 1 where examples overlap. */
  readonly weight: number;
  /** Strength of the penalty, above 0. There is no intercept beside it: an example brings its own constant. */
  readonly penalty: number;
}

const MAX_STEPS = 1000;
/** Largest change of a weight at which the optimum counts as reached. */
const TOLERANCE = 1e-10;

/**
 * The weights w that minimise weight · Σ log(1 + exp(-y·w·x)) + penalty/2 · |w|², y being 1 or -1: a strictly convex
 * objective, so that neither a start nor a rate of learning decides what comes out. Steps are Newton's with the
 * curvature's upper bound, weight/4 · XᵀX + penalty·I, which is factored once; each of them lowers the objective
 * (Böhning and Lindsay, Monotonicity of quadratic-approximation algorithms, 1988).
 * @throws RangeError without examples, or for a weight or penalty that is not above 0
 */
export function fitLogistic(task: LogisticTask): Float64Array {
  const { examples, isPositive, weight, penalty } = task;
  const [first] = examples;
  if (first === undefined || !(weight > 0) || !(penalty > 0)) {
    throw new RangeError(
      `logistic fit: expected examples, and weight and penalty above 0, was ${examples.length}, ${weight} and ${penalty}`,
    );
  }
  const solve = boundSolver(examples, weight / 4, penalty);
  const weights = new Float64Array(first.length);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const gradient = weights.map((value) => penalty * value);
    for (const [i, example] of examples.entries()) {
      const excess = probabilityOf(logitOf(weights, example)) - (isPositive[i] === true ? 1 : 0);
      addTo(gradient, example, weight * excess);
    }
    const move = solve(gradient);
    addTo(weights, move, -1);
    if (move.every((component) => Math.abs(component) < TOLERANCE)) break;
  }
  return weights;
}

/** The logarithm of the odds that an example is positive. */
export function logitOf(weights: ArrayLike<number>, example: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] ?? 0) * (example[i] ?? 0);
  return sum;
}

/** The probability behind a logit, 0 to 1. */
export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/**
 * Solves (scale · XᵀX + penalty·I)·z = g. With fewer examples than weights, by Woodbury's identity:
 * z = (g - scale · Xᵀ(scale · XXᵀ + penalty·I)⁻¹Xg) / penalty.
 */
function boundSolver(
  examples: readonly ArrayLike<number>[],
  scale: number,
  penalty: number,
): (right: Float64Array) => Float64Array {
  const width = examples[0]?.length ?? 0;
  if (examples.length >= width) {
    const columns = Array.from({ length: width }, (_, at) =>
      Float64Array.from(examples, (example) => example[at] ?? 0),
    );
    const factored = factor(columns, scale, penalty);
    return (right) => solved(factored, right);
  }
  const factored = factor(examples, scale, penalty);
  return (right) => {
    const inner = solved(
      factored,
      Float64Array.from(examples, (each) => logitOf(right, each)),
    );
    const left = right.slice();
    for (const [i, example] of examples.entries()) addTo(left, example, -scale * (inner[i] ?? 0));
    return left.map((value) => value / penalty);
  };
}

function factor(
  vectors: readonly ArrayLike<number>[],
  scale: number,
  penalty: number,
): CholeskyDecomposition {
  const gram = Matrix.zeros(vectors.length, vectors.length);
  for (const [i, one] of vectors.entries()) {
    for (let j = 0; j <= i; j += 1) {
      const product = scale * logitOf(one, vectors[j] ?? []);
      gram.set(i, j, product);
      gram.set(j, i, product);
    }
    gram.set(i, i, gram.get(i, i) + penalty);
  }
  return new CholeskyDecomposition(gram);
}

function solved(factored: CholeskyDecomposition, right: Float64Array): Float64Array {
  return Float64Array.from(factored.solve(Matrix.columnVector(right)).to1DArray());
}

function addTo(sum: Float64Array, vector: ArrayLike<number>, share: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + share * (vector[i] ?? 0);
}
