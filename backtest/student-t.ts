/** Student's t distribution for whole degrees of freedom, exactly. */

/**
 * The t beyond which |T| lies with probability 1 - level: 2.262 for a level of 0.95 and 9 degrees of freedom.
 * Found by bisection to the last digits.
 * @param level above 0, below 1
 * @param degrees whole, at least 1
 * @throws RangeError for a level or degrees out of range
 */
export function studentT(level: number, degrees: number): number {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`level: expected a share above 0 and below 1, was ${level}`);
  }
  if (!Number.isInteger(degrees) || degrees < 1) {
    throw new RangeError(`degrees: expected an integer of at least 1, was ${degrees}`);
  }
  let [low, high] = [0, Math.PI / 2];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (centralShare(middle, degrees) < level) low = middle;
    else high = middle;
  }
  return Math.tan((low + high) / 2) * Math.sqrt(degrees);
}

/**
 * P(|T| <= √degrees·tan θ) as a finite sum. Abramowitz & Stegun (1964), "Handbook of Mathematical Functions",
 * 26.7.3 for odd and 26.7.4 for even degrees.
 */
function centralShare(theta: number, degrees: number): number {
  const [sine, cosine] = [Math.sin(theta), Math.cos(theta)];
  const odd = degrees % 2;
  let term = odd === 1 ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = 2 + odd; k < degrees; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  return odd === 1 ? (2 / Math.PI) * (theta + sine * sum) : sine * sum;
}
