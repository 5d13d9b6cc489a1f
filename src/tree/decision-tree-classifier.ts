import { checkRandomState } from "../core/check-random-state";
import { type ClassWeight, classWeights, countCodes, weightsOfRows } from "../core/class-weight";
import { Classifier, type SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { decodeLabels, type LabelsLike, type LabelVector } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkOneOf } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { toSampleWeight } from "../core/targets";
import { buildTree, type ClassificationCriterionName } from "./build-tree";
import { type PruningPath, pruningPath } from "./prune";
import { singlePrecisionColumns } from "./single-precision";
import { resolveTreeParams, type TreeParams, treeDefaults } from "./tree-params";
import { countLeaves, type DecisionPath, decisionPathOf, importancesOf, leavesOf } from "./tree-queries";
import type { TreeStructure } from "./tree-structure";

export interface DecisionTreeClassifierParams extends TreeParams {
  /** Impurity: Gini's index (the default), or entropy, of which `"log_loss"` is another name. */
  criterion: ClassificationCriterionName;
  /** Try every threshold (`"best"`, the default) or one at random for each feature (`"random"`). */
  splitter: "best" | "random";
  /** Weights of the classes; default `null`: all alike. */
  classWeight: ClassWeight;
}

/**
 * A decision tree (CART, Breiman et al. 1984) with exact splits. Equal to `sklearn.tree.DecisionTreeClassifier` of
 * scikit-learn 1.2, node for node with the same `randomState`. As there, features are compared in single precision.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.tree.DecisionTreeClassifier.html
 *
 * @example
 * ```ts
 * const model = await new DecisionTreeClassifier({ maxDepth: 3, randomState: 0 }).fit(X, y);
 * console.log(exportText(model));
 * ```
 */
export class DecisionTreeClassifier extends Classifier<DecisionTreeClassifierParams> {
  /** The fitted tree. */
  declare tree: TreeStructure;

  constructor(params: Partial<DecisionTreeClassifierParams> = {}) {
    super({ criterion: "gini", splitter: "best", classWeight: null, ...treeDefaults }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) labels.
   * @throws ValidationError if X, y or the weights are unusable.
   * @throws ParameterError if an option has a value that it does not take.
   */
  async fit(X: TableLike, y: LabelsLike, options: SampleWeightOptions = {}): Promise<this> {
    const { X: matrix, classes, codes } = this.checkFitLabels(X, y);
    const { params } = this;
    checkOneOf("criterion", params.criterion, ["gini", "entropy", "log_loss"]);
    checkOneOf("splitter", params.splitter, ["best", "random"]);
    const nClasses = classes.length;
    const byClass = classWeights(params.classWeight, classes, countCodes(codes, nClasses));
    const weight = weightsOfRows(codes, toSampleWeight(options.sampleWeight, matrix.rows), byClass);
    const total = weight.reduce((sum, w) => sum + w, 0);
    const resolved = resolveTreeParams(params, matrix.rows, matrix.cols, total);
    const random = checkRandomState(params.randomState);
    const targets = { criterion: params.criterion, codes, nClasses };
    const columns = singlePrecisionColumns(matrix);
    this.tree = buildTree({ columns, rows: matrix.rows, targets, weight }, resolved, params.splitter, random);
    this.classes = classes;
    return this;
  }

  /** (n) the most frequent class of each row's leaf. */
  predict(X: TableLike): LabelVector {
    const leaves = this.leaves(X, "predict");
    const { value, valuesPerNode } = this.tree;
    const codes = leaves.map((leaf) => {
      let best = 0;
      const at = leaf * valuesPerNode;
      for (let k = 1; k < valuesPerNode; k++) if (value[at + k] > value[at + best]) best = k;
      return best;
    });
    return decodeLabels(this.classes, codes);
  }

  /** (n x classes) share of each class in each row's leaf. */
  predictProba(X: TableLike): Matrix {
    const leaves = this.leaves(X, "predictProba");
    const { value, valuesPerNode: width } = this.tree;
    const out = Matrix.zeros(leaves.length, width);
    for (let i = 0; i < leaves.length; i++) {
      const at = leaves[i] * width;
      let sum = 0;
      for (let k = 0; k < width; k++) sum += value[at + k];
      for (let k = 0; k < width; k++) out.data[i * width + k] = value[at + k] / sum;
    }
    return out;
  }

  /** (n x classes) natural logarithm of {@link predictProba}; −∞ where a class is absent. */
  predictLogProba(X: TableLike): Matrix {
    const out = this.predictProba(X);
    for (let k = 0; k < out.data.length; k++) out.data[k] = Math.log(out.data[k]);
    return out;
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
    y: LabelsLike,
    options: SampleWeightOptions = {},
  ): Promise<PruningPath> {
    const unpruned = await new DecisionTreeClassifier({ ...this.params, ccpAlpha: 0 }).fit(X, y, options);
    return pruningPath(unpruned.tree);
  }

  private leaves(X: TableLike, method: string): Int32Array {
    const matrix = this.checkTable(X, method);
    return leavesOf(this.tree, matrix);
  }
}

registerEstimator(DecisionTreeClassifier);
