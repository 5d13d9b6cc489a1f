import type { Matrix } from "../core/matrix";
import { Arena, arenaBytes, padded } from "../kernels/dense";
import { bindNeighbors, type NeighborKernels, PANEL } from "../kernels/neighbors";
import { BruteForce } from "./brute-force";
import type { Distance } from "./distance";
import { NearestLists } from "./nearest-lists";
import type { NeighborIndex, RowsWithin } from "./neighbor-index";
import { Projection } from "./projection";
import { splitIntoBlocks } from "./split-into-blocks";

/** Most rows in a block. */
const BLOCK = 256;
/** Most queries that are worked on together, block after block. */
const CHUNK = 2048;
/** Candidates that all queries of a chunk may have together. */
const CANDIDATES = 2 ** 16;
/** Longer rows may have squares that single precision does not hold. */
const LONGEST_ROW = 1e18;
/** More than any squared distance of such rows, and yet less than the distance to what pads a block. */
const FAR = 3e38;
/** Squares below this may be lost to single precision. */
const SMALLEST_SQUARE = 1e-30;
/** Of the compiled code's memory of 2^32 bytes; the others are for the bounds and the queries. */
const MOST_BYTES = 2 ** 31;

interface Block {
  /** Place of the first row. */
  from: number;
  /** Rows, with those that fill up the last panel. */
  size: number;
}

/**
 * Finds Euclidean neighbours among many features. Rows are turned to their principal axes, of which the first hold
 * most of a distance, and grouped into blocks of nearby rows. A block is skipped for a query whose bound on the
 * distance to its box exceeds what was found; within a block, distances in single precision, along the first axes and
 * then over all features, bound each distance from below and above (rounding allowed for). What may still be among
 * the nearest after the last block is measured exactly, in double precision and on the rows as they are.
 */
export class ProjectedBlocks implements NeighborIndex {
  private readonly kernels: NeighborKernels;
  private readonly projection: Projection;
  /** Kept directions up to whole vectors. */
  private readonly width: number;
  /** Features up to whole vectors. */
  private readonly full: number;
  private readonly blocks: Block[] = [];
  /** Row number at each place; -1 where a block is padded. */
  private readonly order: Int32Array;
  /** (places x width) the rows along the kept directions, in panels. */
  private readonly panels: Float32Array;
  /** Minus half the squared norms along them. */
  private readonly halfNorms: Float32Array;
  /** (places x full) the rows less the mean, and their squared norms. */
  private readonly fullRows: Float32Array;
  private readonly rowNorms: Float32Array;
  /** (blocks x width) least and largest value along each direction. */
  private readonly low: Float32Array;
  private readonly high: Float32Array;
  /** The queries that are worked on, along the kept directions and over all features, and their squared norms. */
  private readonly queries: Float32Array;
  private readonly keptNorms: Float32Array;
  private readonly fullQueries: Float32Array;
  private readonly fullNorms: Float32Array;
  /** (blocks x queries) bound on the squared distance of each query to each block's rows. */
  private readonly bounds: Float32Array;
  /** Queries that a block is compared with. */
  private readonly members: Int32Array;
  /** (queries x k) smallest upper bounds on squared distances, smallest first. */
  private readonly uppers: Float32Array;
  /** For each query the places that may be among the nearest, and lower bounds on their squared distances. */
  private readonly places: Int32Array;
  private readonly lowers: Float32Array;
  private readonly counts: Int32Array;
  private readonly hits: Int32Array;
  /** Share of the squared norms by which single precision may be wrong. */
  private readonly slack: number;
  private readonly fullSlack: number;

  constructor(
    private readonly rows: Matrix,
    private readonly distance: Distance,
  ) {
    this.projection = new Projection(rows);
    const width = this.projection.width;
    const full = padded(rows.cols, 4);
    this.width = width;
    this.full = full;
    this.slack = slackOf(width);
    this.fullSlack = slackOf(full);
    const projected = this.projection.apply(rows, 0, rows.rows);
    const { items, ranges } = splitIntoBlocks(projected, width, BLOCK);
    const places = ranges.reduce((sum, [from, to]) => sum + padded(to - from, PANEL), 0);
    const boxes = ranges.length * width;
    const floats = [places * width, places, places * full, places, boxes, boxes];
    floats.push(CHUNK * width, CHUNK, CHUNK * full, CHUNK, ranges.length * CHUNK, CANDIDATES, CANDIDATES);
    const integers = [CHUNK, CANDIDATES, CHUNK, BLOCK + PANEL];
    const arena = new Arena(arenaBytes(...[...floats, ...integers].map((length) => 4 * length)));
    this.kernels = bindNeighbors(arena.memory);
    const carved = floats.map((length) => arena.float32(length));
    [this.panels, this.halfNorms, this.fullRows, this.rowNorms, this.low, this.high] = carved;
    [this.queries, this.keptNorms, this.fullQueries, this.fullNorms, this.bounds] = carved.slice(6);
    [this.uppers, this.lowers] = carved.slice(11);
    [this.members, this.places, this.counts, this.hits] = integers.map((length) => arena.int32(length));
    this.halfNorms.fill(Number.NEGATIVE_INFINITY);
    this.order = new Int32Array(places).fill(-1);
    let place = 0;
    for (const [from, to] of ranges) {
      this.fillBlock(projected, items.subarray(from, to), place);
      place += padded(to - from, PANEL);
    }
  }

  /** Whether the memory surely holds what is kept of these rows. */
  static fits({ data }: Matrix): boolean {
    return 8 * data.length <= MOST_BYTES;
  }

  /** Whether single precision surely holds all that is computed of these rows. */
  static holds({ data, cols }: Matrix): boolean {
    const most = LONGEST_ROW / Math.sqrt(cols);
    for (let i = 0; i < data.length; i++) if (!(Math.abs(data[i]) < most)) return false;
    return true;
  }

  private fillBlock(projected: Float32Array, items: Int32Array, from: number): void {
    const { width, low, high, panels } = this;
    const box = this.blocks.length * width;
    for (let r = 0; r < items.length; r++) {
      const at = items[r] * width;
      const first = (from + r - (r % PANEL)) * width + (r % PANEL);
      let square = 0;
      for (let j = 0; j < width; j++) {
        const value = projected[at + j];
        panels[first + j * PANEL] = value;
        square += value * value;
        if (r === 0 || value < low[box + j]) low[box + j] = value;
        if (r === 0 || value > high[box + j]) high[box + j] = value;
      }
      // Lowered by the slack, so that the bound stays below the distance.
      this.halfNorms[from + r] = -0.5 * square * (1 - this.slack);
      this.order[from + r] = items[r];
      this.rowNorms[from + r] = this.narrow(this.rows, items[r], this.fullRows, from + r);
    }
    this.blocks.push({ from, size: padded(items.length, PANEL) });
  }

  /** Writes a row less the mean to place `to` of `out`; returns its squared norm, never nothing. */
  private narrow({ data, cols }: Matrix, row: number, out: Float32Array, to: number): number {
    const { mean } = this.projection;
    let square = SMALLEST_SQUARE;
    for (let j = 0, from = row * cols, at = to * this.full; j < cols; j++, from++, at++) {
      const value = data[from] - mean[j];
      out[at] = value;
      square += value * value;
    }
    return square;
  }

  nearest(queries: Matrix, k: number): NearestLists {
    // Of the rows that come nearer and nearer as blocks are gone through, about this many stay in question.
    const most = 2 * k + 64;
    const chunk = Math.min(CHUNK, Math.floor(CANDIDATES / most));
    if (chunk === 0 || !ProjectedBlocks.holds(queries)) {
      return new BruteForce(this.rows, this.distance).nearest(queries, k);
    }
    const lists = new NearestLists(queries.rows, k);
    for (let from = 0; from < queries.rows; from += chunk) {
      const to = Math.min(queries.rows, from + chunk);
      this.findCandidates(queries, from, to, k, most);
      this.measure(queries, from, to, most, lists);
    }
    return lists;
  }

  within(queries: Matrix, limit: number): RowsWithin[] {
    return new BruteForce(this.rows, this.distance).within(queries, limit);
  }

  /** Finds for each of the queries `from` to `to` the rows that may be among its k nearest. */
  private findCandidates(X: Matrix, from: number, to: number, k: number, most: number): void {
    const { blocks, bounds, members, uppers } = this;
    const n = to - from;
    const home = this.prepare(X, from, to);
    uppers.fill(FAR, 0, n * k);
    this.counts.fill(0);
    // The nearest block first, so that the other blocks meet a small limit.
    for (const atHome of [true, false]) {
      for (let b = 0; b < blocks.length; b++) {
        let count = 0;
        for (let i = 0, last = k - 1; i < n; i++, last += k) {
          if (atHome !== (home[i] === b)) continue;
          if (atHome || bounds[b * n + i] <= uppers[last]) members[count++] = i;
        }
        if (count > 0) this.visit(blocks[b], count, k, most);
      }
    }
  }

  /** Sets what is kept of the queries and their bounds; returns for each the block whose bound is smallest. */
  private prepare(X: Matrix, from: number, to: number): Int32Array {
    const { kernels, blocks, width, low, high, queries, keptNorms, bounds } = this;
    const n = to - from;
    queries.set(this.projection.apply(X, from, to));
    for (let i = 0, at = 0; i < n; i++) {
      let square = 0;
      for (let j = 0; j < width; j++, at++) square += queries[at] * queries[at];
      keptNorms[i] = square;
      this.fullNorms[i] = this.narrow(X, from + i, this.fullQueries, i);
    }
    const home = new Int32Array(n);
    const nearest = new Float32Array(n).fill(Number.POSITIVE_INFINITY);
    for (let b = 0, box = 0; b < blocks.length; b++, box += 4 * width) {
      kernels.boxBounds(
        queries.byteOffset,
        n,
        width,
        low.byteOffset + box,
        high.byteOffset + box,
        keptNorms.byteOffset,
        this.slack,
        bounds.byteOffset + b * n * 4,
      );
      for (let i = 0, at = b * n; i < n; i++, at++) {
        if (bounds[at] >= nearest[i]) continue;
        nearest[i] = bounds[at];
        home[i] = b;
      }
    }
    return home;
  }

  /** Compares the first `count` members with a block. */
  private visit(block: Block, count: number, k: number, most: number): void {
    this.kernels.visit(
      this.members.byteOffset,
      count,
      this.queries.byteOffset,
      this.width,
      this.keptNorms.byteOffset,
      block.from,
      block.size,
      this.panels.byteOffset,
      this.halfNorms.byteOffset,
      this.slack,
      this.full,
      this.fullQueries.byteOffset,
      this.fullNorms.byteOffset,
      this.fullRows.byteOffset,
      this.rowNorms.byteOffset,
      this.fullSlack,
      k,
      this.uppers.byteOffset,
      most,
      this.places.byteOffset,
      this.lowers.byteOffset,
      this.counts.byteOffset,
      this.hits.byteOffset,
    );
  }

  /** Measures the candidates of the queries `from` to `to` and lists the nearest. */
  private measure(X: Matrix, from: number, to: number, most: number, lists: NearestLists): void {
    const { rows, order, distance, uppers, places, lowers, counts } = this;
    const k = lists.k;
    for (let i = 0; i < to - from; i++) {
      const query = from + i;
      if (counts[i] < 0) {
        this.measureAll(X, query, lists);
        continue;
      }
      const limit = uppers[i * k + k - 1];
      for (let c = i * most; c < i * most + counts[i]; c++) {
        if (lowers[c] > limit) continue;
        const index = order[places[c]];
        const worst = lists.worst(query);
        const d = distance.reduced(X.data, query, rows.data, index, rows.cols, worst);
        if (d <= worst) lists.insert(query, d, index);
      }
    }
  }

  /** For a query with too many candidates, as where many rows are the same. */
  private measureAll(X: Matrix, query: number, lists: NearestLists): void {
    const found = new BruteForce(this.rows, this.distance).nearest(X.takeRows(Int32Array.of(query)), lists.k);
    lists.indices.set(found.indices, query * lists.k);
    lists.distances.set(found.distances, query * lists.k);
  }
}

/** Share of squared norms of so many values by which single precision may be wrong. */
const slackOf = (values: number): number => (values + 16) * 1.2e-7;
