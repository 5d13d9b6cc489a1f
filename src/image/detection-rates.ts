import { ParameterError, ValidationError } from "../core/errors";
import { toVector, type VectorLike } from "../core/targets";

/** What share of the sources in one range was a hit. */
export interface DetectionRate {
  low: number;
  high: number;
  /** Sources in the range. */
  count: number;
  /** Share of them that was a hit; NaN where there are none. */
  rate: number;
  /** Standard error of the share (binomial, with one hit and one miss added so that 0 and 1 have one, too). */
  error: number;
}

/**
 * Completeness or reliability in ranges of flux, signal to noise or any other number: of the sources with a value from
 * `edges[i]` up to `edges[i + 1]`, the share that was a hit.
 *
 * @param values - one number a source.
 * @param hits - one a source: whether it was found (completeness), or is real (reliability).
 * @param edges - at least two, growing.
 * @throws ValidationError if the lengths differ or a value is not finite.
 * @throws ParameterError if the edges do not grow.
 */
export function detectionRates(
  values: VectorLike,
  hits: ArrayLike<number | boolean>,
  edges: ArrayLike<number>,
): DetectionRate[] {
  const numbers = toVector(values, "values");
  if (hits.length !== numbers.length) {
    throw new ValidationError(`There are ${numbers.length} values but ${hits.length} hits.`);
  }
  const bounds = Array.from(edges);
  if (bounds.length < 2 || bounds.some((edge, i) => i > 0 && !(edge > bounds[i - 1]))) {
    throw new ParameterError("edges must be at least two numbers that grow.");
  }
  return bounds.slice(1).map((high, i) => {
    const low = bounds[i];
    let [count, good] = [0, 0];
    for (let k = 0; k < numbers.length; k++) {
      if (!(numbers[k] >= low && numbers[k] < high)) continue;
      count++;
      if (hits[k]) good++;
    }
    const share = (good + 1) / (count + 2);
    const error = Math.sqrt((share * (1 - share)) / (count + 2));
    return { low, high, count, rate: count > 0 ? good / count : Number.NaN, error };
  });
}
