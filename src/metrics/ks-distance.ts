import { toVector, type VectorLike } from "../core/targets";

/**
 * How far apart the distributions of two samples lie: the largest difference between the shares of each that are at
 * most x, over all x (Kolmogorov and Smirnov). 0 where they are the same, 1 where they do not overlap. It is the
 * statistic of `scipy.stats.ks_2samp`.
 *
 * @throws ValidationError if a sample is empty or holds a value that is not finite.
 */
export function ksDistance(x: VectorLike, y: VectorLike): number {
  const a = toVector(x, "x").slice().sort();
  const b = toVector(y, "y").slice().sort();
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}
