import { columnMeans } from "../core/column-means";
import type { Matrix } from "../core/matrix";

/** Mean of a vector, weighted where weights are given. */
export function vectorMean(y: Float64Array, weight?: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const w = weight === undefined ? 1 : weight[i];
    sum += w * y[i];
    total += w;
  }
  return sum / total;
}

export interface CentredProblem {
  /** Rows shifted by `xMean` and multiplied by the square root of their weight. */
  A: Matrix;
  b: Float64Array;
  xMean: Float64Array;
  yMean: number;
}

/** Takes the intercept and the weights out of a linear least-squares problem. */
export function centre(
  X: Matrix,
  y: Float64Array,
  weight: Float64Array | undefined,
  fitIntercept: boolean,
): CentredProblem {
  const xMean = fitIntercept ? columnMeans(X, weight) : new Float64Array(X.cols);
  const yMean = fitIntercept ? vectorMean(y, weight) : 0;
  const A = X.copy();
  const b = y.slice();
  for (let i = 0, k = 0; i < X.rows; i++) {
    const root = weight === undefined ? 1 : Math.sqrt(weight[i]);
    for (let j = 0; j < X.cols; j++, k++) A.data[k] = (A.data[k] - xMean[j]) * root;
    b[i] = (b[i] - yMean) * root;
  }
  return { A, b, xMean, yMean };
}
