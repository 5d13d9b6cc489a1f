import type { Matrix } from "../core/matrix";

/** (rows) intercept + X coef. */
export function linearPrediction(X: Matrix, coef: Float64Array, intercept: number): Float64Array {
  const { data, rows, cols } = X;
  const out = new Float64Array(rows);
  for (let i = 0, k = 0; i < rows; i++) {
    let sum = intercept;
    for (let j = 0; j < cols; j++, k++) sum += data[k] * coef[j];
    out[i] = sum;
  }
  return out;
}

/** The intercept that goes with `coef` once the columns were shifted by their means. */
export function interceptFor(coef: Float64Array, xMean: Float64Array, yMean: number): number {
  let out = yMean;
  for (let j = 0; j < coef.length; j++) out -= coef[j] * xMean[j];
  return out;
}
