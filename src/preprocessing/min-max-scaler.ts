import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { Transformer } from "../core/transformer";
import { usableScale } from "./column-statistics";

export interface MinMaxScalerParams {
  /** [least, largest] value of the scaled features; default [0, 1]. */
  featureRange: readonly [number, number];
  /** Keep values outside the range of the sample within `featureRange`; default `false`. */
  clip: boolean;
}

/**
 * Shifts and scales each feature to a range. Missing values (NaN) are left out and stay NaN. Equal to
 * `sklearn.preprocessing.MinMaxScaler` of scikit-learn 1.2.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.preprocessing.MinMaxScaler.html
 */
export class MinMaxScaler extends Transformer<MinMaxScalerParams> {
  /** (features) */
  declare dataMin: Float64Array;
  /** (features) */
  declare dataMax: Float64Array;
  /** (features) `dataMax - dataMin` */
  declare dataRange: Float64Array;
  /** (features) what a value is multiplied by. */
  declare scale: Float64Array;
  /** (features) what is added then. */
  declare min: Float64Array;

  constructor(params: Partial<MinMaxScalerParams> = {}) {
    super({ featureRange: [0, 1], clip: false }, params);
  }

  /**
   * @param X - (n x features) numbers or NaN.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option is.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    const { featureRange, clip } = this.params;
    if (featureRange?.length !== 2) throw new ParameterError("featureRange must be [least, largest].");
    const [least, largest] = featureRange;
    checkNumber("featureRange[0]", least);
    checkNumber("featureRange[1]", largest, { exclusiveMin: least });
    checkOneOf("clip", clip, [true, false]);
    const matrix = this.checkFitTable(X, { allowNaN: true });
    const { data, cols } = matrix;
    const low = new Float64Array(cols).fill(Number.NaN);
    const high = low.slice();
    for (let k = 0, j = 0; k < data.length; k++) {
      // Written so that the first number replaces NaN, and NaN replaces no number.
      if (!(data[k] >= low[j]) && !Number.isNaN(data[k])) low[j] = data[k];
      if (!(data[k] <= high[j]) && !Number.isNaN(data[k])) high[j] = data[k];
      if (++j === cols) j = 0;
    }
    this.dataMin = low;
    this.dataMax = high;
    this.dataRange = high.map((value, j) => value - low[j]);
    this.scale = this.dataRange.map((range) => (largest - least) / usableScale(range));
    this.min = this.scale.map((scale, j) => least - low[j] * scale);
    return this;
  }

  /** (n x features) the scaled table. */
  transform(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "transform", { allowNaN: true });
    const { scale, min } = this;
    const { clip, featureRange } = this.params;
    const out = new Float64Array(data.length);
    for (let i = 0, k = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, k++) {
        out[k] = data[k] * scale[j] + min[j];
        if (clip) out[k] = Math.min(Math.max(out[k], featureRange[0]), featureRange[1]);
      }
    }
    return new Matrix(out, rows, cols);
  }

  /** (n x features) the table that {@link transform} would turn into `X`. */
  inverseTransform(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "inverseTransform", { allowNaN: true });
    const out = data.map((value, k) => (value - this.min[k % cols]) / this.scale[k % cols]);
    return new Matrix(out, rows, cols);
  }
}

registerEstimator(MinMaxScaler);
