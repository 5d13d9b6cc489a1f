import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { checkNumber, checkOneOf } from "../core/parameters";
import { quantile as quantileOf } from "../core/quantile";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { weightedPercentile } from "../core/weighted-percentile";

const strategies = ["mean", "median", "quantile", "constant"] as const;

export interface DummyRegressorParams {
  /** What of the targets to predict; default `"mean"`. */
  strategy: (typeof strategies)[number];
  /** The value to predict with strategy `"constant"`; default `null`. */
  constant: number | null;
  /** The quantile, from 0 to 1, to predict with strategy `"quantile"`; default `null`. */
  quantile: number | null;
}

/**
 * Predicts one value for every row: the score that any other regressor has to beat. Equal to
 * `sklearn.dummy.DummyRegressor` of scikit-learn 1.2.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.dummy.DummyRegressor.html
 */
export class DummyRegressor extends Regressor<DummyRegressorParams> {
  /** What is predicted. Of the parameter of the same name, where the strategy is `"constant"`. */
  declare constant: number;

  constructor(params: Partial<DummyRegressorParams> = {}) {
    super({ strategy: "mean", constant: null, quantile: null }, params);
  }

  /**
   * @throws ValidationError if X or y is unusable.
   * @throws ParameterError if the strategy does not exist, or lacks its constant or quantile.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    const { strategy, constant, quantile } = this.params;
    checkOneOf("strategy", strategy, strategies);
    if (strategy === "constant") checkNumber("constant", constant);
    if (strategy === "quantile") checkNumber("quantile", quantile, { min: 0, max: 1 });
    const { y: targets } = this.checkFitTargets(X, y, { allowNaN: true });
    const weight = toSampleWeight(options.sampleWeight, targets.length);
    if (strategy === "mean") this.constant = mean(targets, weight);
    else if (strategy === "constant") this.constant = constant as number;
    else {
      const share = strategy === "median" ? 0.5 : (quantile as number);
      this.constant =
        weight === undefined
          ? quantileOf(targets.slice().sort(), share)
          : weightedPercentile(targets, weight, 100 * share);
    }
    return this;
  }

  predict(X: TableLike): Float64Array {
    const { rows } = this.checkTable(X, "predict", { allowNaN: true });
    return new Float64Array(rows).fill(this.constant);
  }
}

registerEstimator(DummyRegressor);

function mean(values: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weight === undefined ? 1 : weight[i];
    sum += w * values[i];
    total += w;
  }
  return sum / total;
}
