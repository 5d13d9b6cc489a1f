import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { quantile } from "../core/quantile";
import type { TableLike } from "../core/table-like";
import { Transformer } from "../core/transformer";
import { sortedColumn, usableScale } from "./column-statistics";

export interface RobustScalerParams {
  /** Subtract the median of each feature; default `true`. */
  withCentering: boolean;
  /** Divide by the distance of two quantiles of each feature; default `true`. */
  withScaling: boolean;
  /** The two quantiles in percent; default [25, 75]. */
  quantileRange: readonly [number, number];
}

/**
 * Shifts each feature by its median and scales it by the distance of two quantiles, so that outliers hardly matter.
 * Missing values (NaN) are left out and stay NaN. Equal to `sklearn.preprocessing.RobustScaler` of scikit-learn 1.2.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.preprocessing.RobustScaler.html
 */
export class RobustScaler extends Transformer<RobustScalerParams> {
  /** (features) median of each feature; zeros without `withCentering`. */
  declare center: Float64Array;
  /** (features) what each feature is divided by; 1 where it is constant or without `withScaling`. */
  declare scale: Float64Array;

  constructor(params: Partial<RobustScalerParams> = {}) {
    super({ withCentering: true, withScaling: true, quantileRange: [25, 75] }, params);
  }

  /**
   * @param X - (n x features) numbers or NaN.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option is.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    const { withCentering, withScaling, quantileRange } = this.params;
    checkOneOf("withCentering", withCentering, [true, false]);
    checkOneOf("withScaling", withScaling, [true, false]);
    if (quantileRange?.length !== 2)
      throw new ParameterError("quantileRange must be [low, high] in percent.");
    const [low, high] = quantileRange;
    checkNumber("quantileRange[0]", low, { min: 0, max: 100 });
    checkNumber("quantileRange[1]", high, { min: low, max: 100 });
    const matrix = this.checkFitTable(X, { allowNaN: true });
    const center = new Float64Array(matrix.cols);
    const scale = new Float64Array(matrix.cols).fill(1);
    for (let j = 0; j < matrix.cols; j++) {
      const sorted = sortedColumn(matrix, j);
      if (withCentering) center[j] = quantile(sorted, 0.5);
      if (withScaling) scale[j] = usableScale(quantile(sorted, high / 100) - quantile(sorted, low / 100));
    }
    this.center = center;
    this.scale = scale;
    return this;
  }

  /** (n x features) the scaled table. */
  transform(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "transform", { allowNaN: true });
    const out = data.map((value, k) => (value - this.center[k % cols]) / this.scale[k % cols]);
    return new Matrix(out, rows, cols);
  }

  /** (n x features) the table that {@link transform} would turn into `X`. */
  inverseTransform(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "inverseTransform", { allowNaN: true });
    const out = data.map((value, k) => value * this.scale[k % cols] + this.center[k % cols]);
    return new Matrix(out, rows, cols);
  }
}

registerEstimator(RobustScaler);
