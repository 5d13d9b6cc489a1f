import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { checkNumber, checkOneOf } from "../core/parameters";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import type { TreeStructure } from "../tree/tree-structure";
import {
  boostStages,
  finalRaw,
  type GradientBoostingParams,
  gradientDefaults,
  stagedRaw,
  stageImportances,
} from "./gradient-boosting";
import { type RegressionLossName, regressionLoss } from "./gradient-losses";

export interface GradientBoostingRegressorParams extends GradientBoostingParams {
  /** The squared error (the default), the absolute error, or Huber's loss between the two. */
  loss: RegressionLossName;
  /** Huber's loss: the quantile of the errors from which they count linearly; default 0.9. */
  alpha: number;
}

/**
 * Gradient boosting of exact regression trees for numbers (Friedman 2001, Ann. Stat. 29, 1189; with `subsample` < 1
 * Friedman 2002, Comput. Stat. Data Anal. 38, 367). Equal to `sklearn.ensemble.GradientBoostingRegressor` of
 * scikit-learn 1.2, stage by stage with the same `randomState`. For many rows `HistGradientBoostingRegressor` is far
 * faster.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.ensemble.GradientBoostingRegressor.html
 */
export class GradientBoostingRegressor extends Regressor<GradientBoostingRegressorParams> {
  /** Prediction before the first stage. */
  declare initial: Float64Array;
  /** The tree of each stage. */
  declare trees: TreeStructure[][];
  /** Loss of the rows that each stage saw. */
  declare trainScore: Float64Array;
  /** By how much each stage lowered the loss of the rows that it did not see; only where `subsample` < 1. */
  declare oobImprovement?: Float64Array;

  constructor(params: Partial<GradientBoostingRegressorParams> = {}) {
    super({ loss: "squared_error", alpha: 0.9, ...gradientDefaults }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) finite numbers.
   * @throws ValidationError if X, y or the weights are unusable.
   * @throws ParameterError if an option has a value that it does not take.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const { loss, alpha } = this.params;
    checkOneOf("loss", loss, ["squared_error", "absolute_error", "huber"]);
    checkNumber("alpha", alpha, { exclusiveMin: 0, exclusiveMax: 1 });
    const weight = toSampleWeight(options.sampleWeight, matrix.rows) ?? new Float64Array(matrix.rows).fill(1);
    const sample = { X: matrix, y: targets, weight };
    const stages = await boostStages(this.params, regressionLoss(loss, alpha), sample, null);
    delete this.oobImprovement;
    return Object.assign(this, stages);
  }

  /** Stages of boosting. */
  get nStages(): number {
    this.checkFitted("nStages");
    return this.trees.length;
  }

  /** (n) predicted values. */
  predict(X: TableLike): Float64Array {
    const matrix = this.checkTable(X, "predict");
    return finalRaw(this, this.params.learningRate, matrix);
  }

  /** {@link predict} after each stage. */
  *stagedPredict(X: TableLike): Generator<Float64Array> {
    const matrix = this.checkTable(X, "stagedPredict");
    for (const raw of stagedRaw(this, this.params.learningRate, matrix)) yield raw.slice();
  }

  /** (features) mean importance of each feature over the trees; adds up to 1. */
  get featureImportances(): Float64Array {
    this.checkFitted("featureImportances");
    return stageImportances(this.trees, this.nFeaturesIn);
  }
}

registerEstimator(GradientBoostingRegressor);
