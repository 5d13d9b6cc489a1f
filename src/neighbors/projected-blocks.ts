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
/** Queries that are compared with a block at a time. */
const BATCH = 256;
/** Queries that are worked on together, block after block. */
const CHUNK = 2048;
/** Rows of all features are kept in single precision, too, if they take no more bytes than this. */
const MOST_FULL_BYTES = 2 ** 30;
/** Longer rows may have squares that single precision does not hold. */
const LONGEST_ROW = 1e18;

interface Block {
  /** Position of the first row. */
  from: number;
  /** Rows, padding left out. */
  size: number;
}

/**
 * Finds Euclidean neighbours among many features. Rows are turned to their principal axes, of which the first hold
 * most of a distance, and grouped into blocks of nearby rows. A block is skipped for a query whose bound on the
 * distance to its box exceeds what was found; within a block, distances in single precision, along the first axes and
 * then over all features, bound each distance from below (rounding allowed for); what is left is measured exactly, in
 * double precision and on the rows as they are.
 */
export class ProjectedBlocks implements NeighborIndex {
  private readonly kernels: NeighborKernels;
  private readonly projection: Projection;
  /** Kept directions up to whole vectors. */
  private readonly width: number;
  /** Features up to whole vectors; 0 where the kept directions are to be enough. */
  private readonly full: number;
  private readonly blocks: Block[];
  /** Row number at each position; -1 where a block is padded. */
  private readonly order: Int32Array;
  /** (positions x width) the rows along the kept directions, in panels. */
  private readonly panels: Float32Array;
  private readonly norms: Float32Array;
  /** (positions x full) the rows less the mean. */
  private readonly fullRows: Float32Array;
  private readonly fullRowNorms: Float32Array;
  /** (blocks x width) least and largest value along each direction. */
  private readonly low: Float32Array;
  private readonly high: Float32Array;
  /** The queries that are worked on, along the kept directions and over all features, and their squared norms. */
  private readonly queries: Float32Array;
  private readonly queryNorms: Float32Array;
  private readonly fullQueries: Float32Array;
  private readonly fullQueryNorms: Float32Array;
  /** (blocks x queries) bound on the squared distance of each query to each block's rows. */
  private readonly bounds: Float32Array;
  /** Squared distance within which each query looks. */
  private readonly limits: Float64Array;
  /** Queries that a block is compared with. */
  private readonly members: Int32Array;
  private readonly room: Float32Array;
  private readonly found: Int32Array;
  private readonly counts: Int32Array;
  /** Squared distance per unit of reduced distance. */
  private readonly squarePerReduced: number;
  /** Share of the squared norms by which single precision may be wrong. */
  private readonly slack: number;
  private readonly fullSlack: number;
  /** For each row of a block the last query whose list it entered at once. */
  private readonly entered = new Int32Array(BLOCK);

  constructor(
    private readonly rows: Matrix,
    private readonly distance: Distance,
  ) {
    // Between rows of length 1 the squared distance is 2 (1 - cosine).
    this.squarePerReduced = distance.power === null ? 2 : 1;
    this.projection = new Projection(rows);
    const width = this.projection.width;
    this.width = width;
    const projected = this.projection.apply(rows, 0, rows.rows);
    const { items, ranges } = splitIntoBlocks(projected, width, BLOCK);
    const positions = ranges.reduce((sum, [from, to]) => sum + padded(to - from, PANEL), 0);
    const features = padded(rows.cols, 4);
    this.full = width < features && 4 * positions * features <= MOST_FULL_BYTES ? features : 0;
    this.slack = slackOf(width);
    this.fullSlack = slackOf(features);
    const floats = [
      positions * width,
      positions,
      positions * this.full,
      positions,
      ranges.length * width,
      ranges.length * width,
      CHUNK * width,
      CHUNK,
      CHUNK * this.full,
      CHUNK,
      ranges.length * CHUNK,
      5 * BLOCK,
    ];
    const others = [8 * CHUNK, 4 * BATCH, 4 * BATCH * BLOCK, 4 * BATCH];
    const arena = new Arena(arenaBytes(...floats.map((length) => 4 * length), ...others));
    this.kernels = bindNeighbors(arena.memory);
    const carved = floats.map((length) => arena.float32(length));
    [this.panels, this.norms, this.fullRows, this.fullRowNorms, this.low, this.high] = carved;
    [this.queries, this.queryNorms, this.fullQueries, this.fullQueryNorms, this.bounds, this.room] =
      carved.slice(6);
    this.limits = arena.float64(CHUNK);
    this.members = arena.int32(BATCH);
    this.found = arena.int32(BATCH * BLOCK);
    this.counts = arena.int32(BATCH);
    this.norms.fill(Number.POSITIVE_INFINITY);
    this.order = new Int32Array(positions).fill(-1);
    this.blocks = [];
    let position = 0;
    for (const [from, to] of ranges) {
      this.fillBlock(projected, items.subarray(from, to), position);
      position += padded(to - from, PANEL);
    }
  }

  /** Whether single precision surely holds all that is computed of these rows. */
  static holds(X: Matrix): boolean {
    const most = LONGEST_ROW / Math.sqrt(X.cols);
    for (const value of X.data) if (!(Math.abs(value) < most)) return false;
    return true;
  }

  private fillBlock(projected: Float32Array, items: Int32Array, from: number): void {
    const { width, low, high, panels, norms, full, fullRows, fullRowNorms } = this;
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
      norms[from + r] = square * (1 - this.slack);
      this.order[from + r] = items[r];
      if (full > 0) fullRowNorms[from + r] = this.narrow(this.rows, items[r], fullRows, from + r);
    }
    this.blocks.push({ from, size: items.length });
  }

  /** Writes a row less the mean to place `to` of `out`; returns its squared norm. */
  private narrow({ data, cols }: Matrix, row: number, out: Float32Array, to: number): number {
    const { full } = this;
    const { mean } = this.projection;
    let square = 0;
    for (let j = 0, from = row * cols, at = to * full; j < cols; j++, from++, at++) {
      const value = data[from] - mean[j];
      out[at] = value;
      square += value * value;
    }
    return square;
  }

  nearest(queries: Matrix, k: number): NearestLists {
    if (!ProjectedBlocks.holds(queries)) return new BruteForce(this.rows, this.distance).nearest(queries, k);
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
    const { kernels, blocks, width, queries, queryNorms, full, bounds, limits, members } = this;
    const n = to - from;
    queries.set(this.projection.apply(X, from, to));
    for (let i = 0; i < n; i++) queryNorms[i] = squaredNorm(queries.subarray(i * width, (i + 1) * width));
    if (full > 0) {
      for (let i = 0; i < n; i++) this.fullQueryNorms[i] = this.narrow(X, from + i, this.fullQueries, i);
    }
    const home = new Int32Array(n);
    const nearest = new Float32Array(n).fill(Number.POSITIVE_INFINITY);
    for (let b = 0; b < blocks.length; b++) {
      kernels.boxBounds(
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
    limits.fill(Number.POSITIVE_INFINITY);
    const visit = (atHome: boolean, wanted: (b: number, i: number) => boolean) => {
      for (let b = 0; b < blocks.length; b++) {
        let count = 0;
        for (let i = 0; i < n; i++) {
          if (wanted(b, i)) members[count++] = i;
          if (count === BATCH || (i === n - 1 && count > 0)) {
            this.compare(X, from, count, blocks[b], lists, atHome);
            count = 0;
          }
        }
      }
    };
    // The nearest block first, so that the other blocks meet a small limit.
    visit(true, (b, i) => home[i] === b);
    visit(false, (b, i) => home[i] !== b && bounds[b * n + i] <= limits[i]);
  }

  /** Measures what rows of a block may be nearer to the first `count` members than those in `lists`. */
  private compare(
    X: Matrix,
    from: number,
    count: number,
    block: Block,
    lists: NearestLists,
    atHome: boolean,
  ): void {
    const { width, full, rows, order, distance, limits, members, found, counts, entered, squarePerReduced } =
      this;
    const size = padded(block.size, PANEL);
    const k = lists.k;
    const enter = (i: number, place: number) => {
      const index = order[block.from + place];
      const limit = lists.worst(from + i);
      const d = distance.reduced(X.data, from + i, rows.data, index, rows.cols, limit);
      if (d <= limit) lists.insert(from + i, d, index);
    };
    // What seems nearest at home enters at once: it gives the limit.
    const seeded = atHome && block.size >= k;
    const firsts = seeded ? this.smallest(count, block, k) : undefined;
    if (firsts !== undefined) {
      for (let m = 0; m < count; m++) {
        for (let c = m * k; c < (m + 1) * k; c++) enter(members[m], firsts[c]);
        limits[members[m]] = squarePerReduced * lists.worst(from + members[m]);
      }
    }
    this.kernels.within(
      members.byteOffset,
      count,
      limits.byteOffset,
      this.queries.byteOffset,
      width,
      this.queryNorms.byteOffset,
      this.panels.byteOffset + block.from * width * 4,
      size,
      this.norms.byteOffset + block.from * 4,
      this.slack,
      full,
      this.fullQueries.byteOffset,
      this.fullQueryNorms.byteOffset,
      this.fullRows.byteOffset + block.from * full * 4,
      this.fullRowNorms.byteOffset + block.from * 4,
      this.fullSlack,
      this.room.byteOffset,
      found.byteOffset,
      counts.byteOffset,
    );
    entered.fill(-1);
    for (let m = 0; m < count; m++) {
      if (counts[m] === 0) continue;
      const i = members[m];
      if (firsts !== undefined) for (let c = m * k; c < (m + 1) * k; c++) entered[firsts[c]] = m;
      for (let c = m * size; c < m * size + counts[m]; c++) {
        if (entered[found[c]] !== m) enter(i, found[c]);
      }
      limits[i] = squarePerReduced * lists.worst(from + i);
    }
  }

  /** (members x k) places of the rows of a block that seem nearest along the kept directions. */
  private smallest(count: number, block: Block, k: number): Int32Array {
    const { width, found, members } = this;
    this.kernels.smallest(
      members.byteOffset,
      count,
      this.queries.byteOffset,
      width,
      this.panels.byteOffset + block.from * width * 4,
      padded(block.size, PANEL),
      this.norms.byteOffset + block.from * 4,
      k,
      this.room.byteOffset,
      found.byteOffset,
    );
    return found.slice(0, count * k);
  }
}

/** Share of squared norms of so many values by which single precision may be wrong. */
const slackOf = (values: number): number => (values + 16) * 1.2e-7;

function squaredNorm(row: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j] * row[j];
  return sum;
}
