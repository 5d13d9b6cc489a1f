import { Clusterer } from "../core/clusterer";
import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";
import { cutMerges, type Linkage, mergeAll } from "./linkage";

export interface AgglomerativeClusteringParams {
  /** Number of clusters; default 2. `null` where `distanceThreshold` decides. */
  nClusters: number | null;
  /**
   * Which distance between clusters counts: `"ward"` (default) what merging adds to the squared spread, `"complete"` the
   * largest between their rows, `"average"` the mean, `"single"` the smallest.
   */
  linkage: Linkage;
  /** Distance at and above which clusters are not merged; default `null`. */
  distanceThreshold: number | null;
}

/** The distances between all rows are held in memory at once. */
const MOST_ROWS = 20_000;

/**
 * Agglomerative clustering: every row begins alone, and the two nearest clusters merge until as many are left as asked
 * for. Equal to `sklearn.cluster.AgglomerativeClustering` of scikit-learn 1.2 with Euclidean distances and no
 * connectivity; for `linkage: "single"` the clusters are the same and may be numbered otherwise.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.cluster.AgglomerativeClustering.html
 */
export class AgglomerativeClustering extends Clusterer<AgglomerativeClusteringParams> {
  /** Number of clusters found. */
  declare nClusters: number;
  /** (n - 1 x 2) the nodes that each merge joins: rows are 0 … n-1, merge m makes node n + m. */
  declare children: Matrix;
  /** (n - 1) distance at each merge. */
  declare distances: Float64Array;

  constructor(params: Partial<AgglomerativeClusteringParams> = {}) {
    super({ nClusters: 2, linkage: "ward", distanceThreshold: null }, params);
  }

  /**
   * @param X - (n x features) finite numbers; 2 to 20,000 rows.
   * @param _y - not looked at.
   * @throws ValidationError if X is unusable, or has fewer rows than clusters.
   * @throws ParameterError if an option is unusable.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    const { nClusters, linkage, distanceThreshold } = this.params;
    checkOneOf("linkage", linkage, ["ward", "complete", "average", "single"]);
    if ((nClusters === null) === (distanceThreshold === null)) {
      throw new ParameterError("Set either nClusters or distanceThreshold, and the other one to null.");
    }
    if (nClusters !== null) checkNumber("nClusters", nClusters, { min: 1, integer: true });
    if (distanceThreshold !== null) checkNumber("distanceThreshold", distanceThreshold, { min: 0 });
    const matrix = toMatrix(X);
    const { rows: n } = matrix;
    if (n < Math.max(2, nClusters ?? 0) || n > MOST_ROWS) {
      throw new ValidationError(
        `X has ${n} rows, but agglomerative clustering needs ${Math.max(2, nClusters ?? 0)} to ${MOST_ROWS}.`,
      );
    }
    const { children, distances } = mergeAll(matrix, linkage);
    const k = nClusters ?? 1 + distances.filter((distance) => distance >= distanceThreshold!).length;
    this.rememberFeatures(X, matrix);
    this.labels = cutMerges(children, k);
    this.nClusters = k;
    this.children = Matrix.from(children);
    this.distances = distances;
    return this;
  }
}

registerEstimator(AgglomerativeClustering);
