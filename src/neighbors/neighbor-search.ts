import { ParameterError, ValidationError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { BruteForce } from "./brute-force";
import { type Distance, distanceFor, type MetricName } from "./distance";
import { KdTree } from "./kd-tree";
import type { NeighborIndex } from "./neighbor-index";
import { ProjectedBlocks } from "./projected-blocks";

/** How neighbours are found; shared by all estimators of this folder. */
export interface NeighborSearchParams {
  /** Number of neighbours; default 5. */
  nNeighbors: number;
  /**
   * `"kd_tree"` halves the rows feature by feature, `"brute"` compares each query with all rows (for the Euclidean
   * and cosine distance by a filter that leaves most of them out); default `"auto"`: kd_tree for at most 15 features.
   * The neighbours found are the same.
   */
  algorithm: "auto" | "kd_tree" | "brute";
  /** Rows in a leaf of the tree; default 30. It changes the speed, not the result. */
  leafSize: number;
  /** Distance; default `"minkowski"`, which with p = 2 is the Euclidean distance. */
  metric: MetricName;
  /** Exponent of the Minkowski distance, at least 1; default 2. */
  p: number;
}

export const neighborSearchDefaults: NeighborSearchParams = {
  nNeighbors: 5,
  algorithm: "auto",
  leafSize: 30,
  metric: "minkowski",
  p: 2,
};

/** Neighbours of each query, nearest first; among equal distances the smaller row number comes first. */
export interface Neighbors {
  /** (queries x k) distances. */
  distances: Matrix;
  /** For each query the row numbers of its neighbours in the training table. */
  indices: Int32Array[];
}

/** Most features for which a kd-tree is faster than comparing all rows. */
const MOST_TREE_FEATURES = 15;

/** @throws ParameterError if an option is unusable. */
export function checkSearchParams(params: NeighborSearchParams): void {
  checkNumber("nNeighbors", params.nNeighbors, { min: 1, integer: true });
  checkOneOf("algorithm", params.algorithm, ["auto", "kd_tree", "brute"]);
  checkNumber("leafSize", params.leafSize, { min: 1, integer: true });
  checkOneOf("metric", params.metric, ["minkowski", "euclidean", "manhattan", "cosine"]);
  checkNumber("p", params.p, { min: 1 });
  if (params.algorithm === "kd_tree" && params.metric === "cosine") {
    throw new ParameterError('algorithm "kd_tree" does not know the cosine metric: use "brute" or "auto".');
  }
}

/** Training rows with the parameters that they are searched by. */
export class NeighborSearch {
  private readonly distance: Distance;
  private readonly index: NeighborIndex;

  constructor(
    private readonly rows: Matrix,
    private readonly params: NeighborSearchParams,
  ) {
    const { algorithm, leafSize, metric, p } = params;
    this.distance = distanceFor(metric, p);
    const tree =
      algorithm === "kd_tree" ||
      (algorithm === "auto" && metric !== "cosine" && rows.cols <= MOST_TREE_FEATURES);
    const table = this.prepared(rows);
    const euclidean = this.distance.power === 2 || this.distance.power === null;
    if (tree) this.index = new KdTree(table, this.distance, leafSize);
    else if (euclidean && ProjectedBlocks.fits(table) && ProjectedBlocks.holds(table)) {
      this.index = new ProjectedBlocks(table, this.distance);
    } else this.index = new BruteForce(table, this.distance);
  }

  /** The table as the distance takes it. */
  private prepared(X: Matrix): Matrix {
    return this.distance.power === null ? unitRows(X) : X;
  }

  /**
   * @param queries - rows to find neighbours of; `null`: the training rows, each without itself.
   * @throws ValidationError if there are fewer rows than neighbours asked for.
   */
  nearest(queries: Matrix | null, k = this.params.nNeighbors): Neighbors {
    checkNumber("nNeighbors", k, { min: 1, integer: true });
    const available = this.rows.rows - (queries === null ? 1 : 0);
    if (k > available) {
      throw new ValidationError(
        `nNeighbors is ${k}, but only ${available} rows can be neighbours: ask for fewer or fit on more rows.`,
      );
    }
    const asked = this.prepared(queries ?? this.rows);
    const lists = this.index.nearest(asked, queries === null ? k + 1 : k);
    const distances = new Float64Array(asked.rows * k);
    const indices = new Array<Int32Array>(asked.rows);
    for (let i = 0; i < asked.rows; i++) {
      const first = i * lists.k;
      const found = lists.indices.subarray(first, first + lists.k);
      // A row whose twins fill its own list is missing from it: then the last one goes.
      const skip = queries === null && found.includes(i) ? found.indexOf(i) : k;
      indices[i] = new Int32Array(k);
      for (let from = 0, to = 0; to < k; from++) {
        if (from === skip) continue;
        indices[i][to] = found[from];
        distances[i * k + to++] = this.distance.full(lists.distances[first + from]);
      }
    }
    return { distances: new Matrix(distances, asked.rows, k), indices };
  }

  /** Rows within `radius` of each query, nearest first. */
  within(queries: Matrix, radius: number): { distances: Float64Array[]; indices: Int32Array[] } {
    checkNumber("radius", radius, { min: 0 });
    const found = this.index.within(this.prepared(queries), this.distance.reduce(radius));
    return {
      distances: found.map((rows) => rows.distances.map((d) => this.distance.full(d))),
      indices: found.map((rows) => rows.indices),
    };
  }
}

/** Rows of length 1; a row of zeros stays as it is. */
function unitRows(X: Matrix): Matrix {
  const out = X.copy();
  for (let i = 0; i < X.rows; i++) {
    const row = out.row(i);
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (norm > 0) for (let j = 0; j < row.length; j++) row[j] /= norm;
  }
  return out;
}
