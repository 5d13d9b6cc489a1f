import { ValidationError } from "../core/errors";
import { cholesky } from "../core/linalg/cholesky";
import { leastSquares } from "../core/linalg/least-squares";
import { thinSvd, thinSvdOfColumns } from "../core/linalg/svd";
import { symmetricEigen } from "../core/linalg/symmetric-eigen";
import { Matrix } from "../core/matrix";
import { type ClassSample, centredColumns, rowsByClass } from "./class-sample";
import { covarianceWithin, type Shrinkage, shrunkCovariance } from "./covariance";

/** What a solver finds; coefficients are those of one score per class. */
export interface LdaSolution {
  /** (classes x features) */
  coef: Matrix;
  intercept: Float64Array;
  /** (features x axes), of the solvers that give axes. */
  scalings?: Matrix;
  explainedVarianceRatio?: Float64Array;
  /** Mean of the class means, weighted by the priors; of the svd solver. */
  xbar?: Float64Array;
  /** Covariance within the classes, of the solvers that need it. */
  covariance?: Matrix;
}

/** Through the singular values of the centred rows: no covariance is formed, so that little precision is lost. */
export function solveBySvd(X: Matrix, codes: Int32Array, sample: ClassSample, tol: number): LdaSolution {
  const { means, priors } = sample;
  const classes = means.rows;
  const d = X.cols;
  const xbar = new Float64Array(d);
  for (let k = 0; k < classes; k++) for (let j = 0; j < d; j++) xbar[j] += priors[k] * means.get(k, j);
  const meanRows = Array.from({ length: classes }, (_, k) => means.row(k));
  const columns = centredColumns(X, (i) => meanRows[codes[i]]);
  const spread = columns.map((column) => deviation(column) || 1);
  columns.forEach((column, j) => {
    const factor = Math.sqrt(1 / (X.rows - classes)) / spread[j];
    for (let i = 0; i < column.length; i++) column[i] *= factor;
  });
  const within = thinSvdOfColumns(columns);
  const rank = within.singularValues.filter((value) => value > tol).length;
  const whitening = Matrix.zeros(d, rank);
  for (let j = 0; j < d; j++) {
    for (let r = 0; r < rank; r++) {
      whitening.set(j, r, within.Vt.get(r, j) / spread[j] / within.singularValues[r]);
    }
  }
  const between = Matrix.zeros(classes, d);
  const share = classes === 1 ? 1 : 1 / (classes - 1);
  for (let k = 0; k < classes; k++) {
    const factor = Math.sqrt(X.rows * priors[k] * share);
    for (let j = 0; j < d; j++) between.set(k, j, factor * (means.get(k, j) - xbar[j]));
  }
  const { singularValues, Vt } = thinSvd(product(between, whitening));
  const squares = singularValues.map((value) => value * value);
  const total = squares.reduce((sum, value) => sum + value, 0);
  const axes = singularValues.filter((value) => value > tol * singularValues[0]).length;
  const directions = Matrix.zeros(rank, axes);
  for (let r = 0; r < rank; r++) for (let a = 0; a < axes; a++) directions.set(r, a, Vt.get(a, r));
  const scalings = withFixedSigns(product(whitening, directions));
  const shifted = new Matrix(
    means.data.map((value, m) => value - xbar[m % d]),
    classes,
    d,
  );
  const scores = product(shifted, scalings);
  const coef = product(scores, scalings.transpose());
  const intercept = Float64Array.from(priors, (prior, k) => {
    const half = -0.5 * scores.row(k).reduce((sum, value) => sum + value * value, 0);
    return half + Math.log(prior) - coef.row(k).reduce((sum, value, j) => sum + value * xbar[j], 0);
  });
  const most = Math.min(classes - 1, d);
  const explainedVarianceRatio = squares.map((value) => value / total).slice(0, most);
  return { coef, intercept, scalings, explainedVarianceRatio, xbar };
}

/** Solves covariance * coef = means for each class. */
export function solveByLeastSquares(
  X: Matrix,
  codes: Int32Array,
  sample: ClassSample,
  shrinkage: Shrinkage,
): LdaSolution {
  const { means, priors, counts } = sample;
  const covariance = covarianceWithin(rowsByClass(X, codes, counts), priors, shrinkage);
  const coef = Matrix.from(
    Array.from({ length: means.rows }, (_, k) => leastSquares(covariance, means.row(k)).x),
  );
  return { coef, intercept: interceptsFor(means, coef, priors), covariance };
}

/** The axes that part the classes best: eigenvectors of the covariance between them relative to that within. */
export function solveByEigenvectors(
  X: Matrix,
  codes: Int32Array,
  sample: ClassSample,
  shrinkage: Shrinkage,
): LdaSolution {
  const { means, priors, counts } = sample;
  const d = X.cols;
  const covariance = covarianceWithin(rowsByClass(X, codes, counts), priors, shrinkage);
  const L = cholesky(covariance);
  if (L === null) {
    throw new ValidationError(
      "The covariance within the classes is singular (features depend on one another): leave features out, " +
        'set shrinkage, or use solver "svd".',
    );
  }
  const total = shrunkCovariance(X, shrinkage);
  const between = new Matrix(
    total.data.map((value, k) => value - covariance.data[k]),
    d,
    d,
  );
  // With covariance = L Lᵀ the generalised problem is an ordinary one for L⁻¹ between L⁻ᵀ.
  const reduced = solveLower(L, solveLower(L, between).transpose());
  const { values, vectors } = symmetricEigen(reduced);
  const sum = values.reduce((all, value) => all + value, 0);
  const scalings = withFixedSigns(solveUpper(L, vectors.transpose()));
  const coef = product(product(means, scalings), scalings.transpose());
  return {
    coef,
    intercept: interceptsFor(means, coef, priors),
    scalings,
    explainedVarianceRatio: values.map((value) => value / sum).slice(0, Math.min(means.rows - 1, d)),
    covariance,
  };
}

function interceptsFor(means: Matrix, coef: Matrix, priors: Float64Array): Float64Array {
  return Float64Array.from(priors, (prior, k) => {
    const c = coef.row(k);
    return -0.5 * means.row(k).reduce((sum, value, j) => sum + value * c[j], 0) + Math.log(prior);
  });
}

function deviation(values: Float64Array): number {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i] / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) * (values[i] - mean);
  return Math.sqrt(squares / n);
}

function product(A: Matrix, B: Matrix): Matrix {
  const out = Matrix.zeros(A.rows, B.cols);
  for (let i = 0; i < A.rows; i++) {
    for (let k = 0; k < A.cols; k++) {
      const a = A.data[i * A.cols + k];
      for (let j = 0; j < B.cols; j++) out.data[i * B.cols + j] += a * B.data[k * B.cols + j];
    }
  }
  return out;
}

/** L⁻¹ B */
function solveLower(L: Float64Array, B: Matrix): Matrix {
  const n = B.rows;
  const out = B.copy();
  for (let i = 0; i < n; i++) {
    const row = out.row(i);
    for (let k = 0; k < i; k++) {
      const above = out.row(k);
      for (let j = 0; j < row.length; j++) row[j] -= L[i * n + k] * above[j];
    }
    for (let j = 0; j < row.length; j++) row[j] /= L[i * n + i];
  }
  return out;
}

/** L⁻ᵀ B */
function solveUpper(L: Float64Array, B: Matrix): Matrix {
  const n = B.rows;
  const out = B.copy();
  for (let i = n - 1; i >= 0; i--) {
    const row = out.row(i);
    for (let k = i + 1; k < n; k++) {
      const below = out.row(k);
      for (let j = 0; j < row.length; j++) row[j] -= L[k * n + i] * below[j];
    }
    for (let j = 0; j < row.length; j++) row[j] /= L[i * n + i];
  }
  return out;
}

/** The same axes, each turned so that its largest component is positive: their sign is arbitrary otherwise. */
function withFixedSigns(A: Matrix): Matrix {
  const out = A.copy();
  for (let j = 0; j < A.cols; j++) {
    let largest = 0;
    for (let i = 0; i < A.rows; i++) {
      if (Math.abs(A.get(i, j)) > Math.abs(largest)) largest = A.get(i, j);
    }
    if (largest < 0) for (let i = 0; i < A.rows; i++) out.set(i, j, -A.get(i, j));
  }
  return out;
}
