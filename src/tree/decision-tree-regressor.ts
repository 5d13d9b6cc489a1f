import { checkRandomState } from "../core/check-random-state";
import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { checkOneOf } from "../core/parameters";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { buildTree, type RegressionCriterionName } from "./build-tree";
import { type PruningPath, pruningPath } from "./prune";
import { singlePrecisionColumns } from "./single-precision";
import { resolveTreeParams, type TreeParams, treeDefaults } from "./tree-params";
import { countLeaves, type DecisionPath, decisionPathOf, importancesOf, leavesOf } from "./tree-queries";
import type { TreeStructure } from "./tree-structure";

export interface DecisionTreeRegressorParams extends TreeParams {
  /** The squared error (the default), or Friedman's improvement score on top of it. */
  criterion: RegressionCriterionName;
  /** Try every threshold (`"best"`, the default) or one at random for each feature (`"random"`). */
  splitter: "best" | "random";
}

/**
 * A regression tree (CART, Breiman et al. 1984) with exact splits. Equal to `sklearn.tree.DecisionTreeRegressor` of
 * scikit-learn 1.2, node for node with the same `randomState`. As there, features are compared in single precision.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.tree.DecisionTreeRegressor.html
 */
export class DecisionTreeRegressor extends Regressor<DecisionTreeRegressorParams> {
  /** The fitted tree. */
  declare tree: TreeStructure;

  constructor(params: Partial<DecisionTreeRegressorParams> = {}) {
    super({ criterion: "squared_error", splitter: "best", ...treeDefaults }, params);
  }

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
    checkOneOf("splitter", params.splitter, ["best", "random"]);
    const { rows, cols } = matrix;
    const weight = toSampleWeight(options.sampleWeight, rows) ?? new Float64Array(rows).fill(1);
    const total = weight.reduce((sum, w) => sum + w, 0);
    const resolved = resolveTreeParams(params, rows, cols, total);
    const random = checkRandomState(params.randomState);
    const columns = singlePrecisionColumns(matrix);
    const sample = { columns, rows, targets: { criterion: params.criterion, y: targets }, weight };
    this.tree = buildTree(sample, resolved, params.splitter, random);
    return this;
  }

  /** (n) the mean target of each row's leaf. */
  predict(X: TableLike): Float64Array {
    const leaves = this.leaves(X, "predict");
    const { value } = this.tree;
    return Float64Array.from(leaves, (leaf) => value[leaf]);
  }

  /** (n) index of the leaf that each row reaches. */
  apply(X: TableLike): Int32Array {
    return this.leaves(X, "apply");
  }

  /** The nodes that each row passes. */
  decisionPath(X: TableLike): DecisionPath {
    const matrix = this.checkTable(X, "decisionPath");
    return decisionPathOf(this.tree, matrix);
  }

  /** (features) normalised total decrease of impurity by each feature. */
  get featureImportances(): Float64Array {
    this.checkFitted("featureImportances");
    return importancesOf(this.tree);
  }

  /** Depth of the deepest leaf. */
  getDepth(): number {
    this.checkFitted("getDepth");
    return this.tree.maxDepth;
  }

  getNLeaves(): number {
    this.checkFitted("getNLeaves");
    return countLeaves(this.tree);
  }

  /** Fits a tree and gives the alphas at which pruning changes it, for choosing `ccpAlpha`. This model is untouched. */
  async costComplexityPruningPath(
    X: TableLike,
    y: VectorLike,
    options: SampleWeightOptions = {},
  ): Promise<PruningPath> {
    const unpruned = await new DecisionTreeRegressor({ ...this.params, ccpAlpha: 0 }).fit(X, y, options);
    return pruningPath(unpruned.tree);
  }

  private leaves(X: TableLike, method: string): Int32Array {
    const matrix = this.checkTable(X, method);
    return leavesOf(this.tree, matrix);
  }
}

registerEstimator(DecisionTreeRegressor);
