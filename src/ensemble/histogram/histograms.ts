import { Arena, arenaBytes } from "../../kernels/dense";
import { type TreeKernels, treeKernels } from "../../kernels/trees";
import { BIN_STRIDE, MISSING_BIN } from "./binning";

/** What a side of a split must have, and what a split must gain. */
export interface SplitRules {
  l2Regularization: number;
  minGain: number;
  minHessian: number;
  minSamples: number;
}

/** A binned table. */
export interface BinnedTable {
  rows: number;
  cols: number;
  /** Column by column. */
  bins: Uint8Array;
  thresholds: readonly Float64Array[];
  /** Bins of each column, without that of missing values. */
  binCounts: Int32Array;
  hasMissing: Uint8Array;
}

/** Numbers that describe a split: gain, feature, bin, missing left (0 or 1), and of the left side gradient, hessian, rows. */
export const SPLIT_NUMBERS = 7;

/** Room for histograms, at most. */
const MOST_BYTES = 2 ** 28;

/**
 * A binned table in the kernels' memory, with the rows of a tree in the order of its nodes, and histograms of some
 * nodes: for each bin of the features that this thread looks after the sums of gradient and hessian, and the rows.
 */
export class HistogramStore {
  private readonly kernels: TreeKernels;
  private readonly rows: Int32Array;
  private readonly spare: Int32Array;
  private readonly sides: Uint8Array;
  private readonly bins: Uint8Array;
  private readonly binCounts: Int32Array;
  private readonly hasMissing: Uint8Array;
  private readonly gradient: Float32Array;
  private readonly hessian: Float32Array;
  private readonly pairs: Float64Array;
  private readonly features: Int32Array;
  private readonly out: Float64Array;
  /** (slots x features x 256 x 2) and (slots x features x 256). */
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;
  private readonly slotBins: number;
  private nFeatures = 0;
  private readonly free: number[] = [];

  /**
   * @param mostFeatures - features that this thread looks after at most.
   * @param slots - nodes whose histograms are wanted at the same time; there may be room for fewer.
   */
  constructor(
    private readonly table: BinnedTable,
    mostFeatures: number,
    slots: number,
  ) {
    const { rows, cols, bins } = table;
    this.slotBins = mostFeatures * BIN_STRIDE;
    const slotCount = Math.max(2, Math.min(slots, Math.floor(MOST_BYTES / (this.slotBins * 20))));
    const arena = new Arena(
      arenaBytes(
        bins.length + cols + 32,
        rows * (4 + 4 + 1 + 4 + 4 + 16) + 128,
        4 * (cols + mostFeatures) + 32 + 8 * SPLIT_NUMBERS,
        slotCount * this.slotBins * 20 + 64,
      ),
    );
    const bytes = (length: number) => {
      const words = arena.int32(Math.ceil(length / 4));
      return new Uint8Array(words.buffer, words.byteOffset, length);
    };
    this.kernels = treeKernels(arena);
    this.bins = bytes(bins.length);
    this.bins.set(bins);
    this.hasMissing = bytes(cols);
    this.hasMissing.set(table.hasMissing);
    this.binCounts = arena.int32(cols);
    this.binCounts.set(table.binCounts);
    this.rows = arena.int32(rows);
    this.spare = arena.int32(rows);
    this.sides = bytes(rows);
    this.gradient = arena.float32(rows);
    this.hessian = arena.float32(rows);
    this.pairs = arena.float64(2 * rows);
    this.features = arena.int32(mostFeatures);
    this.out = arena.float64(SPLIT_NUMBERS);
    this.sums = arena.float64(slotCount * this.slotBins * 2);
    this.counts = arena.int32(slotCount * this.slotBins);
    for (let slot = slotCount - 1; slot > 0; slot--) this.free.push(slot);
  }

  /** Begins a tree: its rows, the derivatives of all rows, and the features that this thread looks after. */
  begin(
    sample: Int32Array | null,
    gradient: Float32Array,
    hessian: Float32Array,
    features: Int32Array,
  ): void {
    if (sample === null) for (let k = 0; k < this.rows.length; k++) this.rows[k] = k;
    else this.rows.set(sample);
    this.gradient.set(gradient);
    this.hessian.set(hessian);
    this.features.set(features);
    this.nFeatures = features.length;
  }

  /** The row at a position. */
  rowAt(position: number): number {
    return this.rows[position];
  }

  /** A slot for a node's histograms, or 0, which every node without room of its own uses for a moment. */
  take(): number {
    return this.free.pop() ?? 0;
  }

  giveBack(slot: number): void {
    if (slot > 0) this.free.push(slot);
  }

  /** Sums up the rows at the positions `start … end − 1`. */
  build(slot: number, start: number, end: number): void {
    const { kernels, gradient, hessian, features, bins, nFeatures } = this;
    const n = end - start;
    const rows = this.rows.byteOffset + 4 * start;
    const pairs = this.pairs.byteOffset;
    const { sums, counts } = this.slotAt(slot);
    const from = slot * this.slotBins;
    this.sums.fill(0, 2 * from, 2 * (from + nFeatures * BIN_STRIDE));
    this.counts.fill(0, from, from + nFeatures * BIN_STRIDE);
    kernels.gatherPairs(gradient.byteOffset, hessian.byteOffset, rows, n, pairs);
    const column = (f: number) => bins.byteOffset + features[f] * this.table.rows;
    const sumsOf = (f: number) => sums + f * BIN_STRIDE * 16;
    const countsOf = (f: number) => counts + f * BIN_STRIDE * 4;
    let f = 0;
    for (; f + 1 < nFeatures; f += 2) {
      kernels.pairHistograms(
        column(f),
        column(f + 1),
        rows,
        n,
        pairs,
        sumsOf(f),
        sumsOf(f + 1),
        countsOf(f),
        countsOf(f + 1),
      );
    }
    if (f < nFeatures) kernels.pairHistogram(column(f), rows, n, pairs, sumsOf(f), countsOf(f));
  }

  /** Turns a parent's histograms into those of one child by taking away the other's. */
  subtract(parent: number, child: number): void {
    const own = this.slotAt(parent);
    const other = this.slotAt(child);
    const n = this.nFeatures * BIN_STRIDE;
    this.kernels.subtractPairs(own.sums, own.counts, other.sums, other.counts, n);
  }

  /** The best split of a node among this thread's features, as {@link SPLIT_NUMBERS}; gain −∞ if there is none. */
  findSplit(
    slot: number,
    node: { gradient: number; hessian: number; start: number; end: number },
    rules: SplitRules,
  ): Float64Array {
    const { sums, counts } = this.slotAt(slot);
    this.kernels.findSplit(
      sums,
      counts,
      this.features.byteOffset,
      this.nFeatures,
      this.binCounts.byteOffset,
      this.hasMissing.byteOffset,
      node.gradient,
      node.hessian,
      node.end - node.start,
      rules.l2Regularization,
      rules.minHessian,
      rules.minSamples,
      rules.minGain,
      this.out.byteOffset,
    );
    return this.out.slice();
  }

  /** Parts the rows at `start … end − 1`, keeping their order; returns where the right side begins. */
  divide(start: number, end: number, feature: number, bin: number, missingLeft: boolean): number {
    const { kernels, bins, sides, spare } = this;
    const rows = this.rows.byteOffset + 4 * start;
    const n = end - start;
    const column = bins.byteOffset + feature * this.table.rows;
    // Every bin up to the split's goes left; where missing values go right, theirs is the highest of all.
    const missingBin = missingLeft ? MISSING_BIN : BIN_STRIDE;
    const left = kernels.markBins(column, rows, n, bin, missingBin, sides.byteOffset);
    kernels.moveToSides32(rows, sides.byteOffset, n, spare.byteOffset);
    return start + left;
  }

  private slotAt(slot: number): { sums: number; counts: number } {
    return {
      sums: this.sums.byteOffset + slot * this.slotBins * 16,
      counts: this.counts.byteOffset + slot * this.slotBins * 4,
    };
  }
}
