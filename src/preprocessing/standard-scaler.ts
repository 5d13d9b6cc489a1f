import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import type { TableLike } from "../core/table-like";
import { toSampleWeight } from "../core/targets";
import { Transformer } from "../core/transformer";

export interface StandardScalerParams {
  /** Subtract the mean of each feature; default `true`. */
  withMean: boolean;
  /** Divide by the standard deviation of each feature; default `true`. */
  withStd: boolean;
}

/**
 * Shifts and scales each feature to zero mean and unit variance (the variance of the sample, divided by n).
 * Missing values (NaN) are left out of mean and variance and stay NaN. Equal to
 * `sklearn.preprocessing.StandardScaler` of scikit-learn 1.2.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.preprocessing.StandardScaler.html
 */
export class StandardScaler extends Transformer<StandardScalerParams> {
  /** (features) mean of each feature. */
  declare mean: Float64Array;
  /** (features) variance of each feature. */
  declare var: Float64Array;
  /** (features) what each feature is divided by; 1 where it is constant. */
  declare scale: Float64Array;
  /** (features) rows seen, or their weights added up, without missing values. */
  declare nSamplesSeen: Float64Array;

  constructor(params: Partial<StandardScalerParams> = {}) {
    super({ withMean: true, withStd: true }, params);
  }

  /**
   * @param X - (n x features) numbers or NaN.
   * @throws ValidationError if X is unusable.
   */
  async fit(X: TableLike, _y?: LabelsLike | null, options: SampleWeightOptions = {}): Promise<this> {
    const matrix = this.checkFitTable(X, { allowNaN: true });
    this.mean = new Float64Array(matrix.cols);
    this.var = new Float64Array(matrix.cols);
    this.nSamplesSeen = new Float64Array(matrix.cols);
    this.update(matrix, toSampleWeight(options.sampleWeight, matrix.rows));
    return this;
  }

  /** Takes one more piece of the data into mean and variance. */
  async partialFit(X: TableLike, _y?: LabelsLike | null, options: SampleWeightOptions = {}): Promise<this> {
    if (!this.isFitted) return this.fit(X, null, options);
    const matrix = this.checkTable(X, "partialFit", { allowNaN: true });
    this.update(matrix, toSampleWeight(options.sampleWeight, matrix.rows));
    return this;
  }

  private update(X: Matrix, weight: Float64Array | undefined): void {
    const { data, rows, cols } = X;
    const { mean, var: variance, nSamplesSeen: seen } = this;
    const added = new Float64Array(cols);
    const sum = new Float64Array(cols);
    for (let i = 0, k = 0; i < rows; i++) {
      const w = weight === undefined ? 1 : weight[i];
      for (let j = 0; j < cols; j++, k++) {
        if (Number.isNaN(data[k])) continue;
        added[j] += w;
        sum[j] += w * data[k];
      }
    }
    const pieceMean = sum.map((total, j) => (added[j] > 0 ? total / added[j] : 0));
    const squares = new Float64Array(cols);
    const rest = new Float64Array(cols);
    for (let i = 0, k = 0; i < rows; i++) {
      const w = weight === undefined ? 1 : weight[i];
      for (let j = 0; j < cols; j++, k++) {
        if (Number.isNaN(data[k])) continue;
        const difference = data[k] - pieceMean[j];
        squares[j] += w * difference * difference;
        rest[j] += w * difference;
      }
    }
    for (let j = 0; j < cols; j++) {
      if (added[j] === 0) continue;
      const past = seen[j];
      const total = past + added[j];
      // The mean is rounded; what that leaves over is taken out again (Chan, Golub & LeVeque 1983, eq. 1.7).
      const within = squares[j] - (rest[j] * rest[j]) / added[j];
      const shift = mean[j] - pieceMean[j];
      variance[j] = (past * variance[j] + within + ((past * added[j]) / total) * shift * shift) / total;
      mean[j] = (past * mean[j] + added[j] * pieceMean[j]) / total;
      seen[j] = total;
    }
    this.scale = variance.map((value, j) => (isConstant(value, mean[j], seen[j]) ? 1 : Math.sqrt(value)));
  }

  /** (n x features) the scaled table. */
  transform(X: TableLike): Matrix {
    return this.map(X, "transform", (value, mean, scale) => (value - mean) / scale);
  }

  /** (n x features) the table that {@link transform} would turn into `X`. */
  inverseTransform(X: TableLike): Matrix {
    return this.map(X, "inverseTransform", (value, mean, scale) => value * scale + mean);
  }

  private map(
    X: TableLike,
    method: string,
    change: (value: number, mean: number, scale: number) => number,
  ): Matrix {
    const { data, rows, cols } = this.checkTable(X, method, { allowNaN: true });
    const { withMean, withStd } = this.params;
    const mean = withMean ? this.mean : new Float64Array(cols);
    const scale = withStd ? this.scale : new Float64Array(cols).fill(1);
    const out = new Float64Array(data.length);
    for (let i = 0, k = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, k++) out[k] = change(data[k], mean[j], scale[j]);
    }
    return new Matrix(out, rows, cols);
  }
}

registerEstimator(StandardScaler);

/** Whether a variance is no more than rounding leaves of a constant, as scikit-learn's `_is_constant_feature`. */
function isConstant(variance: number, mean: number, n: number): boolean {
  return variance <= n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
}
