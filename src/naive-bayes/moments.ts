import { Matrix } from "../core/matrix";

/** Weight, mean and variance of each feature of each class so far. */
export interface ClassMoments {
  classCount: Float64Array;
  theta: Matrix;
  var: Matrix;
}

export function emptyMoments(classes: number, features: number): ClassMoments {
  return {
    classCount: new Float64Array(classes),
    theta: Matrix.zeros(classes, features),
    var: Matrix.zeros(classes, features),
  };
}

/**
 * Adds rows to the moments of their classes, in place (Chan, Golub & LeVeque 1979). A class without new weight
 * stays as it was.
 */
export function updateMoments(
  X: Matrix,
  codes: Int32Array,
  weight: Float64Array | undefined,
  moments: ClassMoments,
): void {
  const { data, rows, cols } = X;
  const { classCount, theta, var: variance } = moments;
  const classes = classCount.length;
  const added = new Float64Array(classes);
  const mean = new Float64Array(classes * cols);
  for (let i = 0, at = 0; i < rows; i++, at += cols) {
    const w = weight === undefined ? 1 : weight[i];
    const base = codes[i] * cols;
    added[codes[i]] += w;
    for (let j = 0; j < cols; j++) mean[base + j] += w * data[at + j];
  }
  for (let k = 0; k < classes; k++) {
    for (let j = k * cols; j < (k + 1) * cols; j++) mean[j] /= added[k];
  }
  const squares = new Float64Array(classes * cols);
  for (let i = 0, at = 0; i < rows; i++, at += cols) {
    const w = weight === undefined ? 1 : weight[i];
    const base = codes[i] * cols;
    for (let j = 0; j < cols; j++) {
      const difference = data[at + j] - mean[base + j];
      squares[base + j] += w * difference * difference;
    }
  }
  for (let k = 0; k < classes; k++) {
    if (added[k] === 0) continue;
    const past = classCount[k];
    const total = past + added[k];
    for (let m = k * cols; m < (k + 1) * cols; m++) {
      const shift = theta.data[m] - mean[m];
      const pastSquares = past * variance.data[m];
      variance.data[m] = (pastSquares + squares[m] + ((added[k] * past) / total) * shift * shift) / total;
      theta.data[m] = (added[k] * mean[m] + past * theta.data[m]) / total;
    }
    classCount[k] = total;
  }
}
