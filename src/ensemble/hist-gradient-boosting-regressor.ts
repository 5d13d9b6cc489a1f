import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { checkOneOf } from "../core/parameters";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import {
  boostHistograms,
  gainImportances,
  type HistGradientBoostingParams,
  histDefaults,
  rawPredictions,
} from "./hist-boosting";
import type { HistogramTree } from "./histogram/histogram-tree";

export interface HistGradientBoostingRegressorParams extends HistGradientBoostingParams {
  /** The squared error. */
  loss: "squared_error";
}

/**
 * Gradient boosting on binned features, for numbers: see {@link HistGradientBoostingClassifier}. It has the parameters
 * and defaults of `sklearn.ensemble.HistGradientBoostingRegressor` of scikit-learn 1.2 with the squared error, together
 * with XGBoost's `gamma`, `minChildWeight`, `subsample` and `colsampleByTree`.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.ensemble.HistGradientBoostingRegressor.html
 */
export class HistGradientBoostingRegressor extends Regressor<HistGradientBoostingRegressorParams> {
  /** Prediction before the first tree: the mean. */
  declare baseline: Float64Array;
  /** The tree of each round. */
  declare rounds: HistogramTree[][];
  /** Half the mean squared error with the sign changed, before the first round and after each; empty without early stopping. */
  declare trainScore: Float64Array;
  /** The same of the validation rows. */
  declare validationScore: Float64Array;

  constructor(params: Partial<HistGradientBoostingRegressorParams> = {}) {
    super({ loss: "squared_error", ...histDefaults }, params);
  }

  /**
   * @param X - (n x features) numbers; NaN is a missing value.
   * @param y - (n) finite numbers.
   * @throws ValidationError if X, y or the weights are unusable.
   * @throws ParameterError if an option has a value that it does not take.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    const { X: matrix, y: targets } = this.checkFitTargets(X, y, { allowNaN: true });
    checkOneOf("loss", this.params.loss, ["squared_error"]);
    const weight = toSampleWeight(options.sampleWeight, matrix.rows) ?? null;
    return Object.assign(this, await boostHistograms(this.params, matrix, targets, null, weight));
  }

  /** Rounds of boosting. */
  get nIter(): number {
    this.checkFitted("nIter");
    return this.rounds.length;
  }

  /** (n) predicted values. */
  predict(X: TableLike): Float64Array {
    const matrix = this.checkTable(X, "predict", { allowNaN: true });
    return rawPredictions(this.baseline, this.rounds, matrix);
  }

  /** {@link predict} after each round. */
  *stagedPredict(X: TableLike): Generator<Float64Array> {
    const matrix = this.checkTable(X, "stagedPredict", { allowNaN: true });
    for (let n = 1; n <= this.rounds.length; n++) {
      yield rawPredictions(this.baseline, this.rounds.slice(0, n), matrix);
    }
  }

  /** (features) mean gain of the splits on each feature; adds up to 1. */
  get featureImportances(): Float64Array {
    this.checkFitted("featureImportances");
    return gainImportances(this.rounds, this.nFeaturesIn);
  }
}

registerEstimator(HistGradientBoostingRegressor);
