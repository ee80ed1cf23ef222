/** Cosine arithmetic that every case memory and embedder shares, so that they agree to the last bit. */

/** Steps of a similarity per unit: float32 components carry no more than about six decimals. */
const STEPS = 1e6;

/** The vector at unit length; zeros stay zeros. */
export function unit(vector: ArrayLike<number>): Float32Array {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] ?? 0) ** 2;
  const norm = Math.sqrt(squares);
  const scaled = new Float32Array(vector.length);
  if (norm === 0) return scaled;
  for (let i = 0; i < scaled.length; i++) scaled[i] = (vector[i] ?? 0) / norm;
  return scaled;
}

/**
 * Inner product of two vectors of equal length, in double precision.
 * Four interleaved sums, added up at the end: a fixed order, and much faster than one.
 */
export function dot(a: Float32Array, b: Float32Array): number {
  const whole = a.length - (a.length % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    s0 += (a[i] ?? 0) * (b[i] ?? 0);
    s1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    s2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    s3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  for (let i = whole; i < a.length; i++) s0 += (a[i] ?? 0) * (b[i] ?? 0);
  return s0 + s1 + (s2 + s3);
}

/** Cosine similarity of two unit vectors, -1 to 1 in steps of 1e-6. */
export function similarityOf(a: Float32Array, b: Float32Array): number {
  return Math.min(1, Math.max(-1, Math.round(dot(a, b) * STEPS) / STEPS)) + 0;
}

/**
 * Refuses a vector of the wrong length or with a component that is not finite.
 * @param what names the vector in the error, such as "case vector of row 7"
 * @throws RangeError
 */
export function mustBeVector(vector: ArrayLike<number>, dimensions: number, what: string): void {
  if (vector.length !== dimensions) {
    throw new RangeError(`${what}: expected ${dimensions} components, was ${vector.length}`);
  }
  for (let i = 0; i < dimensions; i++) {
    if (!Number.isFinite(vector[i])) {
      throw new RangeError(`${what}: expected finite components, was ${vector[i]} at ${i}`);
    }
  }
}
