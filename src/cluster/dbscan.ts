import type { SampleWeightOptions } from "../core/classifier";
import { Clusterer } from "../core/clusterer";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";
import { toSampleWeight } from "../core/targets";
import { checkSearchParams, NeighborSearch, type NeighborSearchParams } from "../neighbors/neighbor-search";

export interface DBSCANParams extends Omit<NeighborSearchParams, "nNeighbors"> {
  /** Rows at most this far apart are neighbours; default 0.5. */
  eps: number;
  /** Rows (or weight) within `eps`, itself among them, that make a row a core row; default 5. */
  minSamples: number;
}

/** Queries that are asked at a time. */
const BLOCK = 4096;

/**
 * Density-based clusters: core rows that are neighbours belong together, and so do their neighbours; what is left is
 * noise, -1 (Ester et al. 1996, KDD, 226). Equal to `sklearn.cluster.DBSCAN` of scikit-learn 1.2. A row that is in
 * reach of two clusters belongs to the first.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.cluster.DBSCAN.html
 */
export class DBSCAN extends Clusterer<DBSCANParams> {
  /** Numbers of the core rows. */
  declare coreSampleIndices: Int32Array;
  /** (core rows x features) */
  declare components: Matrix;

  constructor(params: Partial<DBSCANParams> = {}) {
    super({ eps: 0.5, minSamples: 5, algorithm: "auto", leafSize: 30, metric: "euclidean", p: 2 }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param _y - not looked at.
   * @throws ValidationError if X or the weights are unusable.
   * @throws ParameterError if an option is.
   */
  async fit(X: TableLike, _y?: LabelsLike | null, options: SampleWeightOptions = {}): Promise<this> {
    const { eps, minSamples, ...rest } = this.params;
    checkNumber("eps", eps, { exclusiveMin: 0 });
    checkNumber("minSamples", minSamples, { min: 1, integer: true });
    const search = { ...rest, nNeighbors: 1 };
    checkSearchParams(search);
    const matrix = toMatrix(X);
    const weights = toSampleWeight(options.sampleWeight, matrix.rows);
    const neighbors = neighborsOf(new NeighborSearch(matrix, search), matrix, eps);
    const isCore = neighbors.map((found) => {
      const weight = weights === undefined ? found.length : found.reduce((sum, i) => sum + weights[i], 0);
      return weight >= minSamples;
    });
    const labels = spread(neighbors, isCore);
    this.rememberFeatures(X, matrix);
    this.labels = labels;
    this.coreSampleIndices = Int32Array.from(isCore.keys()).filter((i) => isCore[i]);
    this.components = matrix.takeRows(this.coreSampleIndices);
    return this;
  }
}

registerEstimator(DBSCAN);

function neighborsOf(search: NeighborSearch, X: Matrix, eps: number): Int32Array[] {
  const out: Int32Array[] = [];
  for (let from = 0; from < X.rows; from += BLOCK) {
    const rows = Int32Array.from({ length: Math.min(BLOCK, X.rows - from) }, (_, i) => from + i);
    for (const found of search.within(X.takeRows(rows), eps).indices) out.push(found);
  }
  return out;
}

/** Numbers the clusters in the order of their first core rows, and spreads each as far as core rows reach. */
function spread(neighbors: Int32Array[], isCore: boolean[]): Int32Array {
  const labels = new Int32Array(neighbors.length).fill(-1);
  let label = 0;
  for (let first = 0; first < labels.length; first++) {
    if (labels[first] !== -1 || !isCore[first]) continue;
    const open = [first];
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (labels[i] !== -1) continue;
      labels[i] = label;
      if (!isCore[i]) continue;
      for (const next of neighbors[i]) if (labels[next] === -1) open.push(next);
    }
    label++;
  }
  return labels;
}
