import { checkRandomState } from "../core/check-random-state";
import { ValidationError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { RandomState } from "../core/random-state";
import { makeBreath } from "../core/worker-pool";
import { resolveSplitSizes, shuffledSplit, stratifiedSplit } from "../model-selection/shuffle-indices";
import { buildTree, type RegressionCriterionName } from "../tree/build-tree";
import { singlePrecisionColumns } from "../tree/single-precision";
import { resolveTreeParams, type TreeParams, treeDefaults } from "../tree/tree-params";
import { importancesOf, leavesOf } from "../tree/tree-queries";
import { LEAF, type TreeStructure } from "../tree/tree-structure";
import type { GradientLoss } from "./gradient-losses";

/** Parameters of gradient boosting that are the same for labels and numbers. */
export interface GradientBoostingParams extends TreeParams {
  /** Share of each tree's values that is added; default 0.1. */
  learningRate: number;
  /** Stages of boosting; default 100. */
  nEstimators: number;
  /** Share of the rows that each stage's trees see; default 1. */
  subsample: number;
  /** Friedman's improvement score (the default), or the squared error. */
  criterion: RegressionCriterionName;
  /** `"zero"`: start from zero; default `null`: from the best constant. */
  init: "zero" | null;
  /** Share of the rows held back to watch the loss, with `nIterNoChange`; default 0.1. */
  validationFraction: number;
  /** Stages without improvement after which boosting stops; default `null`: never. */
  nIterNoChange: number | null;
  /** Improvement that counts as none; default 1e-4. */
  tol: number;
}

export const gradientDefaults: GradientBoostingParams = {
  ...treeDefaults,
  maxDepth: 3,
  learningRate: 0.1,
  nEstimators: 100,
  subsample: 1,
  criterion: "friedman_mse",
  init: null,
  validationFraction: 0.1,
  nIterNoChange: null,
  tol: 1e-4,
};

export interface BoostedStages {
  /** Raw prediction before the first stage. */
  initial: Float64Array;
  /** Trees of each stage: one, or one per class where there are more than two. */
  trees: TreeStructure[][];
  /** Loss of the rows that each stage saw. */
  trainScore: Float64Array;
  /** By how much each stage lowered the loss of the rows that it did not see; only where `subsample` < 1. */
  oobImprovement?: Float64Array;
}

function checkParams(params: GradientBoostingParams): void {
  checkNumber("learningRate", params.learningRate, { min: 0 });
  checkNumber("nEstimators", params.nEstimators, { min: 1, integer: true });
  checkNumber("subsample", params.subsample, { exclusiveMin: 0, max: 1 });
  checkOneOf("criterion", params.criterion, ["friedman_mse", "squared_error"]);
  checkOneOf("init", params.init, ["zero", null]);
  checkNumber("validationFraction", params.validationFraction, { exclusiveMin: 0, exclusiveMax: 1 });
  if (params.nIterNoChange !== null)
    checkNumber("nIterNoChange", params.nIterNoChange, { min: 1, integer: true });
  checkNumber("tol", params.tol, { min: 0 });
}

interface Sample {
  X: Matrix;
  y: Float64Array;
  weight: Float64Array;
}

/**
 * Boosts exact trees stage by stage.
 *
 * @param codes - class codes, by which held-back rows are stratified; `null` for numbers.
 */
export async function boostStages(
  params: GradientBoostingParams,
  loss: GradientLoss,
  all: Sample,
  codes: { codes: Int32Array; classes: readonly (number | string | boolean)[] } | null,
): Promise<BoostedStages> {
  checkParams(params);
  const random = checkRandomState(params.randomState);
  const { train, watched } = holdBack(params, all, codes, random);
  // A seed that is a number starts anew after the split.
  const stageRandom = typeof params.randomState === "number" ? new RandomState(params.randomState) : random;
  const { X, y, weight } = train;
  const n = X.rows;
  const columns = singlePrecisionColumns(X);
  const total = weight.reduce((sum, w) => sum + w, 0);
  const resolved = resolveTreeParams(params, n, X.cols, total);
  const initial = params.init === "zero" ? new Float64Array(loss.treesPerStage) : loss.initial(y, weight);
  const raw = startRaw(initial, n);
  const watch = watched === null ? null : new Watch(watched, initial, loss, params);
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const residuals = new Float64Array(n);
  const trees: TreeStructure[][] = [];
  const trainScore: number[] = [];
  const oobImprovement: number[] = [];
  const breath = makeBreath();
  while (trees.length < params.nEstimators) {
    const inBag = params.subsample < 1 ? drawBag(n, params.subsample, stageRandom) : null;
    const outside = inBag === null ? null : rows.filter((i) => inBag[i] === 0);
    const before = outside === null ? 0 : loss.mean(y, raw, weight, outside);
    const stageWeight = inBag === null ? weight : weight.map((w, i) => w * inBag[i]);
    const stageTotal = stageWeight.reduce((sum, w) => sum + w, 0);
    const limits = { ...resolved, minWeightLeaf: params.minWeightFractionLeaf * stageTotal };
    const frozen = raw.slice();
    const stage: TreeStructure[] = [];
    for (let k = 0; k < loss.treesPerStage; k++) {
      loss.residuals(y, frozen, weight, k, residuals);
      const targets = { criterion: params.criterion, y: residuals };
      const tree = buildTree({ columns, rows: n, targets, weight: stageWeight }, limits, "best", stageRandom);
      const leaves = leavesOf(tree, X);
      if (loss.leafValue !== null) setLeaves(tree, leaves, inBag, y, frozen, stageWeight, residuals, loss, k);
      addLeaves(tree, leaves, params.learningRate, raw, k * n);
      stage.push(tree);
      await breath();
    }
    trees.push(stage);
    const seen = inBag === null ? rows : rows.filter((i) => inBag[i] === 1);
    trainScore.push(loss.mean(y, raw, weight, seen));
    if (outside !== null) oobImprovement.push(before - loss.mean(y, raw, weight, outside));
    if (watch?.hasStalled(stage)) break;
  }
  const stages = { initial, trees, trainScore: Float64Array.from(trainScore) };
  if (params.subsample >= 1) return stages;
  return { ...stages, oobImprovement: Float64Array.from(oobImprovement) };
}

function holdBack(
  params: GradientBoostingParams,
  all: Sample,
  codes: { codes: Int32Array; classes: readonly (number | string | boolean)[] } | null,
  random: RandomState,
): { train: Sample; watched: Sample | null } {
  if (params.nIterNoChange === null) return { train: all, watched: null };
  const { nTrain, nTest } = resolveSplitSizes(all.X.rows, params.validationFraction, null, 0.1);
  const { trainIndices, testIndices } =
    codes === null
      ? shuffledSplit(all.X.rows, nTrain, nTest, random)
      : stratifiedSplit(codes.codes, codes.classes, nTrain, nTest, random);
  const pick = (indices: Int32Array): Sample => ({
    X: all.X.takeRows(indices),
    y: Float64Array.from(indices, (i) => all.y[i]),
    weight: Float64Array.from(indices, (i) => all.weight[i]),
  });
  const train = pick(trainIndices);
  if (codes !== null && new Set(train.y).size < codes.classes.length) {
    throw new ValidationError(
      "A class is missing from the rows that are left to train on: give another randomState or more rows.",
    );
  }
  return { train, watched: pick(testIndices) };
}

/** Watches the loss on rows that were held back. */
class Watch {
  private readonly raw: Float64Array;
  private readonly history: Float64Array;
  private readonly rows: Int32Array;
  private stage = 0;

  constructor(
    private readonly sample: Sample,
    initial: Float64Array,
    private readonly loss: GradientLoss,
    private readonly params: GradientBoostingParams,
  ) {
    this.raw = startRaw(initial, sample.X.rows);
    this.history = new Float64Array(params.nIterNoChange!).fill(Number.POSITIVE_INFINITY);
    this.rows = Int32Array.from({ length: sample.X.rows }, (_, i) => i);
  }

  /** Whether the loss after this stage is no better than after each of the last ones. */
  hasStalled(trees: readonly TreeStructure[]): boolean {
    const { X, y, weight } = this.sample;
    trees.forEach((tree, k) => {
      addLeaves(tree, leavesOf(tree, X), this.params.learningRate, this.raw, k * X.rows);
    });
    const now = this.loss.mean(y, this.raw, weight, this.rows);
    if (!this.history.some((before) => now + this.params.tol < before)) return true;
    this.history[this.stage++ % this.history.length] = now;
    return false;
  }
}

/** Marks a share of the rows, each as likely as any other. */
function drawBag(n: number, share: number, random: RandomState): Uint8Array {
  const wanted = Math.max(1, Math.floor(share * n));
  const deviates = random.uniform(0, 1, n);
  const bag = new Uint8Array(n);
  let drawn = 0;
  for (let i = 0; i < n; i++) {
    if (deviates[i] * (n - i) >= wanted - drawn) continue;
    bag[i] = 1;
    drawn++;
  }
  return bag;
}

function startRaw(initial: Float64Array, rows: number): Float64Array {
  const raw = new Float64Array(initial.length * rows);
  for (let k = 0; k < initial.length; k++) raw.fill(initial[k], k * rows, (k + 1) * rows);
  return raw;
}

function setLeaves(
  tree: TreeStructure,
  leaves: Int32Array,
  inBag: Uint8Array | null,
  y: Float64Array,
  raw: Float64Array,
  weight: Float64Array,
  residuals: Float64Array,
  loss: GradientLoss,
  k: number,
): void {
  const members = new Map<number, number[]>();
  for (let i = 0; i < leaves.length; i++) {
    if (inBag !== null && inBag[i] === 0) continue;
    const list = members.get(leaves[i]);
    if (list === undefined) members.set(leaves[i], [i]);
    else list.push(i);
  }
  for (let node = 0; node < tree.nodeCount; node++) {
    if (tree.childrenLeft[node] !== LEAF) continue;
    const rows = Int32Array.from(members.get(node) ?? []);
    tree.value[node] = rows.length === 0 ? 0 : loss.leafValue!(y, raw, weight, residuals, rows, k);
  }
}

function addLeaves(
  tree: TreeStructure,
  leaves: Int32Array,
  rate: number,
  raw: Float64Array,
  offset: number,
): void {
  for (let i = 0; i < leaves.length; i++) raw[offset + i] += rate * tree.value[leaves[i]];
}

/** Raw predictions after each stage: of tree k for row i at `k * rows + i`; the same array each time. */
export function* stagedRaw(
  { initial, trees }: Pick<BoostedStages, "initial" | "trees">,
  rate: number,
  X: Matrix,
): Generator<Float64Array> {
  const raw = startRaw(initial, X.rows);
  const rounded = new Matrix(new Float64Array(new Float32Array(X.data)), X.rows, X.cols);
  for (const stage of trees) {
    stage.forEach((tree, k) => {
      addLeaves(tree, leavesOf(tree, rounded), rate, raw, k * X.rows);
    });
    yield raw;
  }
}

/** Raw predictions after the last stage. */
export function finalRaw(
  stages: Pick<BoostedStages, "initial" | "trees">,
  rate: number,
  X: Matrix,
): Float64Array {
  let last: Float64Array = startRaw(stages.initial, X.rows);
  for (const raw of stagedRaw(stages, rate, X)) last = raw;
  return last;
}

/** (features) mean importance over all trees, normalised; trees of one leaf do not count. */
export function stageImportances(trees: readonly TreeStructure[][], nFeatures: number): Float64Array {
  const out = new Float64Array(nFeatures);
  for (const tree of trees.flat()) {
    if (tree.nodeCount <= 1) continue;
    importancesOf(tree, false).forEach((value, j) => {
      out[j] += value;
    });
  }
  const sum = out.reduce((total, value) => total + value, 0);
  return sum > 0 ? out.map((value) => value / sum) : out;
}
