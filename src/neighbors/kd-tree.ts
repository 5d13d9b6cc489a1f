import type { Matrix } from "../core/matrix";
import type { Distance } from "./distance";
import { NearestLists } from "./nearest-lists";
import { type NeighborIndex, type RowsWithin, sortedRows } from "./neighbor-index";
import { partitionAt } from "./select";

/** What rounding may add to a lower bound that is kept up to date by differences. */
const ROUNDING = 1 - 1e-10;

/**
 * Rows halved again and again along their widest feature (Bentley 1975, Communications of the ACM 18, 509); a search
 * skips the halves that are farther than what it has found. For Minkowski distances and few features.
 */
export class KdTree implements NeighborIndex {
  private readonly order: Int32Array;
  /** The rows in the order of the leaves. */
  private readonly rows: Matrix;
  private readonly power: number;
  private readonly depth: number;
  /** Per inner node: the feature, and the values between which it splits. */
  private readonly feature: Int32Array;
  private readonly leftMost: Float64Array;
  private readonly rightLeast: Float64Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  /** Distance of the query from the node's box along each feature. */
  private readonly gaps: Float64Array;

  constructor(
    X: Matrix,
    private readonly distance: Distance,
    leafSize: number,
  ) {
    const n = X.rows;
    this.power = distance.power!;
    this.depth = Math.max(0, Math.ceil(Math.log2(n / leafSize)));
    const inner = 2 ** this.depth - 1;
    this.feature = new Int32Array(inner);
    this.leftMost = new Float64Array(inner);
    this.rightLeast = new Float64Array(inner);
    this.order = Int32Array.from({ length: n }, (_, i) => i);
    this.gaps = new Float64Array(X.cols);
    const { low, high } = this.boxOf(X, 0, n);
    this.low = low;
    this.high = high;
    this.split(X, 0, 0, n);
    this.rows = X.takeRows(this.order);
  }

  private boxOf(X: Matrix, from: number, to: number): { low: Float64Array; high: Float64Array } {
    const { data, cols } = X;
    const low = new Float64Array(cols).fill(Number.POSITIVE_INFINITY);
    const high = new Float64Array(cols).fill(Number.NEGATIVE_INFINITY);
    for (let i = from; i < to; i++) {
      const at = this.order[i] * cols;
      for (let j = 0; j < cols; j++) {
        const value = data[at + j];
        if (value < low[j]) low[j] = value;
        if (value > high[j]) high[j] = value;
      }
    }
    return { low, high };
  }

  private split(X: Matrix, node: number, from: number, to: number): void {
    if (node >= this.feature.length) return;
    const { low, high } = this.boxOf(X, from, to);
    let widest = 0;
    for (let j = 1; j < X.cols; j++) if (high[j] - low[j] > high[widest] - low[widest]) widest = j;
    const middle = (from + to) >> 1;
    partitionAt(this.order, from, to, middle, X.data, X.cols, widest);
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let i = from; i < middle; i++) most = Math.max(most, X.data[this.order[i] * X.cols + widest]);
    for (let i = middle; i < to; i++) least = Math.min(least, X.data[this.order[i] * X.cols + widest]);
    this.feature[node] = widest;
    this.leftMost[node] = most;
    this.rightLeast[node] = least;
    this.split(X, 2 * node + 1, from, middle);
    this.split(X, 2 * node + 2, middle, to);
  }

  nearest(queries: Matrix, k: number): NearestLists {
    const { order, rows, distance } = this;
    const { data, cols } = rows;
    const lists = new NearestLists(queries.rows, k);
    const limitOf = (q: number) => lists.worst(q);
    const leaf = (q: number, from: number, to: number) => {
      let worst = lists.worst(q);
      for (let i = from; i < to; i++) {
        const d = distance.reduced(queries.data, q, data, i, cols, worst);
        if (d > worst) continue;
        lists.insert(q, d, order[i]);
        worst = lists.worst(q);
      }
    };
    this.searchAll(queries, limitOf, leaf);
    return lists;
  }

  within(queries: Matrix, limit: number): RowsWithin[] {
    const { order, rows, distance } = this;
    const found = Array.from({ length: queries.rows }, (): { distance: number; index: number }[] => []);
    const leaf = (q: number, from: number, to: number) => {
      for (let i = from; i < to; i++) {
        const d = distance.reduced(queries.data, q, rows.data, i, rows.cols, limit);
        if (d <= limit) found[q].push({ distance: d, index: order[i] });
      }
    };
    this.searchAll(queries, () => limit, leaf);
    return found.map(sortedRows);
  }

  private searchAll(
    queries: Matrix,
    limitOf: (q: number) => number,
    leaf: (q: number, from: number, to: number) => void,
  ): void {
    const { gaps, low, high } = this;
    for (let q = 0; q < queries.rows; q++) {
      let bound = 0;
      for (let j = 0; j < queries.cols; j++) {
        const value = queries.data[q * queries.cols + j];
        gaps[j] = Math.max(0, low[j] - value, value - high[j]);
        bound += this.raise(gaps[j]);
      }
      this.search(queries, q, 0, 0, this.order.length, bound, limitOf, leaf);
    }
  }

  private search(
    queries: Matrix,
    q: number,
    node: number,
    from: number,
    to: number,
    bound: number,
    limitOf: (q: number) => number,
    leaf: (q: number, from: number, to: number) => void,
  ): void {
    if (node >= this.feature.length) {
      leaf(q, from, to);
      return;
    }
    const feature = this.feature[node];
    const value = queries.data[q * queries.cols + feature];
    const toLeft = value - this.leftMost[node];
    const toRight = this.rightLeast[node] - value;
    const middle = (from + to) >> 1;
    const leftFirst = toLeft <= toRight;
    if (leftFirst) this.search(queries, q, 2 * node + 1, from, middle, bound, limitOf, leaf);
    else this.search(queries, q, 2 * node + 2, middle, to, bound, limitOf, leaf);
    const before = this.gaps[feature];
    const gap = Math.max(before, leftFirst ? toRight : toLeft);
    const farBound = bound - this.raise(before) + this.raise(gap);
    if (farBound * ROUNDING > limitOf(q)) return;
    this.gaps[feature] = gap;
    if (leftFirst) this.search(queries, q, 2 * node + 2, middle, to, farBound, limitOf, leaf);
    else this.search(queries, q, 2 * node + 1, from, middle, farBound, limitOf, leaf);
    this.gaps[feature] = before;
  }

  private raise(gap: number): number {
    return this.power === 2 ? gap * gap : this.power === 1 ? gap : gap ** this.power;
  }
}
