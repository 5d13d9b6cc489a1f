import type { Matrix } from "../core/matrix";
import { affineScores } from "../kernels/affine";

/** (rows) intercept + X coef. */
export function linearPrediction(X: Matrix, coef: Float64Array, intercept: number): Float64Array {
  return affineScores(X.data, X.rows, X.cols, coef, Float64Array.of(intercept));
}

/** The intercept that goes with `coef` once the columns were shifted by their means. */
export function interceptFor(coef: Float64Array, xMean: Float64Array, yMean: number): number {
  let out = yMean;
  for (let j = 0; j < coef.length; j++) out -= coef[j] * xMean[j];
  return out;
}
