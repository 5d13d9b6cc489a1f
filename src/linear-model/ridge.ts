import type { SampleWeightOptions } from "../core/classifier";
import { columnMeans } from "../core/column-means";
import { registerEstimator } from "../core/estimator";
import { cholesky, solveCholesky } from "../core/linalg/cholesky";
import { thinSvd } from "../core/linalg/svd";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { gram } from "../kernels/gram";
import { centre, vectorMean } from "./centring";
import { interceptFor, linearPrediction } from "./linear-prediction";

export interface RidgeParams {
  /** Strength of the penalty alpha |coef|², not negative; default 1. */
  alpha: number;
  /** Fit an intercept, which is not penalised; default `true`. */
  fitIntercept: boolean;
  /**
   * `"cholesky"` solves the normal equations, `"svd"` goes through the singular values (slower, and needed where
   * features depend on one another and alpha is 0); default `"auto"`: cholesky, then svd if that fails.
   */
  solver: "auto" | "cholesky" | "svd";
}

/**
 * Least squares with a penalty on the length of the coefficients. Equal to `sklearn.linear_model.Ridge` of
 * scikit-learn 1.2 for one target and one alpha (Hoerl & Kennard 1970, Technometrics 12, 55).
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.linear_model.Ridge.html
 */
export class Ridge extends Regressor<RidgeParams> {
  /** (features) slope of each feature. */
  declare coef: Float64Array;
  declare intercept: number;

  constructor(params: Partial<RidgeParams> = {}) {
    super({ alpha: 1, fitIntercept: true, solver: "auto" }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) targets.
   * @throws ValidationError if X or y is unusable or their lengths differ.
   * @throws ParameterError if an option is.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    const { alpha, fitIntercept, solver } = this.params;
    checkNumber("alpha", alpha, { min: 0 });
    checkOneOf("fitIntercept", fitIntercept, [true, false]);
    checkOneOf("solver", solver, ["auto", "cholesky", "svd"]);
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const weight = toSampleWeight(options.sampleWeight, matrix.rows);
    const xMean = fitIntercept ? columnMeans(matrix, weight) : new Float64Array(matrix.cols);
    const yMean = fitIntercept ? vectorMean(targets, weight) : 0;
    let coef: Float64Array | null = null;
    // With fewer rows than features the normal equations are larger than the table and singular without alpha.
    if (solver !== "svd" && matrix.rows >= matrix.cols) {
      coef = solveNormalEquations(gram(matrix, xMean, { weight, y: targets, yShift: yMean }), alpha);
    }
    if (coef === null) {
      const { A, b } = centre(matrix, targets, weight, fitIntercept);
      coef = solveBySvd(A, b, alpha);
    }
    this.coef = coef;
    this.intercept = interceptFor(coef, xMean, yMean);
    return this;
  }

  /** (n) the fitted value at each row. */
  predict(X: TableLike): Float64Array {
    return linearPrediction(this.checkTable(X, "predict"), this.coef, this.intercept);
  }
}

registerEstimator(Ridge);

/** @param G - Gram matrix of the features and, as its last row and column, the target. */
function solveNormalEquations(G: Matrix, alpha: number): Float64Array | null {
  const d = G.cols - 1;
  const A = Matrix.zeros(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) A.data[i * d + j] = G.data[i * (d + 1) + j];
    A.data[i * d + i] += alpha;
  }
  const L = cholesky(A);
  return L === null ? null : solveCholesky(L, G.column(d).slice(0, d));
}

function solveBySvd(A: Matrix, b: Float64Array, alpha: number): Float64Array {
  const { singularValues, Vt, UtRhs } = thinSvd(A, [b]);
  const coef = new Float64Array(A.cols);
  // What rounding leaves of a singular value that is zero would be divided by itself where alpha is 0.
  const cutoff = Math.max(1e-15, A.cols * Number.EPSILON * singularValues[0]);
  singularValues.forEach((s, i) => {
    if (s <= cutoff) return;
    const factor = (s * UtRhs[0][i]) / (s * s + alpha);
    const v = Vt.row(i);
    for (let j = 0; j < coef.length; j++) coef[j] += factor * v[j];
  });
  return coef;
}
