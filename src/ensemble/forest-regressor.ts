import type { SampleWeightOptions } from "../core/classifier";
import { Matrix } from "../core/matrix";
import { checkOneOf } from "../core/parameters";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import type { RegressionCriterionName } from "../tree/build-tree";
import { DecisionTreeRegressor } from "../tree/decision-tree-regressor";
import { leavesOf } from "../tree/tree-queries";
import type { TreeStructure } from "../tree/tree-structure";
import { type ForestParams, forestImportances, type GrownForest, growForest, rowsOutOfBag } from "./forest";
import { addTreeToRows, sumOfTrees } from "./forest-predict";

export interface ForestRegressorParams extends ForestParams {
  /** The squared error (the default), or Friedman's improvement score on top of it. */
  criterion: RegressionCriterionName;
}

/** What random forests and extremely randomised trees for numbers have in common. */
export abstract class ForestRegressor extends Regressor<ForestRegressorParams> {
  /** The trees. */
  declare trees: TreeStructure[];
  /** R² on the rows that each tree did not see, where `oobScore` was asked for. */
  declare oobScore?: number;
  /** (n) their mean predictions; NaN for a row that every tree saw. */
  declare oobPrediction?: Float64Array;

  protected abstract get splitter(): "best" | "random";

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) finite numbers.
   * @throws ValidationError if X, y or the weights are unusable.
   * @throws ParameterError if an option has a value that it does not take.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const { params } = this;
    checkOneOf("criterion", params.criterion, ["squared_error", "friedman_mse"]);
    const weight = toSampleWeight(options.sampleWeight, matrix.rows) ?? null;
    const learned = { criterion: params.criterion, y: targets };
    const forest = await growForest(params, this.splitter, matrix, learned, weight, false);
    this.trees = forest.trees;
    delete this.oobScore;
    delete this.oobPrediction;
    if (params.oobScore) this.scoreOutOfBag(forest, matrix, targets);
    return this;
  }

  private scoreOutOfBag({ trees, seeds, bootstrap }: GrownForest, X: Matrix, y: Float64Array): void {
    const sums = new Float64Array(X.rows);
    const counts = new Int32Array(X.rows);
    trees.forEach((tree, t) => {
      const rows = rowsOutOfBag(seeds[t], X.rows, bootstrap!);
      addTreeToRows(tree, X, rows, false, sums);
      for (const i of rows) counts[i]++;
    });
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    let residual = 0;
    let spread = 0;
    for (let i = 0; i < y.length; i++) {
      const predicted = counts[i] === 0 ? 0 : sums[i] / counts[i];
      residual += (y[i] - predicted) ** 2;
      spread += (y[i] - mean) ** 2;
      sums[i] = counts[i] === 0 ? Number.NaN : predicted;
    }
    this.oobScore = 1 - residual / spread;
    this.oobPrediction = sums;
  }

  /** (n) mean of the trees' predictions. */
  predict(X: TableLike): Float64Array {
    const matrix = this.checkTable(X, "predict");
    const sums = sumOfTrees(this.trees, matrix, false);
    for (let i = 0; i < sums.length; i++) sums[i] /= this.trees.length;
    return sums;
  }

  /** (n x trees) the leaf that each row reaches in each tree. */
  apply(X: TableLike): Matrix {
    const matrix = this.checkTable(X, "apply");
    return Matrix.fromColumns(this.trees.map((tree) => leavesOf(tree, matrix)));
  }

  /** (features) mean importance of each feature over the trees; adds up to 1. */
  get featureImportances(): Float64Array {
    this.checkFitted("featureImportances");
    return forestImportances(this.trees, this.nFeaturesIn);
  }

  /** The trees as fitted estimators of their own, for looking at one of them. */
  get estimators(): DecisionTreeRegressor[] {
    this.checkFitted("estimators");
    return this.trees.map((tree) => {
      const model = new DecisionTreeRegressor({ criterion: this.params.criterion, splitter: this.splitter });
      model.nFeaturesIn = this.nFeaturesIn;
      if (this.featureNamesIn !== undefined) model.featureNamesIn = this.featureNamesIn;
      return Object.assign(model, { tree });
    });
  }
}
