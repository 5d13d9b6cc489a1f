import { columnMeans } from "../core/column-means";
import { Matrix } from "../core/matrix";
import { gram } from "../kernels/gram";

/** `null`: as it is; `"auto"`: Ledoit and Wolf's; a number from 0 to 1: that share of the mean variance. */
export type Shrinkage = null | "auto" | number;

/** Covariance of the rows (divided by n), shrunk towards a multiple of the identity. */
export function shrunkCovariance(X: Matrix, shrinkage: Shrinkage): Matrix {
  const mean = columnMeans(X);
  const covariance = gram(X, mean);
  for (let k = 0; k < covariance.data.length; k++) covariance.data[k] /= X.rows;
  if (shrinkage === null) return covariance;
  if (shrinkage !== "auto") return shrink(covariance, shrinkage);
  return shrinkByLedoitWolf(X, mean, covariance);
}

/** (1 - share) C + share * (mean variance) I */
function shrink(C: Matrix, share: number): Matrix {
  const d = C.cols;
  let trace = 0;
  for (let j = 0; j < d; j++) trace += C.data[j * d + j];
  const out = new Matrix(
    C.data.map((value) => (1 - share) * value),
    d,
    d,
  );
  for (let j = 0; j < d; j++) out.data[j * d + j] += (share * trace) / d;
  return out;
}

/**
 * Ledoit & Wolf 2004 (Journal of Multivariate Analysis 88, 365) on features scaled to unit variance, scaled back
 * afterwards.
 */
function shrinkByLedoitWolf(X: Matrix, mean: Float64Array, covariance: Matrix): Matrix {
  const n = X.rows;
  const d = X.cols;
  const scale = Float64Array.from(mean, (_, j) => Math.sqrt(covariance.data[j * d + j]) || 1);
  const S = new Matrix(
    covariance.data.map((value, k) => value / (scale[Math.floor(k / d)] * scale[k % d])),
    d,
    d,
  );
  let fourth = 0;
  for (let i = 0, k = 0; i < n; i++) {
    let squares = 0;
    for (let j = 0; j < d; j++, k++) squares += ((X.data[k] - mean[j]) / scale[j]) ** 2;
    fourth += squares * squares;
  }
  let trace = 0;
  for (let j = 0; j < d; j++) trace += S.data[j * d + j];
  const norm = S.data.reduce((sum, value) => sum + value * value, 0);
  const mu = trace / d;
  const delta = (norm - 2 * mu * trace + d * mu * mu) / d;
  const beta = Math.min((fourth / n - norm) / (d * n), delta);
  const share = d === 1 || beta === 0 ? 0 : beta / delta;
  const out = shrink(S, share);
  for (let k = 0; k < out.data.length; k++) out.data[k] *= scale[Math.floor(k / d)] * scale[k % d];
  return out;
}

/** Covariance within the classes: their covariances, weighted by the priors. */
export function covarianceWithin(
  groups: readonly Matrix[],
  priors: Float64Array,
  shrinkage: Shrinkage,
): Matrix {
  const d = groups[0].cols;
  const out = Matrix.zeros(d, d);
  groups.forEach((group, k) => {
    const covariance = shrunkCovariance(group, shrinkage);
    for (let m = 0; m < out.data.length; m++) out.data[m] += priors[k] * covariance.data[m];
  });
  return out;
}
