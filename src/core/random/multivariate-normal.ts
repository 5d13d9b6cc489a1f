import { ParameterError } from "../errors";
import { Matrix } from "../matrix";
import type { LegacyStream } from "./legacy-stream";
import { rightSingular } from "./right-singular";

const TOLERANCE = 1e-8;

/** `count` rows of normal deviates with the given mean and covariance, as `RandomState` makes them. */
export function drawMultivariateNormal(
  stream: LegacyStream,
  mean: ArrayLike<number>,
  cov: Matrix,
  count: number,
): Matrix {
  const n = mean.length;
  if (n === 0 || cov.rows !== n || cov.cols !== n) {
    throw new ParameterError(
      `multivariateNormal: a mean of length ${n} needs a covariance of ${n} x ${n}, not ${cov.rows} x ${cov.cols}.`,
    );
  }
  const transform = squareRoot(cov, n);
  const normals = new Float64Array(count * n);
  for (let k = 0; k < normals.length; k++) normals[k] = stream.nextGauss();
  const out = Matrix.zeros(count, n);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += normals[i * n + k] * transform[k * n + j];
      out.data[i * n + j] = sum + mean[j];
    }
  }
  return out;
}

/** sqrt(s)·Vᵀ of the covariance U·s·Vᵀ. */
function squareRoot(cov: Matrix, n: number): Float64Array {
  if (!cov.data.every(Number.isFinite)) {
    throw new ParameterError("multivariateNormal: the covariance holds a value that is not finite.");
  }
  const { s, vt } = rightSingular(cov.data, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let rebuilt = 0;
      for (let k = 0; k < n; k++) rebuilt += vt[k * n + i] * s[k] * vt[k * n + j];
      const expected = cov.data[i * n + j];
      if (Math.abs(rebuilt - expected) > TOLERANCE + TOLERANCE * Math.abs(expected)) {
        throw new ParameterError(
          "multivariateNormal: the covariance is not symmetric positive semidefinite.",
        );
      }
    }
  }
  for (let k = 0; k < n; k++) {
    const root = Math.sqrt(s[k]);
    for (let j = 0; j < n; j++) vt[k * n + j] *= root;
  }
  return vt;
}
