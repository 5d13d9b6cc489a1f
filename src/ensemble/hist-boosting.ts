import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { RandomState } from "../core/random-state";
import { runJobs, threadCount } from "../core/worker-pool";
import { resolveSplitSizes, shuffledSplit, stratifiedSplit } from "../model-selection/shuffle-indices";
import { addTrees, layOut, type WalkingTree } from "../tree/walk-trees";
import { type BoostResult, type BoostSample, boostTask, sharedWork } from "./histogram/boost";
import type { HistogramTree } from "./histogram/histogram-tree";

/** Parameters of histogram gradient boosting: scikit-learn's, and some of XGBoost's with scikit-learn's defaults. */
export interface HistGradientBoostingParams {
  /** Share of each tree's values that is added; default 0.1. XGBoost's `eta` (default 0.3 there). */
  learningRate: number;
  /** Most rounds of boosting; a round grows one tree, or one per class where there are more than two. Default 100. */
  maxIter: number;
  /** Most leaves of a tree; the tree grows where it gains most. Default 31; `null`: no limit. */
  maxLeafNodes: number | null;
  /** Deepest level of a leaf; default `null`: no limit. */
  maxDepth: number | null;
  /** Fewest rows of a leaf; default 20. XGBoost has none: 1. */
  minSamplesLeaf: number;
  /** Penalty on the squared leaf values; default 0. XGBoost's `lambda` (default 1 there). */
  l2Regularization: number;
  /** A split must gain more than this; default 0. XGBoost's `gamma`. */
  gamma: number;
  /** Least sum of second derivatives in a leaf; default 0.001. XGBoost's `min_child_weight` (default 1 there). */
  minChildWeight: number;
  /** Share of the rows, drawn without replacement, that each round sees; default 1. */
  subsample: number;
  /** Share of the features, drawn for each tree; default 1. */
  colsampleByTree: number;
  /** Most bins of a feature, 2 to 255; missing values have one more. Default 255. */
  maxBins: number;
  /** Whether to stop when the score stalls: `"auto"` (the default) does so with more than 10,000 rows. */
  earlyStopping: boolean | "auto";
  /** Share or number of rows held back to watch the score; `null`: watch the training rows. Default 0.1. */
  validationFraction: number | null;
  /** Rounds without improvement after which boosting stops; default 10. */
  nIterNoChange: number;
  /** Improvement that counts as none; default 1e-7. */
  tol: number;
  /** Seed of the draws of rows, features and validation rows. */
  randomState: RandomStateLike;
  /** Threads: `null` (the default) and -1 for all cores, 1 for the calling thread. The result is the same. */
  nJobs: number | null;
}

export const histDefaults: HistGradientBoostingParams = {
  learningRate: 0.1,
  maxIter: 100,
  maxLeafNodes: 31,
  maxDepth: null,
  minSamplesLeaf: 20,
  l2Regularization: 0,
  gamma: 0,
  minChildWeight: 1e-3,
  subsample: 1,
  colsampleByTree: 1,
  maxBins: 255,
  earlyStopping: "auto",
  validationFraction: 0.1,
  nIterNoChange: 10,
  tol: 1e-7,
  randomState: null,
  nJobs: null,
};

/** Adding up one value of one row on one level of a tree takes about so many milliseconds. */
const MILLISECONDS_PER_VALUE = 1e-6;

function checkParams(params: HistGradientBoostingParams): void {
  checkNumber("learningRate", params.learningRate, { exclusiveMin: 0 });
  checkNumber("maxIter", params.maxIter, { min: 1, integer: true });
  if (params.maxLeafNodes !== null)
    checkNumber("maxLeafNodes", params.maxLeafNodes, { min: 2, integer: true });
  if (params.maxDepth !== null) checkNumber("maxDepth", params.maxDepth, { min: 1, integer: true });
  checkNumber("minSamplesLeaf", params.minSamplesLeaf, { min: 1, integer: true });
  for (const name of ["l2Regularization", "gamma", "minChildWeight", "tol"] as const) {
    checkNumber(name, params[name], { min: 0 });
  }
  for (const name of ["subsample", "colsampleByTree"] as const) {
    checkNumber(name, params[name], { exclusiveMin: 0, max: 1 });
  }
  checkNumber("maxBins", params.maxBins, { min: 2, max: 255, integer: true });
  if (params.earlyStopping !== "auto" && typeof params.earlyStopping !== "boolean") {
    throw new ParameterError('earlyStopping must be true, false or "auto".');
  }
  checkNumber("nIterNoChange", params.nIterNoChange, { min: 1, integer: true });
}

/**
 * Boosts trees on binned features.
 *
 * @param y - class codes or numbers.
 * @param codes - class codes, by which the validation rows are stratified; `null` for numbers.
 */
export async function boostHistograms(
  params: HistGradientBoostingParams,
  X: Matrix,
  y: Float64Array,
  codes: { codes: Int32Array; classes: readonly (number | string | boolean)[] } | null,
  weight: Float64Array | null,
): Promise<BoostResult> {
  checkParams(params);
  const seed = checkRandomState(params.randomState).randint(0, 0xffffffff);
  const stops = params.earlyStopping === "auto" ? X.rows > 10_000 : params.earlyStopping;
  let train = sampleOf(X, y, weight, null);
  let validation: BoostSample | null = null;
  if (stops && params.validationFraction !== null) {
    const sizes = resolveSplitSizes(X.rows, params.validationFraction, null, 0.1);
    const rng = new RandomState(seed);
    const { trainIndices, testIndices } =
      codes === null
        ? shuffledSplit(X.rows, sizes.nTrain, sizes.nTest, rng)
        : stratifiedSplit(codes.codes, codes.classes, sizes.nTrain, sizes.nTest, rng);
    train = sampleOf(X, y, weight, trainIndices);
    validation = sampleOf(X, y, weight, testIndices);
  }
  const nClasses = codes === null ? 0 : codes.classes.length;
  const trees = nClasses > 2 ? nClasses : 1;
  const levels = Math.min(params.maxDepth ?? 8, Math.log2(params.maxLeafNodes ?? 64) + 1);
  const milliseconds = params.maxIter * trees * levels * train.rows * train.cols * MILLISECONDS_PER_VALUE;
  const teamSize = threadCount({ nJobs: params.nJobs, milliseconds }, X.cols);
  const plan = {
    train,
    validation,
    nClasses,
    rules: {
      learningRate: params.learningRate,
      l2Regularization: params.l2Regularization,
      minGain: params.gamma,
      minHessian: params.minChildWeight,
      minSamples: params.minSamplesLeaf,
      maxDepth: params.maxDepth ?? Number.POSITIVE_INFINITY,
      maxLeafNodes: params.maxLeafNodes ?? Number.POSITIVE_INFINITY,
    },
    maxBins: params.maxBins,
    maxIter: params.maxIter,
    subsample: params.subsample,
    colsampleByTree: params.colsampleByTree,
    stopping: stops ? { rounds: params.nIterNoChange, tol: params.tol } : null,
    seed,
    teamSize,
    work: sharedWork(train, validation, nClasses, teamSize),
  };
  const ranks = Array.from({ length: teamSize }, (_, rank) => rank);
  const results = await runJobs(boostTask, plan, ranks, { nJobs: params.nJobs, milliseconds });
  return results[0]!;
}

function sampleOf(
  X: Matrix,
  y: Float64Array,
  weight: Float64Array | null,
  indices: Int32Array | null,
): BoostSample {
  const { data, cols } = X;
  const rows = indices === null ? X.rows : indices.length;
  const columns = new Float64Array(rows * cols);
  for (let k = 0; k < rows; k++) {
    const at = (indices === null ? k : indices[k]) * cols;
    for (let j = 0; j < cols; j++) columns[j * rows + k] = data[at + j];
  }
  const pick = (values: Float64Array) =>
    indices === null ? values : Float64Array.from(indices, (i) => values[i]);
  return { rows, cols, columns, y: pick(y), weight: weight === null ? null : pick(weight) };
}

const prepared = new WeakMap<HistogramTree, WalkingTree>();

function walkingTree(tree: HistogramTree): WalkingTree {
  const known = prepared.get(tree);
  if (known !== undefined) return known;
  const walking = layOut({ ...tree, nodeCount: tree.feature.length, values: tree.value, width: 1 });
  prepared.set(tree, walking);
  return walking;
}

/** Raw predictions: of the trees' kind k for row i at `k * rows + i`. */
export function rawPredictions(
  baseline: Float64Array,
  rounds: readonly (readonly HistogramTree[])[],
  X: Matrix,
): Float64Array {
  const { rows, cols, data } = X;
  const kinds = baseline.length;
  const raw = new Float64Array(rows * kinds);
  for (let k = 0; k < kinds; k++) raw.fill(baseline[k], k * rows, (k + 1) * rows);
  addTrees(rounds.flat().map(walkingTree), data, rows, cols, kinds, raw);
  return raw;
}

/** (features) mean gain of the splits on each feature, as shares of their sum: XGBoost's `gain`. */
export function gainImportances(
  rounds: readonly (readonly HistogramTree[])[],
  nFeatures: number,
): Float64Array {
  const gain = new Float64Array(nFeatures);
  const splits = new Int32Array(nFeatures);
  for (const tree of rounds.flat()) {
    for (let node = 0; node < tree.feature.length; node++) {
      if (tree.feature[node] < 0) continue;
      gain[tree.feature[node]] += tree.gain[node];
      splits[tree.feature[node]]++;
    }
  }
  for (let j = 0; j < nFeatures; j++) if (splits[j] > 0) gain[j] /= splits[j];
  const sum = gain.reduce((total, value) => total + value, 0);
  return sum > 0 ? gain.map((value) => value / sum) : gain;
}
