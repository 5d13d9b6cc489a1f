import type { RandomState } from "../core/random-state";

/** A place in `weights`, each as likely as its weight is large; takes one draw. */
export function drawIndex(random: RandomState, weights: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += weights[k];
  let left = random.randomSample() * total;
  for (let k = 0; k < weights.length; k++) {
    left -= weights[k];
    if (left < 0) return k;
  }
  // Rounding may leave a hair of the last one.
  return weights.length - 1;
}

/** A number between `low` and `high`, both above 0, whose logarithm is even. */
export const logUniform = (random: RandomState, low: number, high: number): number =>
  10 ** random.uniform(Math.log10(low), Math.log10(high));

/** A number whose logarithm is normal: half of them lie below `median`; `spread` is that of the natural logarithm. */
export const logNormal = (random: RandomState, median: number, spread: number): number =>
  median * Math.exp(random.normal(0, spread));
