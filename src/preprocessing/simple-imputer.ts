import { ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { quantile } from "../core/quantile";
import type { TableLike } from "../core/table-like";
import { Transformer } from "../core/transformer";
import { sortedColumn } from "./column-statistics";

export interface SimpleImputerParams {
  /** What stands for a missing value: of its feature the `"mean"` (default), `"median"` or `"most_frequent"` value (of
   * equally frequent ones the smallest), or one `"constant"`. */
  strategy: "mean" | "median" | "most_frequent" | "constant";
  /** The constant; default `null`: 0. */
  fillValue: number | null;
}

/**
 * Replaces missing values (NaN). Features without any value are dropped, unless by a constant. Equal to
 * `sklearn.impute.SimpleImputer` of scikit-learn 1.2 for numbers.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.impute.SimpleImputer.html
 */
export class SimpleImputer extends Transformer<SimpleImputerParams> {
  /** (features) what stands for a missing value; NaN where a feature has no value at all. */
  declare statistics: Float64Array;

  constructor(params: Partial<SimpleImputerParams> = {}) {
    super({ strategy: "mean", fillValue: null }, params);
  }

  /**
   * @param X - (n x features) numbers or NaN.
   * @throws ValidationError if X is unusable, or no feature has a value.
   * @throws ParameterError if an option is unusable.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    const { strategy, fillValue } = this.params;
    checkOneOf("strategy", strategy, ["mean", "median", "most_frequent", "constant"]);
    if (fillValue !== null) checkNumber("fillValue", fillValue);
    const matrix = this.checkFitTable(X, { allowNaN: true });
    const statistics = new Float64Array(matrix.cols).fill(fillValue ?? 0);
    for (let j = 0; j < matrix.cols && strategy !== "constant"; j++) {
      const sorted = sortedColumn(matrix, j);
      if (strategy === "median") statistics[j] = quantile(sorted, 0.5);
      else if (strategy === "most_frequent") statistics[j] = mostFrequent(sorted);
      else statistics[j] = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    }
    if (statistics.every(Number.isNaN)) {
      throw new ValidationError("X holds no value but NaN: there is nothing to learn from.");
    }
    this.statistics = statistics;
    return this;
  }

  /** (n x features kept) the table without missing values. */
  transform(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "transform", { allowNaN: true });
    const kept = [...this.statistics.keys()].filter((j) => !Number.isNaN(this.statistics[j]));
    const out = new Float64Array(rows * kept.length);
    for (let i = 0, k = 0; i < rows; i++) {
      for (const j of kept) {
        const value = data[i * cols + j];
        out[k++] = Number.isNaN(value) ? this.statistics[j] : value;
      }
    }
    return new Matrix(out, rows, kept.length);
  }
}

registerEstimator(SimpleImputer);

function mostFrequent(sorted: Float64Array): number {
  let best = Number.NaN;
  let bestCount = 0;
  for (let i = 0; i < sorted.length; ) {
    let next = i + 1;
    while (next < sorted.length && sorted[next] === sorted[i]) next++;
    if (next - i > bestCount) {
      best = sorted[i];
      bestCount = next - i;
    }
    i = next;
  }
  return best;
}
