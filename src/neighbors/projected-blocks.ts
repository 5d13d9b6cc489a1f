import type { Matrix } from "../core/matrix";
import { Arena, arenaBytes, padded } from "../kernels/dense";
import { BruteForce } from "./brute-force";
import type { Distance } from "./distance";
import { NearestLists } from "./nearest-lists";
import type { NeighborIndex, RowsWithin } from "./neighbor-index";
import { Projection } from "./projection";
import { partitionAt } from "./select";

/** Most rows in a block. */
const BLOCK = 256;
/** Queries that are compared with a block at a time. */
const BATCH = 256;
/** Queries that are worked on together, block after block. */
const CHUNK = 2048;
/** Stands for "no limit" in single precision; infinity would let through the rows that pad a block. */
const NO_LIMIT = 3e38;

interface Block {
  /** Position of the first row in the table of kept directions. */
  from: number;
  /** Rows, padding left out. */
  size: number;
}

/**
 * Finds Euclidean neighbours among many features. Rows are turned to their principal axes, of which the first hold
 * most of a distance, and grouped into blocks of nearby rows. A block is skipped for a query whose bound on the
 * distance to its box exceeds what was found; within a block, single-precision products along the first axes bound
 * each distance from below (rounding allowed for); what is left is measured exactly, in double precision and on the
 * rows as they are.
 */
export class ProjectedBlocks implements NeighborIndex {
  private readonly arena: Arena;
  private readonly projection: Projection;
  /** Kept directions up to whole vectors. */
  private readonly width: number;
  private readonly blocks: Block[];
  /** Row number at each position; -1 where a block is padded. */
  private readonly order: Int32Array;
  private readonly table: Float32Array;
  private readonly norms: Float32Array;
  /** (blocks x width) least and largest value along each direction. */
  private readonly low: Float32Array;
  private readonly high: Float32Array;
  /** The queries that are worked on, along the kept directions, and their squared norms. */
  private readonly queries: Float32Array;
  private readonly queryNorms: Float32Array;
  /** (blocks x queries) bound on the squared distance of each query to each block's rows. */
  private readonly bounds: Float32Array;
  private readonly batch: Float32Array;
  private readonly limits: Float32Array;
  private readonly products: Float32Array;
  private readonly found: Int32Array;
  private readonly counts: Int32Array;
  /** Squared distance per unit of reduced distance. */
  private readonly squarePerReduced: number;
  /** Share of the squared norms by which single precision may be wrong. */
  private readonly slack: number;

  constructor(
    private readonly rows: Matrix,
    private readonly distance: Distance,
  ) {
    // Between rows of length 1 the squared distance is 2 (1 - cosine).
    this.squarePerReduced = distance.power === null ? 2 : 1;
    this.projection = new Projection(rows);
    this.width = this.projection.width;
    this.slack = (this.width + 16) * 1.2e-7;
    const projected = this.projection.apply(rows, 0, rows.rows);
    const items = Int32Array.from({ length: rows.rows }, (_, i) => i);
    const ranges: [number, number][] = [];
    splitIntoBlocks(projected, this.width, items, 0, rows.rows, ranges);
    const positions = ranges.reduce((sum, [from, to]) => sum + padded(to - from, 4), 0);
    this.arena = new Arena(
      arenaBytes(
        positions * this.width * 4,
        positions * 4,
        BATCH * this.width * 4,
        BATCH * 4,
        BATCH * BLOCK * 4,
        BATCH * BLOCK * 4,
        BATCH * 4,
        2 * ranges.length * this.width * 4,
        CHUNK * this.width * 4,
        CHUNK * 4,
        ranges.length * CHUNK * 4,
      ),
    );
    this.table = this.arena.float32(positions * this.width);
    this.norms = this.arena.float32(positions).fill(Number.POSITIVE_INFINITY);
    this.batch = this.arena.float32(BATCH * this.width);
    this.limits = this.arena.float32(BATCH);
    this.products = this.arena.float32(BATCH * BLOCK);
    this.found = this.arena.int32(BATCH * BLOCK);
    this.counts = this.arena.int32(BATCH);
    this.order = new Int32Array(positions).fill(-1);
    this.low = this.arena.float32(ranges.length * this.width);
    this.high = this.arena.float32(ranges.length * this.width);
    this.queries = this.arena.float32(CHUNK * this.width);
    this.queryNorms = this.arena.float32(CHUNK);
    this.bounds = this.arena.float32(ranges.length * CHUNK);
    this.blocks = [];
    let position = 0;
    for (const [from, to] of ranges) {
      this.fillBlock(projected, items.subarray(from, to), position);
      position += padded(to - from, 4);
    }
  }

  private fillBlock(projected: Float32Array, items: Int32Array, from: number): void {
    const { width, low, high } = this;
    const box = this.blocks.length * width;
    for (let r = 0; r < items.length; r++) {
      const source = projected.subarray(items[r] * width, (items[r] + 1) * width);
      this.table.set(source, (from + r) * width);
      this.order[from + r] = items[r];
      // The norm is lowered by the slack, so that the bound stays below the distance.
      this.norms[from + r] = squaredNorm(source) * (1 - this.slack);
      for (let j = 0; j < width; j++) {
        if (r === 0 || source[j] < low[box + j]) low[box + j] = source[j];
        if (r === 0 || source[j] > high[box + j]) high[box + j] = source[j];
      }
    }
    this.blocks.push({ from, size: items.length });
  }

  nearest(queries: Matrix, k: number): NearestLists {
    const lists = new NearestLists(queries.rows, k);
    for (let from = 0; from < queries.rows; from += CHUNK) {
      this.searchChunk(queries, from, Math.min(queries.rows, from + CHUNK), lists);
    }
    return lists;
  }

  within(queries: Matrix, limit: number): RowsWithin[] {
    return new BruteForce(this.rows, this.distance).within(queries, limit);
  }

  private searchChunk(X: Matrix, from: number, to: number, lists: NearestLists): void {
    const { arena, blocks, width, queries, queryNorms, bounds } = this;
    const n = to - from;
    queries.set(this.projection.apply(X, from, to));
    for (let i = 0; i < n; i++) queryNorms[i] = squaredNorm(queries.subarray(i * width, (i + 1) * width));
    const home = new Int32Array(n);
    const nearest = new Float32Array(n).fill(Number.POSITIVE_INFINITY);
    for (let b = 0; b < blocks.length; b++) {
      arena.kernels.boxBounds32(
        queries.byteOffset,
        n,
        width,
        this.low.byteOffset + b * width * 4,
        this.high.byteOffset + b * width * 4,
        queryNorms.byteOffset,
        this.slack,
        bounds.byteOffset + b * n * 4,
      );
      for (let i = 0, at = b * n; i < n; i++, at++) {
        if (bounds[at] >= nearest[i]) continue;
        nearest[i] = bounds[at];
        home[i] = b;
      }
    }
    const members = new Int32Array(n);
    const worst = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const visit = (b: number, count: number) => {
      for (let start = 0; start < count; start += BATCH) {
        const batch = members.subarray(start, Math.min(count, start + BATCH));
        this.compare(X, from, batch, blocks[b], lists, worst);
      }
    };
    // The nearest block first, so that the other blocks meet a small limit.
    for (let b = 0; b < blocks.length; b++) {
      let count = 0;
      for (let i = 0; i < n; i++) if (home[i] === b) members[count++] = i;
      visit(b, count);
    }
    for (let b = 0; b < blocks.length; b++) {
      let count = 0;
      for (let i = 0, at = b * n; i < n; i++, at++) {
        if (bounds[at] <= this.squarePerReduced * worst[i] && home[i] !== b) members[count++] = i;
      }
      visit(b, count);
    }
  }

  /** Measures what rows of a block may be nearer to the queries `members` than those in `lists`. */
  private compare(
    X: Matrix,
    from: number,
    members: Int32Array,
    block: Block,
    lists: NearestLists,
    worst: Float64Array,
  ): void {
    const { arena, width, slack, rows, order, distance, found, counts, limits, batch, queries } = this;
    const size = padded(block.size, 4);
    for (let m = 0; m < members.length; m++) {
      const i = members[m];
      // Copying so few values one by one is faster than making a view of them.
      for (let j = 0, to = m * width, at = i * width; j < width; j++) batch[to++] = queries[at++];
    }
    arena.kernels.dots32(
      batch.byteOffset,
      members.length,
      this.table.byteOffset + block.from * width * 4,
      size,
      width,
      this.products.byteOffset,
      size,
    );
    for (let m = 0; m < members.length; m++) {
      const i = members[m];
      if (worst[i] === Number.POSITIVE_INFINITY) worst[i] = this.firstLimit(X, from + i, m, block, lists.k);
      limits[m] = Math.min(
        NO_LIMIT,
        this.squarePerReduced * worst[i] * (1 + slack) - this.queryNorms[i] * (1 - slack),
      );
    }
    arena.kernels.columnsWithin32(
      this.products.byteOffset,
      members.length,
      size,
      this.norms.byteOffset + block.from * 4,
      limits.byteOffset,
      found.byteOffset,
      counts.byteOffset,
    );
    for (let m = 0; m < members.length; m++) {
      if (counts[m] === 0) continue;
      const q = from + members[m];
      let limit = worst[members[m]];
      for (let c = m * size; c < m * size + counts[m]; c++) {
        const index = order[block.from + found[c]];
        const d = distance.reduced(X.data, q, rows.data, index, rows.cols, limit);
        if (d > limit) continue;
        lists.insert(q, d, index);
        limit = Math.min(limit, lists.worst(q));
      }
      worst[members[m]] = limit;
    }
  }

  /**
   * A distance within which k rows of the block lie: the largest among the k that seem nearest along the kept
   * directions.
   *
   * @param m - place of the query in {@link products}.
   */
  private firstLimit(X: Matrix, query: number, m: number, block: Block, k: number): number {
    const { rows, order, distance, products, norms } = this;
    if (block.size < k) return Number.POSITIVE_INFINITY;
    const at = m * padded(block.size, 4);
    const seems = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
    const places = new Int32Array(k);
    for (let c = 0; c < block.size; c++) {
      const value = norms[block.from + c] - 2 * products[at + c];
      if (!(value < seems[k - 1])) continue;
      let to = k - 1;
      for (; to > 0 && seems[to - 1] > value; to--) {
        seems[to] = seems[to - 1];
        places[to] = places[to - 1];
      }
      seems[to] = value;
      places[to] = c;
    }
    // Values too large for single precision say nothing.
    if (seems[k - 1] === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    let largest = 0;
    for (const c of places) {
      const index = order[block.from + c];
      const d = distance.reduced(X.data, query, rows.data, index, rows.cols, Number.POSITIVE_INFINITY);
      largest = Math.max(largest, d);
    }
    return largest;
  }
}

function squaredNorm(row: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j] * row[j];
  return sum;
}

/** Halves rows along their widest direction until at most a block is left. */
function splitIntoBlocks(
  projected: Float32Array,
  width: number,
  items: Int32Array,
  from: number,
  to: number,
  ranges: [number, number][],
): void {
  if (to - from <= BLOCK) {
    ranges.push([from, to]);
    return;
  }
  const low = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(width).fill(Number.NEGATIVE_INFINITY);
  for (let i = from; i < to; i++) {
    for (let j = 0, at = items[i] * width; j < width; j++, at++) {
      if (projected[at] < low[j]) low[j] = projected[at];
      if (projected[at] > high[j]) high[j] = projected[at];
    }
  }
  let widest = 0;
  for (let j = 1; j < width; j++) if (high[j] - low[j] > high[widest] - low[widest]) widest = j;
  const middle = (from + to) >> 1;
  partitionAt(items, from, to, middle, projected, width, widest);
  splitIntoBlocks(projected, width, items, from, middle, ranges);
  splitIntoBlocks(projected, width, items, middle, to, ranges);
}
