import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { leastSquares } from "../core/linalg/least-squares";
import { checkOneOf } from "../core/parameters";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { centre } from "./centring";
import { interceptFor, linearPrediction } from "./linear-prediction";

export interface LinearRegressionParams {
  /** Fit an intercept; default `true`. With `false` the line goes through the origin. */
  fitIntercept: boolean;
}

/**
 * Ordinary least squares. Equal to `sklearn.linear_model.LinearRegression` of scikit-learn 1.2 for one target: where
 * features depend on one another, the coefficients of least length are chosen.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.linear_model.LinearRegression.html
 */
export class LinearRegression extends Regressor<LinearRegressionParams> {
  /** (features) slope of each feature. */
  declare coef: Float64Array;
  declare intercept: number;
  /** Rank of the centred table. */
  declare rank: number;
  /** Singular values of the centred table, largest first. */
  declare singular: Float64Array;

  constructor(params: Partial<LinearRegressionParams> = {}) {
    super({ fitIntercept: true }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) targets.
   * @throws ValidationError if X or y is unusable or their lengths differ.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    checkOneOf("fitIntercept", this.params.fitIntercept, [true, false]);
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const weight = toSampleWeight(options.sampleWeight, matrix.rows);
    const { A, b, xMean, yMean } = centre(matrix, targets, weight, this.params.fitIntercept);
    const { x, rank, singularValues } = leastSquares(A, b);
    this.coef = x;
    this.intercept = interceptFor(x, xMean, yMean);
    this.rank = rank;
    this.singular = singularValues;
    return this;
  }

  /** (n) the fitted line at each row. */
  predict(X: TableLike): Float64Array {
    return linearPrediction(this.checkTable(X, "predict"), this.coef, this.intercept);
  }
}

registerEstimator(LinearRegression);
