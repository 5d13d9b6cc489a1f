import type { Matrix } from "../core/matrix";

/** The values of column `j` that are not NaN, sorted. */
export function sortedColumn(X: Matrix, j: number): Float64Array {
  return X.column(j)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/** What a spread is divided by: 1 where it is no more than rounding. */
export const usableScale = (spread: number): number => (Math.abs(spread) < 10 * Number.EPSILON ? 1 : spread);
