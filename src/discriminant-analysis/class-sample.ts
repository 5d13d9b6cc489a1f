import { ParameterError } from "../core/errors";
import type { Label } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";

/** What both discriminant analyses need to know of each class. */
export interface ClassSample {
  counts: Int32Array;
  /** (classes x features) */
  means: Matrix;
  /** (classes) given, or the shares of the sample. */
  priors: Float64Array;
}

/** @throws ParameterError if `priors` are not one probability per class. */
export function describeClasses(
  X: Matrix,
  codes: Int32Array,
  classes: readonly Label[],
  priors: ArrayLike<number> | null,
): ClassSample {
  const counts = new Int32Array(classes.length);
  const means = Matrix.zeros(classes.length, X.cols);
  for (let i = 0, at = 0; i < X.rows; i++) {
    const to = codes[i] * X.cols;
    counts[codes[i]]++;
    for (let j = 0; j < X.cols; j++) means.data[to + j] += X.data[at++];
  }
  for (let k = 0; k < classes.length; k++) {
    const mean = means.row(k);
    for (let j = 0; j < X.cols; j++) mean[j] /= counts[k];
  }
  return { counts, means, priors: checkedPriors(priors, counts, X.rows) };
}

function checkedPriors(priors: ArrayLike<number> | null, counts: Int32Array, n: number): Float64Array {
  if (priors === null) return Float64Array.from(counts, (count) => count / n);
  if (priors.length !== counts.length) {
    throw new ParameterError(`priors has ${priors.length} values, but there are ${counts.length} classes.`);
  }
  let sum = 0;
  for (let k = 0; k < priors.length; k++) {
    checkNumber(`priors[${k}]`, priors[k], { min: 0 });
    sum += priors[k];
  }
  if (Math.abs(sum - 1) > 1e-8) throw new ParameterError(`priors must add up to 1, but add up to ${sum}.`);
  return Float64Array.from(priors);
}

/** The rows of each class, as one table per class. */
export function rowsByClass(X: Matrix, codes: Int32Array, counts: Int32Array): Matrix[] {
  const indices = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  for (let i = 0; i < codes.length; i++) indices[codes[i]][filled[codes[i]]++] = i;
  return indices.map((rows) => X.takeRows(rows));
}

/** Rows shifted by `mean`, as one array per column. */
export function centredColumns(X: Matrix, meanOf: (row: number) => Float64Array): Float64Array[] {
  const columns = Array.from({ length: X.cols }, () => new Float64Array(X.rows));
  for (let i = 0, at = 0; i < X.rows; i++) {
    const mean = meanOf(i);
    for (let j = 0; j < X.cols; j++) columns[j][i] = X.data[at++] - mean[j];
  }
  return columns;
}
