import { checkRandomState } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { runJobs } from "../core/worker-pool";
import type { Targets } from "../tree/build-tree";
import { rankColumns } from "../tree/ranked-columns";
import { singlePrecisionColumns } from "../tree/single-precision";
import { resolveTreeParams, type TreeParams } from "../tree/tree-params";
import { importancesOf } from "../tree/tree-queries";
import type { TreeStructure } from "../tree/tree-structure";
import { drawRows, growTreesTask } from "./grow-trees";

/** Parameters that all forests share. */
export interface ForestParams extends TreeParams {
  /** Number of trees; default 100. */
  nEstimators: number;
  /** Whether each tree sees a sample of the rows, drawn with replacement, or all of them. */
  bootstrap: boolean;
  /** Whether to score on the rows that each tree did not see; needs `bootstrap`. Default `false`. */
  oobScore: boolean;
  /** Rows drawn for each tree: a whole number, a share between 0 and 1, or `null` (the default) for as many as there are. */
  maxSamples: number | null;
  /** Threads: `null` (the default) and -1 for all cores, 1 for the calling thread. The result is the same. */
  nJobs: number | null;
}

/** A grown forest. */
export interface GrownForest {
  trees: TreeStructure[];
  /** Seed of each tree. */
  seeds: Float64Array;
  /** Rows drawn for each tree; `null`: all, once. */
  bootstrap: number | null;
}

/** @throws ParameterError if an option is out of range or two contradict each other. */
export async function growForest(
  params: ForestParams,
  splitter: "best" | "random",
  X: Matrix,
  targets: Targets,
  weight: Float64Array | null,
  balanceSubsample: boolean,
): Promise<GrownForest> {
  const { rows, cols } = X;
  checkNumber("nEstimators", params.nEstimators, { min: 1, integer: true });
  for (const name of ["bootstrap", "oobScore"] as const) {
    if (typeof params[name] !== "boolean") throw new ParameterError(`${name} must be true or false.`);
  }
  if (params.oobScore && !params.bootstrap) {
    throw new ParameterError("oobScore needs bootstrap: true, as without it every tree sees every row.");
  }
  const bootstrap = bootstrapRows(params, rows);
  // Each tree works out its own least weight of a leaf, from the rows that it draws.
  const resolved = resolveTreeParams(params, rows, cols, 0);
  const random = checkRandomState(params.randomState);
  const seeds = Float64Array.from({ length: params.nEstimators }, () => random.randint(0, 0x7fffffff));
  const columns = singlePrecisionColumns(X);
  const isRanked =
    splitter === "best" && (targets.criterion === "gini" || targets.criterion === "squared_error");
  const table = isRanked ? { ranked: rankColumns(columns, rows) } : { columns, splitter };
  const sample = {
    table,
    rows,
    targets,
    weight,
    bootstrap,
    balanceSubsample,
    minWeightFractionLeaf: params.minWeightFractionLeaf,
    params: resolved,
  };
  const comparisons = params.nEstimators * rows * resolved.maxFeatures * Math.log2(rows + 1);
  const trees = await runJobs(growTreesTask, sample, Array.from(seeds), {
    nJobs: params.nJobs,
    milliseconds: comparisons * 1e-5,
  });
  return { trees, seeds, bootstrap };
}

function bootstrapRows({ bootstrap, maxSamples }: ForestParams, rows: number): number | null {
  if (!bootstrap) {
    if (maxSamples !== null) throw new ParameterError("maxSamples needs bootstrap: true.");
    return null;
  }
  if (maxSamples === null) return rows;
  if (typeof maxSamples === "number" && maxSamples > 0 && maxSamples < 1) {
    return Math.max(1, Math.round(maxSamples * rows));
  }
  checkNumber("maxSamples", maxSamples, { min: 1, max: rows, integer: true });
  return maxSamples;
}

/** The rows that a tree did not see. */
export function rowsOutOfBag(seed: number, rows: number, bootstrap: number): Int32Array {
  const times = drawRows(seed, rows, bootstrap);
  const out = new Int32Array(rows);
  let n = 0;
  for (let i = 0; i < rows; i++) if (times[i] === 0) out[n++] = i;
  return out.subarray(0, n);
}

/** Mean of the trees' importances, normalised; trees of one leaf do not count. */
export function forestImportances(trees: readonly TreeStructure[], nFeatures: number): Float64Array {
  const out = new Float64Array(nFeatures);
  for (const tree of trees) {
    if (tree.nodeCount <= 1) continue;
    importancesOf(tree).forEach((value, j) => {
      out[j] += value;
    });
  }
  const sum = out.reduce((total, value) => total + value, 0);
  if (sum > 0) for (let j = 0; j < nFeatures; j++) out[j] /= sum;
  return out;
}
