import { POSITION_BITS, SMALL_NODE } from "../kernels/trees";
import { midpoint } from "./exact-splitter";
import { FeatureDraw, NONE } from "./feature-draw";
import { BINS, isNear, type RankedColumns } from "./ranked-columns";
import type { RankedWorkspace } from "./ranked-workspace";
import type { LeafLimits, Split, Splitter } from "./splitter";
import type { Xorshift } from "./xorshift";

/** How a ranked splitter draws the features that it tries. */
export interface RankedOptions extends LeafLimits {
  maxFeatures: number;
  random: Xorshift;
}

/**
 * Finds the same splits as trying every threshold, on a ranked table, in far less time. In a small node the samples
 * are sorted by rank. In a large one a histogram of the 256 bins gives the improvement at every edge; the improvement
 * is convex in the class weights (or in weight and sum), so that the corners of what a bin holds bound what a
 * threshold inside it can reach; the few bins that could hold the best one are sorted.
 *
 * Only one splitter may use a workspace at a time.
 */
export abstract class RankedSplitter implements Splitter {
  readonly sampleCount: number;
  readonly nFeatures: number;
  abstract readonly valuesPerNode: number;
  nodeWeight = 0;
  protected readonly table: RankedColumns;
  protected start = 0;
  protected end = 0;
  /** Best split so far: of the node, and of the feature being tried; samples of rank ≤ cut go left. */
  protected best = 0;
  protected featureBest = 0;
  protected featureCut = 0;
  protected readonly minSamplesLeaf: number;
  protected readonly minWeightLeaf: number;
  /** Whether any non-empty side is large enough. */
  protected readonly isUnlimited: boolean;
  private readonly largeKeys: Float64Array;
  private readonly draw: FeatureDraw;
  private bestFeature = 0;
  private bestCut = 0;

  /**
   * @param samples - the rows to grow on, rising.
   * @param weight - of every row of the table.
   */
  constructor(
    protected readonly work: RankedWorkspace,
    samples: Int32Array,
    weight: Float64Array,
    protected readonly totalWeight: number,
    options: RankedOptions,
  ) {
    this.table = work.table;
    this.sampleCount = samples.length;
    this.nFeatures = work.table.cols;
    work.samples.set(samples);
    for (let p = 0; p < samples.length; p++) work.weight[p] = weight[samples[p]];
    this.minSamplesLeaf = options.minSamplesLeaf;
    this.minWeightLeaf = options.minWeightLeaf;
    this.isUnlimited = options.minSamplesLeaf <= 1 && options.minWeightLeaf <= 0;
    this.largeKeys = new Float64Array(samples.length > SMALL_NODE ? samples.length : 0);
    this.draw = new FeatureDraw(this.nFeatures, options.maxFeatures, options.random);
  }

  enter(start: number, end: number): void {
    this.start = start;
    this.end = end;
    this.measureNode();
  }

  /** Sums up the node entered; sets `nodeWeight`. */
  protected abstract measureNode(): void;
  abstract nodeImpurity(): number;
  abstract writeValue(out: Float64Array, at: number): void;

  /** Fills the histogram of a feature. */
  protected abstract fillHistogram(feature: number): void;
  /** Tries every edge of the histogram and marks in `isOpen` the bins to look into; returns how many. */
  protected abstract sweepBins(feature: number): number;
  /** Tries every threshold between the sorted samples of a small node. */
  protected abstract sweepSorted(feature: number): void;
  /** Tries the thresholds inside open bins; `keys` hold rank and position of their samples, sorted. */
  protected abstract sweepOpen(feature: number, keys: Float64Array): void;
  /** Remembers the two sides of the feature's best split as the node's best. */
  protected abstract keepBest(): void;
  /** Moves the targets to the sides that `sides` says. */
  protected abstract moveTargets(): void;
  /** Writes the impurities and the improvement of the best split. */
  protected abstract writeSplit(impurity: number, out: Split): void;

  split(impurity: number, constants: number, out: Split): void {
    const { draw, start, end } = this;
    const isSmall = end - start <= SMALL_NODE;
    this.best = Number.NEGATIVE_INFINITY;
    draw.begin(constants);
    for (let feature = draw.next(); feature !== NONE; feature = draw.next()) {
      this.featureBest = Number.NEGATIVE_INFINITY;
      const varies = isSmall ? this.trySmall(feature) : this.tryLarge(feature);
      if (!varies) {
        draw.isConstant();
        continue;
      }
      draw.varies();
      if (this.featureBest > this.best) {
        this.best = this.featureBest;
        this.bestFeature = feature;
        this.bestCut = this.featureCut;
        this.keepBest();
      }
    }
    out.position = end;
    if (this.best > Number.NEGATIVE_INFINITY) {
      this.partition(out);
      this.writeSplit(impurity, out);
    }
    out.constants = draw.end();
  }

  /** Whether two ranks of a column count as equal; `low` < `high` are neighbours within a node. */
  protected areNear(feature: number, low: number, high: number): boolean {
    const { table } = this;
    if (high - low > table.nearSpan[feature]) return false;
    const base = table.valueStart[feature];
    return isNear(table.values[base + low], table.values[base + high]);
  }

  /** The feature's best so far, where `cut` may be tried later than a higher one that is equally good. */
  protected offer(proxy: number, cut: number): boolean {
    if (proxy < this.featureBest || (proxy === this.featureBest && cut > this.featureCut)) return false;
    this.featureBest = proxy;
    this.featureCut = cut;
    return true;
  }

  private trySmall(feature: number): boolean {
    const { ranks, samples, keys, scratch, counts, kernels } = this.work;
    const n = this.end - this.start;
    const width = ranks.BYTES_PER_ELEMENT;
    kernels.sortSamples(
      ranks.byteOffset + feature * width,
      width,
      this.table.cols * width,
      samples.byteOffset + 4 * this.start,
      n,
      this.table.rankShift[feature],
      keys.byteOffset,
      scratch.byteOffset,
      counts.byteOffset,
    );
    const low = rankOfKey(keys[0]);
    const high = rankOfKey(keys[n - 1]);
    if (low === high || this.areNear(feature, low, high)) return false;
    this.sweepSorted(feature);
    return true;
  }

  private tryLarge(feature: number): boolean {
    const { table } = this;
    if (table.binCount[feature] === 1 && table.binStart[feature * (BINS + 1) + 1] === 1) return false;
    this.fillHistogram(feature);
    const open = this.sweepBins(feature);
    if (open === 0) return this.featureBest > Number.NEGATIVE_INFINITY || this.variesWithin(feature);
    const keys = this.sortOpen(feature);
    const isNarrow = this.featureBest === Number.NEGATIVE_INFINITY && !this.variesWithin(feature);
    if (isNarrow) return false;
    this.sweepOpen(feature, keys);
    return true;
  }

  private variesWithin(feature: number): boolean {
    const { ranksByColumn: ranks, samples } = this.work;
    const base = feature * this.table.rows;
    let low = ranks[base + samples[this.start]];
    let high = low;
    for (let p = this.start + 1; p < this.end; p++) {
      const rank = ranks[base + samples[p]];
      if (rank < low) low = rank;
      else if (rank > high) high = rank;
    }
    return low !== high && !this.areNear(feature, low, high);
  }

  private sortOpen(feature: number): Float64Array {
    const { largeKeys } = this;
    const { ranksByColumn: ranks, samples, bins, isOpen } = this.work;
    const { rows } = this.table;
    const base = feature * rows;
    let n = 0;
    for (let p = this.start; p < this.end; p++) {
      const i = base + samples[p];
      if (isOpen[bins[i]] !== 0) largeKeys[n++] = ranks[i] * rows + p;
    }
    return largeKeys.subarray(0, n).sort();
  }

  /** Moves the samples to their sides and keeps their order, so that a node's rows are read in rising order. */
  private partition(out: Split): void {
    const { table, start, bestFeature: feature } = this;
    const { kernels, samples, sides, outRanks } = this.work;
    const n = this.end - start;
    const isSmall = n <= SMALL_NODE;
    const ranks = isSmall ? this.work.ranks : this.work.ranksByColumn;
    const width = ranks.BYTES_PER_ELEMENT;
    const left = kernels.markSides(
      ranks.byteOffset + width * feature * (isSmall ? 1 : table.rows),
      width,
      width * (isSmall ? table.cols : 1),
      samples.byteOffset + 4 * start,
      n,
      this.bestCut,
      sides.byteOffset,
      outRanks.byteOffset,
    );
    this.moveIntegers(samples);
    this.moveNumbers(this.work.weight);
    this.moveTargets();
    const values = table.valueStart[feature];
    out.feature = feature;
    out.position = start + left;
    out.threshold = midpoint(table.values[values + outRanks[0]], table.values[values + outRanks[1]]);
  }

  protected moveIntegers(array: Int32Array): void {
    const { kernels, sides, spareSamples } = this.work;
    const at = array.byteOffset + 4 * this.start;
    kernels.moveToSides32(at, sides.byteOffset, this.end - this.start, spareSamples.byteOffset);
  }

  protected moveNumbers(array: Float64Array): void {
    const { kernels, sides, spareWeight } = this.work;
    const at = array.byteOffset + 8 * this.start;
    kernels.moveToSides64(at, sides.byteOffset, this.end - this.start, spareWeight.byteOffset);
  }
}

export const rankOfKey = (key: number): number => key >> POSITION_BITS;
export const positionOfKey = (key: number): number => key & (SMALL_NODE - 1);
