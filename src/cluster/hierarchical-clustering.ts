import { Clusterer } from "../core/clusterer";
import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { checkNumber } from "../core/parameters";
import { quantile } from "../core/quantile";
import { type TableLike, toMatrix } from "../core/table-like";
import { NeighborSearch, neighborSearchDefaults } from "../neighbors/neighbor-search";
import { DisjointSets, spanningForest, type TreeEdges, takeEdges } from "./spanning-tree";

export interface HierarchicalClusteringParams {
  /** Neighbours of each row whose edges may enter the tree; default 20. With n - 1 the tree is exact. */
  nNeighbors: number;
  /** Share of the tree's edges to keep, the shortest; default 0.9. */
  edgeCutoff: number;
  /** Fewest rows of a cluster; those of smaller ones are background. Default 1. */
  minClusterSize: number;
}

/** What {@link HierarchicalClustering.computeClusters} finds. */
export interface TreeClusters {
  nComponents: number;
  labels: Int32Array;
  clusterGraph: TreeEdges;
}

/**
 * Clusters by an approximate Euclidean minimum spanning tree whose longest edges are cut: astroML's
 * `HierarchicalClustering` (Ivezić et al. 2014, Statistics, Data Mining, and Machine Learning in Astronomy, 6.4.5).
 * Rows at the same place stay connected, where astroML loses edges of length zero.
 *
 * @see https://www.astroml.org/modules/generated/astroML.clustering.HierarchicalClustering.html
 */
export class HierarchicalClustering extends Clusterer<HierarchicalClusteringParams> {
  /** The tree over all rows, shortest edge first. */
  declare fullTree: TreeEdges;
  /** The edges within the clusters. */
  declare clusterGraph: TreeEdges;
  /** Number of clusters. */
  declare nComponents: number;

  constructor(params: Partial<HierarchicalClusteringParams> = {}) {
    super({ nNeighbors: 20, edgeCutoff: 0.9, minClusterSize: 1 }, params);
  }

  /**
   * @param X - (n x features) finite numbers; at least two rows.
   * @param _y - not looked at.
   * @throws ValidationError if X is unusable or has not more than `nNeighbors` rows.
   * @throws ParameterError if an option is unusable.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    const { nNeighbors: k, edgeCutoff, minClusterSize } = this.params;
    checkNumber("nNeighbors", k, { min: 1, integer: true });
    checkCut(edgeCutoff, minClusterSize);
    const matrix = toMatrix(X);
    const { rows: n } = matrix;
    const search = new NeighborSearch(matrix, { ...neighborSearchDefaults, nNeighbors: k });
    const { distances, indices } = search.nearest(null, k);
    const tree = spanningForest(n, {
      sources: Int32Array.from({ length: n * k }, (_, m) => Math.floor(m / k)),
      targets: Int32Array.from({ length: n * k }, (_, m) => indices[Math.floor(m / k)][m % k]),
      lengths: distances.data,
    });
    const found = cutTree(n, tree, edgeCutoff, minClusterSize);
    this.rememberFeatures(X, matrix);
    this.fullTree = tree;
    Object.assign(this, found);
    return this;
  }

  /** Clusters of the same tree with another cut; the fitted attributes stay. */
  computeClusters(options: { edgeCutoff?: number; minClusterSize?: number } = {}): TreeClusters {
    this.checkFitted("computeClusters");
    const { edgeCutoff = this.params.edgeCutoff, minClusterSize = this.params.minClusterSize } = options;
    checkCut(edgeCutoff, minClusterSize);
    return cutTree(this.labels.length, this.fullTree, edgeCutoff, minClusterSize);
  }
}

registerEstimator(HierarchicalClustering);

function checkCut(edgeCutoff: number, minClusterSize: number): void {
  checkNumber("edgeCutoff", edgeCutoff, { min: 0, max: 1 });
  checkNumber("minClusterSize", minClusterSize, { min: 1, integer: true });
}

function cutTree(n: number, tree: TreeEdges, edgeCutoff: number, minClusterSize: number): TreeClusters {
  const cutoff = quantile(tree.lengths, edgeCutoff);
  const sets = new DisjointSets(n);
  const short = Array.from(tree.lengths.keys()).filter((at) => tree.lengths[at] <= cutoff);
  for (const at of short) sets.join(tree.sources[at], tree.targets[at]);
  const sizes = new Int32Array(n);
  for (let i = 0; i < n; i++) sizes[sets.find(i)]++;
  const names = new Map<number, number>();
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const group = sets.find(i);
    if (sizes[group] < minClusterSize) return -1;
    if (!names.has(group)) names.set(group, names.size);
    return names.get(group)!;
  });
  const kept = short.filter((at) => labels[tree.sources[at]] >= 0);
  return { nComponents: names.size, labels, clusterGraph: takeEdges(tree, kept) };
}

/**
 * The edges of a tree as one broken line, for a line figure: x and y hold both ends of each edge and a NaN between.
 *
 * @param X - (n x 2) where the rows lie.
 * @throws ValidationError if X has not two columns, or an edge ends at a row that it lacks.
 */
export function getGraphSegments(X: TableLike, graph: TreeEdges): { x: Float64Array; y: Float64Array } {
  const matrix = toMatrix(X);
  if (matrix.cols !== 2)
    throw new ValidationError(`X must have two columns to be drawn, but has ${matrix.cols}.`);
  if (graph?.sources === undefined || graph.targets === undefined) {
    throw new ParameterError("graph must have sources and targets, as HierarchicalClustering's fullTree.");
  }
  const x = new Float64Array(3 * graph.sources.length).fill(Number.NaN);
  const y = x.slice();
  graph.sources.forEach((source, at) => {
    [source, graph.targets[at]].forEach((row, end) => {
      if (row >= matrix.rows)
        throw new ValidationError(`An edge ends at row ${row}, but X has ${matrix.rows} rows.`);
      x[3 * at + end] = matrix.get(row, 0);
      y[3 * at + end] = matrix.get(row, 1);
    });
  });
  return { x, y };
}
