import type { RandomState } from "../core/random-state";
import { Entropy, Gini } from "./classification-criterion";
import type { Criterion } from "./criterion";
import { BestSplitter, RandomSplitter } from "./exact-splitter";
import { growBestFirst, growDepthFirst } from "./grow";
import { pruneTree } from "./prune";
import { RankedClassSplitter } from "./ranked-class-splitter";
import { MAX_RANKED_ROWS, rankColumns } from "./ranked-columns";
import { RankedWorkspace } from "./ranked-workspace";
import { FriedmanSquaredError, SquaredError } from "./regression-criterion";
import type { Splitter } from "./splitter";
import type { ResolvedTreeParams } from "./tree-params";
import type { TreeStructure } from "./tree-structure";
import { Xorshift } from "./xorshift";

export type ClassificationCriterionName = "gini" | "entropy" | "log_loss";
export type RegressionCriterionName = "squared_error" | "friedman_mse";

/** What a tree learns: class codes or numbers. */
export type Targets =
  | { criterion: ClassificationCriterionName; codes: Int32Array; nClasses: number }
  | { criterion: RegressionCriterionName; y: Float64Array };

/** A sample as the tree builders take it. */
export interface TreeSample {
  /** Single precision, column by column. */
  columns: Float32Array;
  rows: number;
  targets: Targets;
  /** One weight per row; rows of weight 0 are left out. */
  weight: Float64Array;
}

/** With fewer rows, ranking the table costs more than it saves. */
const WORTH_RANKING = 500;

/** Grows and prunes one tree; `random` gives the seed of the order of the features. */
export function buildTree(
  sample: TreeSample,
  params: ResolvedTreeParams,
  splitter: "best" | "random",
  random: RandomState,
): TreeStructure {
  const xorshift = new Xorshift(random.randint(0, 0x7fffffff));
  const { rows, columns, weight, targets } = sample;
  const samples = positiveRows(weight);
  let totalWeight = 0;
  for (let i = 0; i < rows; i++) totalWeight += weight[i];
  // Sums of whole numbers do not depend on their order: ranked splits are then the same to the last bit.
  const isExactRanked =
    splitter === "best" &&
    targets.criterion === "gini" &&
    rows >= WORTH_RANKING &&
    rows <= MAX_RANKED_ROWS &&
    weight.every(Number.isInteger);
  if (isExactRanked) {
    const work = new RankedWorkspace(rankColumns(columns, rows), targets.nClasses);
    const options = { ...params, random: xorshift };
    return growTree(
      new RankedClassSplitter(work, targets.codes, samples, weight, totalWeight, options),
      params,
    );
  }
  const criterion = makeCriterion(sample.targets, samples, weight, totalWeight);
  const SplitterClass = splitter === "best" ? BestSplitter : RandomSplitter;
  return growTree(
    new SplitterClass(columns, rows, samples, criterion, { ...params, random: xorshift }),
    params,
  );
}

/** Grows a tree depth first, or best first where its leaves are limited, and prunes it. */
export function growTree(splitter: Splitter, params: ResolvedTreeParams): TreeStructure {
  const grown =
    params.maxLeafNodes === null
      ? growDepthFirst(splitter, params)
      : growBestFirst(splitter, params, params.maxLeafNodes);
  return params.ccpAlpha > 0 ? pruneTree(grown, params.ccpAlpha) : grown;
}

/** The rows that have a weight above zero. */
export function positiveRows(weight: Float64Array): Int32Array {
  const out = new Int32Array(weight.length);
  let n = 0;
  for (let i = 0; i < weight.length; i++) if (weight[i] !== 0) out[n++] = i;
  return out.slice(0, n);
}

function makeCriterion(
  targets: Targets,
  samples: Int32Array,
  weight: Float64Array,
  totalWeight: number,
): Criterion {
  switch (targets.criterion) {
    case "gini":
      return new Gini(targets.codes, targets.nClasses, samples, weight, totalWeight);
    case "entropy":
    case "log_loss":
      return new Entropy(targets.codes, targets.nClasses, samples, weight, totalWeight);
    case "squared_error":
      return new SquaredError(targets.y, samples, weight, totalWeight);
    case "friedman_mse":
      return new FriedmanSquaredError(targets.y, samples, weight, totalWeight);
  }
}
