import type { Matrix } from "../core/matrix";

/** The values of column `j` that are not NaN, sorted. */
export function sortedColumn(X: Matrix, j: number): Float64Array {
  return X.column(j)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/** Quantile of sorted values by linear interpolation, as `numpy.percentile` has it; NaN where there are none. */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const part = at - low;
  const a = sorted[low];
  const b = sorted[Math.min(low + 1, sorted.length - 1)];
  // From the nearer end, as NumPy does it: the results agree to the last digit.
  return part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part);
}

/** What a spread is divided by: 1 where it is no more than rounding. */
export const usableScale = (spread: number): number => (Math.abs(spread) < 10 * Number.EPSILON ? 1 : spread);
