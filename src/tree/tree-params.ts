import type { RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { GrowthLimits } from "./grow";

/** How many features a split considers: a number, a share between 0 and 1, a rule, or `null` for all. */
export type MaxFeatures = number | "sqrt" | "log2" | null;

/** Parameters that decision trees and forests share. */
export interface TreeParams {
  /** Deepest level of a leaf; default `null`: until leaves are pure. */
  maxDepth: number | null;
  /** Fewest samples of a node that is split: a whole number ≥ 2, or a share of the rows between 0 and 1; default 2. */
  minSamplesSplit: number;
  /** Fewest samples of a leaf: a whole number ≥ 1, or a share of the rows between 0 and 1; default 1. */
  minSamplesLeaf: number;
  /** Least share of the total weight in a leaf, 0 to 0.5; default 0. */
  minWeightFractionLeaf: number;
  /**
   * Features that a split considers: a whole number, a share strictly between 0 and 1, `"sqrt"`, `"log2"`, or `null`
   * for all. (The number 1 is one feature: what Python writes `1.0` is `null` here.)
   */
  maxFeatures: MaxFeatures;
  /** Most leaves; the tree then grows where it improves most. Default `null`: no limit. */
  maxLeafNodes: number | null;
  /** A node is split only if that lowers the impurity by as much; default 0. */
  minImpurityDecrease: number;
  /** Minimal cost-complexity pruning: branches worth less than this per leaf are cut; default 0. */
  ccpAlpha: number;
  /** Seed of the order in which features are tried, which decides between equally good splits. */
  randomState: RandomStateLike;
}

export const treeDefaults: TreeParams = {
  maxDepth: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxFeatures: null,
  maxLeafNodes: null,
  minImpurityDecrease: 0,
  ccpAlpha: 0,
  randomState: null,
};

/** {@link TreeParams} worked out for a sample. */
export interface ResolvedTreeParams extends GrowthLimits {
  maxFeatures: number;
  maxLeafNodes: number | null;
  ccpAlpha: number;
}

/**
 * Checks the parameters and works them out for a sample of `rows` rows, `cols` features and a total weight.
 *
 * @throws ParameterError if a value is out of range.
 */
export function resolveTreeParams(
  params: TreeParams,
  rows: number,
  cols: number,
  totalWeight: number,
): ResolvedTreeParams {
  const { maxDepth, maxLeafNodes, minWeightFractionLeaf, minImpurityDecrease, ccpAlpha } = params;
  if (maxDepth !== null) checkNumber("maxDepth", maxDepth, { min: 1, integer: true });
  if (maxLeafNodes !== null) checkNumber("maxLeafNodes", maxLeafNodes, { min: 2, integer: true });
  checkNumber("minWeightFractionLeaf", minWeightFractionLeaf, { min: 0, max: 0.5 });
  checkNumber("minImpurityDecrease", minImpurityDecrease, { min: 0 });
  checkNumber("ccpAlpha", ccpAlpha, { min: 0 });
  const minSamplesLeaf = countOrShare("minSamplesLeaf", params.minSamplesLeaf, 1, rows);
  const minSamplesSplit = Math.max(2, countOrShare("minSamplesSplit", params.minSamplesSplit, 2, rows));
  return {
    maxDepth: maxDepth ?? Number.MAX_SAFE_INTEGER,
    minSamplesLeaf,
    minSamplesSplit: Math.max(minSamplesSplit, 2 * minSamplesLeaf),
    minWeightLeaf: minWeightFractionLeaf * totalWeight,
    minImpurityDecrease,
    maxFeatures: resolveMaxFeatures(params.maxFeatures, cols),
    maxLeafNodes,
    ccpAlpha,
  };
}

function countOrShare(name: string, value: unknown, min: number, rows: number): number {
  if (typeof value === "number" && value > 0 && value < 1) return Math.ceil(value * rows);
  if (typeof value === "number" && Number.isInteger(value) && value >= min) return value;
  throw new ParameterError(
    `${name} must be a whole number, at least ${min}, or a share of the rows between 0 and 1; got ${String(value)}.`,
  );
}

function resolveMaxFeatures(maxFeatures: MaxFeatures, cols: number): number {
  if (maxFeatures === null) return cols;
  if (typeof maxFeatures === "string") {
    checkOneOf("maxFeatures", maxFeatures, ["sqrt", "log2"]);
    return Math.max(1, Math.floor(maxFeatures === "sqrt" ? Math.sqrt(cols) : Math.log2(cols)));
  }
  if (maxFeatures > 0 && maxFeatures < 1) return Math.max(1, Math.floor(maxFeatures * cols));
  checkNumber("maxFeatures", maxFeatures, { min: 1, max: cols, integer: true });
  return maxFeatures;
}
