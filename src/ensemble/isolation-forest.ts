import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { Matrix } from "../core/matrix";
import { OutlierDetector } from "../core/outlier-detector";
import { checkNumber } from "../core/parameters";
import { quantile } from "../core/quantile";
import { sampleWithoutReplacement } from "../core/random/sample-without-replacement";
import { RandomState } from "../core/random-state";
import type { TableLike } from "../core/table-like";
import { makeBreath } from "../core/worker-pool";
import { buildTree } from "../tree/build-tree";
import { checkSinglePrecision } from "../tree/single-precision";
import { resolveTreeParams, treeDefaults } from "../tree/tree-params";
import { LEAF, type TreeStructure } from "../tree/tree-structure";
import { addTrees, layOut, type WalkingTree } from "../tree/walk-trees";

export interface IsolationForestParams {
  /** Number of trees; default 100. */
  nEstimators: number;
  /**
   * Rows drawn for each tree: a whole number (at most all are drawn), a share strictly between 0 and 1, or `"auto"`
   * (the default): 256, or all where there are fewer. Python's `1.0` is the number of rows here.
   */
  maxSamples: number | "auto";
  /**
   * Share of the rows given to `fit` that count as outliers, above 0 and at most 0.5; default `"auto"`: those that
   * score below -0.5, as the original paper has it.
   */
  contamination: number | "auto";
  /** Features drawn for each tree: a whole number, a share strictly between 0 and 1, or `null` (the default) for all. */
  maxFeatures: number | null;
  /** Whether the rows of a tree are drawn with replacement; default `false`. */
  bootstrap: boolean;
  /** Seed of the rows, features and thresholds of all trees. */
  randomState: RandomStateLike;
}

/**
 * Finds outliers by how few random cuts part them from all other rows: their leaves lie nearer to the root of trees
 * whose features and thresholds are drawn at random. Equal to `sklearn.ensemble.IsolationForest` of scikit-learn 1.2,
 * tree by tree with the same `randomState`.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.ensemble.IsolationForest.html
 * @see Liu, Ting & Zhou 2008, "Isolation Forest", ICDM 2008, 413
 *
 * @example
 * ```ts
 * const detector = await new IsolationForest({ contamination: 0.01, randomState: 0 }).fit(colours);
 * const isUsual = detector.predict(colours);
 * ```
 */
export class IsolationForest extends OutlierDetector<IsolationForestParams> {
  /** The trees; features are numbered as in X. */
  declare trees: TreeStructure[];
  /** Features drawn for each tree. */
  declare estimatorsFeatures: Int32Array[];
  /** Rows drawn for each tree. */
  declare nSamplesDrawn: number;
  #walking: WalkingTree[] | undefined;

  constructor(params: Partial<IsolationForestParams> = {}) {
    super(
      {
        nEstimators: 100,
        maxSamples: "auto",
        contamination: "auto",
        maxFeatures: null,
        bootstrap: false,
        randomState: null,
      },
      params,
    );
  }

  /**
   * @param X - (n x features) finite numbers.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option has a value that it does not take.
   */
  async fit(X: TableLike): Promise<this> {
    const matrix = this.checkFitTable(X);
    const { nEstimators, contamination, bootstrap } = this.params;
    checkNumber("nEstimators", nEstimators, { min: 1, integer: true });
    if (contamination !== "auto") checkNumber("contamination", contamination, { exclusiveMin: 0, max: 0.5 });
    if (typeof bootstrap !== "boolean") throw new ParameterError("bootstrap must be true or false.");
    const sampleSize = this.sampleSize(matrix.rows);
    const featureCount = this.featureCount(matrix.cols);
    checkSinglePrecision(matrix);
    const random = checkRandomState(this.params.randomState);
    const y = random.uniform(0, 1, matrix.rows);
    // A seed that is a number starts anew after the targets.
    const forSeeds =
      typeof this.params.randomState === "number" ? new RandomState(this.params.randomState) : random;
    const seeds = forSeeds.randint(0, 0x7fffffff, nEstimators);
    const trees: TreeStructure[] = [];
    const estimatorsFeatures: Int32Array[] = [];
    const breath = makeBreath();
    for (const seed of seeds) {
      const rng = new RandomState(seed);
      const features = sampleWithoutReplacement(matrix.cols, featureCount, rng);
      const rows = bootstrap
        ? Int32Array.from(rng.randint(0, matrix.rows, sampleSize))
        : sampleWithoutReplacement(matrix.rows, sampleSize, rng);
      trees.push(growIsolationTree(matrix, y, features, rows, seed));
      estimatorsFeatures.push(features);
      await breath();
    }
    this.#walking = undefined;
    Object.assign(this, { trees, estimatorsFeatures, nSamplesDrawn: sampleSize });
    this.offset = contamination === "auto" ? -0.5 : quantile(this.scoresOf(matrix).sort(), contamination);
    return this;
  }

  /** (n) minus the anomaly score of Liu et al.: near -1 for outliers, about -0.5 or above for usual rows. */
  scoreSamples(X: TableLike): Float64Array {
    return this.scoresOf(this.checkTable(X, "scoreSamples"));
  }

  private scoresOf({ data, rows, cols }: Matrix): Float64Array {
    this.#walking ??= this.trees.map(layOutDepths);
    const depths = new Float64Array(rows);
    addTrees(this.#walking, new Float64Array(new Float32Array(data)), rows, cols, 1, depths);
    const usual = this.trees.length * averagePathLength(this.nSamplesDrawn);
    return depths.map((depth) => -(2 ** -(usual === 0 ? 1 : depth / usual)));
  }

  private sampleSize(rows: number): number {
    const { maxSamples } = this.params;
    if (maxSamples === "auto") return Math.min(256, rows);
    if (typeof maxSamples === "number" && maxSamples > 0 && maxSamples < 1) {
      return Math.max(1, Math.floor(maxSamples * rows));
    }
    checkNumber("maxSamples", maxSamples, { min: 1, integer: true });
    return Math.min(maxSamples, rows);
  }

  private featureCount(cols: number): number {
    const { maxFeatures } = this.params;
    if (maxFeatures === null) return cols;
    if (maxFeatures > 0 && maxFeatures < 1) return Math.max(1, Math.floor(maxFeatures * cols));
    checkNumber("maxFeatures", maxFeatures, { min: 1, max: cols, integer: true });
    return maxFeatures;
  }
}

registerEstimator(IsolationForest);

/** A tree of random cuts of the rows drawn, as deep as a balanced tree would part them. */
function growIsolationTree(
  { data, cols }: Matrix,
  y: Float64Array,
  features: Int32Array,
  drawn: Int32Array,
  seed: number,
): TreeStructure {
  const sorted = drawn.slice().sort();
  const rows = sorted.filter((row, k) => k === 0 || row !== sorted[k - 1]);
  const weight = new Float64Array(rows.length);
  for (let k = 0, at = -1; k < sorted.length; k++) weight[k > 0 && sorted[k] === sorted[k - 1] ? at : ++at]++;
  const own = new Float32Array(features.length * rows.length);
  for (let k = 0; k < rows.length; k++) {
    const from = rows[k] * cols;
    for (let j = 0; j < features.length; j++) own[j * rows.length + k] = data[from + features[j]];
  }
  const limits = resolveTreeParams(
    { ...treeDefaults, maxFeatures: 1, maxDepth: Math.ceil(Math.log2(Math.max(drawn.length, 2))) },
    rows.length,
    features.length,
    drawn.length,
  );
  const sample = {
    columns: own,
    rows: rows.length,
    targets: { criterion: "squared_error" as const, y: Float64Array.from(rows, (row) => y[row]) },
    weight,
  };
  const random = new RandomState(new RandomState(seed).randint(0, 0x7fffffff));
  const tree = buildTree(sample, limits, "random", random);
  tree.nFeatures = cols;
  for (let node = 0; node < tree.nodeCount; node++) {
    if (tree.childrenLeft[node] !== LEAF) tree.feature[node] = features[tree.feature[node]];
  }
  return tree;
}

/** The tree, with the depth at which rows of each leaf would be alone in place of its values. */
function layOutDepths(tree: TreeStructure): WalkingTree {
  const depth = new Float64Array(tree.nodeCount);
  const values = new Float64Array(tree.nodeCount);
  for (let node = 0; node < tree.nodeCount; node++) {
    if (tree.childrenLeft[node] === LEAF) {
      // One more and one less, as the peer adds: the last digit agrees.
      values[node] = depth[node] + 1 + averagePathLength(tree.nNodeSamples[node]) - 1;
      continue;
    }
    depth[tree.childrenLeft[node]] = depth[node] + 1;
    depth[tree.childrenRight[node]] = depth[node] + 1;
  }
  return layOut({
    nodeCount: tree.nodeCount,
    feature: tree.feature,
    threshold: tree.threshold,
    left: tree.childrenLeft,
    right: tree.childrenRight,
    values,
    width: 1,
  });
}

const EULER = 0.5772156649015329;

/** Mean depth at which a random tree parts one of `n` rows from the others (Liu et al. 2008, eq. 1). */
function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}
