import { midpoint } from "./exact-splitter";
import { FeatureDraw, NONE } from "./feature-draw";
import { BINS, isNear, type RankedColumns } from "./ranked-columns";
import type { LeafLimits, Split, Splitter } from "./splitter";
import type { Xorshift } from "./xorshift";

/** Nodes of at most so many samples are sorted; larger ones are swept bin by bin. */
const SMALL = 512;
const POSITION_BITS = 9;
const POSITION_MASK = SMALL - 1;

/**
 * Finds the same splits as trying every threshold, on {@link RankedColumns}, in far less time. In a small node the
 * samples are sorted by rank. In a large one a histogram of the 256 bins gives the improvement at every edge; the
 * improvement is convex in the class weights (or in weight and sum), so that the corners of what a bin holds bound
 * what a threshold inside it can reach; the few bins that could hold the best one are sorted.
 */
export abstract class RankedSplitter implements Splitter {
  readonly sampleCount: number;
  readonly nFeatures: number;
  abstract readonly valuesPerNode: number;
  nodeWeight = 0;
  protected start = 0;
  protected end = 0;
  /** Rows, and beside each its weight; a subclass moves its targets along. */
  protected readonly samples: Int32Array;
  protected readonly weight: Float64Array;
  /** Best split so far: of the node, and of the feature being tried; samples of rank ≤ cut go left. */
  protected best = 0;
  protected featureBest = 0;
  protected featureCut = 0;
  protected readonly minSamplesLeaf: number;
  protected readonly minWeightLeaf: number;
  /** Whether any non-empty side is large enough. */
  protected readonly isUnlimited: boolean;
  /** Rank and position of the samples of a small node, sorted. */
  protected readonly keys = new Int32Array(SMALL);
  protected readonly isOpen = new Uint8Array(BINS);
  protected readonly spareWeight: Float64Array;
  private readonly spareSamples: Int32Array;
  /** 1 for a sample that goes left. */
  private readonly sides: Uint8Array;
  private readonly scratch = new Int32Array(SMALL);
  private readonly counts = new Int32Array(BINS);
  private readonly largeKeys: Float64Array;
  private readonly draw: FeatureDraw;
  private bestFeature = 0;
  private bestCut = 0;

  constructor(
    protected readonly table: RankedColumns,
    samples: Int32Array,
    weight: Float64Array,
    protected readonly totalWeight: number,
    options: LeafLimits & { maxFeatures: number; random: Xorshift },
  ) {
    this.sampleCount = samples.length;
    this.nFeatures = table.cols;
    this.samples = samples.slice();
    this.weight = Float64Array.from(samples, (i) => weight[i]);
    this.spareSamples = new Int32Array(samples.length);
    this.spareWeight = new Float64Array(samples.length);
    this.sides = new Uint8Array(samples.length);
    this.minSamplesLeaf = options.minSamplesLeaf;
    this.minWeightLeaf = options.minWeightLeaf;
    this.isUnlimited = options.minSamplesLeaf <= 1 && options.minWeightLeaf <= 0;
    this.largeKeys = new Float64Array(samples.length > SMALL ? samples.length : 0);
    this.draw = new FeatureDraw(table.cols, options.maxFeatures, options.random);
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

  /** Fills the histogram of a feature. Returns the lowest and highest bin that are not empty in `range`. */
  protected abstract fillHistogram(feature: number): void;
  /** Tries every edge of the histogram and marks in `isOpen` the bins to look into; returns how many. */
  protected abstract sweepBins(feature: number): number;
  /** Tries every threshold between the sorted samples of a small node. */
  protected abstract sweepSorted(feature: number): void;
  /** Tries the thresholds inside open bins; `keys` hold rank and position of their samples, sorted. */
  protected abstract sweepOpen(feature: number, keys: Float64Array): void;
  /** Remembers the two sides of the feature's best split as the node's best. */
  protected abstract keepBest(): void;
  /** Moves the targets as {@link moveToSides} does. */
  protected abstract moveTargets(): void;
  /** Writes the impurities and the improvement of the best split. */
  protected abstract writeSplit(impurity: number, out: Split): void;

  split(impurity: number, constants: number, out: Split): void {
    const { draw, start, end } = this;
    const isSmall = end - start <= SMALL;
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
    this.sortNode(feature);
    const { keys } = this;
    const low = keys[0] >> POSITION_BITS;
    const high = keys[this.end - this.start - 1] >> POSITION_BITS;
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
    const { samples, start, end, table } = this;
    const { ranksByColumn: ranks } = table;
    const base = feature * table.rows;
    let low = ranks[base + samples[start]];
    let high = low;
    for (let p = start + 1; p < end; p++) {
      const rank = ranks[base + samples[p]];
      if (rank < low) low = rank;
      else if (rank > high) high = rank;
    }
    return low !== high && !this.areNear(feature, low, high);
  }

  /** Sorts a small node: by insertion, after a distribution over buckets of ranks where that pays. */
  private sortNode(feature: number): void {
    const { samples, start, keys, scratch, counts } = this;
    const { ranks, cols } = this.table;
    const n = this.end - start;
    if (n <= 20) {
      for (let k = 0; k < n; k++) {
        const key = (ranks[samples[start + k] * cols + feature] << POSITION_BITS) | k;
        let at = k - 1;
        for (; at >= 0 && keys[at] > key; at--) keys[at + 1] = keys[at];
        keys[at + 1] = key;
      }
      return;
    }
    const bucketBits = n <= 64 ? 6 : 8;
    const shift = POSITION_BITS + this.table.rankShift[feature] + 8 - bucketBits;
    const buckets = 1 << bucketBits;
    for (let bucket = 0; bucket < buckets; bucket++) counts[bucket] = 0;
    for (let k = 0; k < n; k++) {
      const key = (ranks[samples[start + k] * cols + feature] << POSITION_BITS) | k;
      scratch[k] = key;
      counts[key >> shift]++;
    }
    for (let bucket = 0, sum = 0; bucket < buckets; bucket++) {
      const count = counts[bucket];
      counts[bucket] = sum;
      sum += count;
    }
    for (let k = 0; k < n; k++) {
      const key = scratch[k];
      keys[counts[key >> shift]++] = key;
    }
    for (let k = 1; k < n; k++) {
      const key = keys[k];
      let at = k - 1;
      for (; at >= 0 && keys[at] > key; at--) keys[at + 1] = keys[at];
      keys[at + 1] = key;
    }
  }

  private sortOpen(feature: number): Float64Array {
    const { samples, start, end, isOpen, largeKeys } = this;
    const { ranksByColumn: ranks, bins, rows } = this.table;
    const base = feature * rows;
    let n = 0;
    for (let p = start; p < end; p++) {
      const i = base + samples[p];
      if (isOpen[bins[i]] !== 0) largeKeys[n++] = ranks[i] * rows + p;
    }
    return largeKeys.subarray(0, n).sort();
  }

  /** Moves the samples to their sides and keeps their order, so that a node's rows are read in rising order. */
  private partition(out: Split): void {
    const { table, samples, sides, start, end } = this;
    const cut = this.bestCut;
    const feature = this.bestFeature;
    const isSmall = end - start <= SMALL;
    const ranks = isSmall ? table.ranks : table.ranksByColumn;
    const base = isSmall ? feature : feature * table.rows;
    const stride = isSmall ? table.cols : 1;
    let low = -1;
    let high = table.rows;
    let left = 0;
    for (let p = start; p < end; p++) {
      const rank = ranks[base + samples[p] * stride];
      const goesLeft = rank <= cut ? 1 : 0;
      sides[p] = goesLeft;
      left += goesLeft;
      if (goesLeft === 1) low = Math.max(low, rank);
      else high = Math.min(high, rank);
    }
    this.moveToSides(samples, this.spareSamples);
    this.moveToSides(this.weight, this.spareWeight);
    this.moveTargets();
    const values = table.valueStart[feature];
    out.feature = feature;
    out.position = start + left;
    out.threshold = midpoint(table.values[values + low], table.values[values + high]);
  }

  protected moveToSides<T extends Int32Array | Float64Array>(array: T, spare: T): void {
    const { sides, start, end } = this;
    let left = start;
    let right = 0;
    for (let p = start; p < end; p++) {
      // Both are written and one index moves on: nothing for the processor to guess.
      const value = array[p];
      array[left] = value;
      spare[right] = value;
      left += sides[p];
      right += 1 - sides[p];
    }
    for (let k = 0; k < right; k++) array[left + k] = spare[k];
  }
}

export const rankOfKey = (key: number): number => key >> POSITION_BITS;
export const positionOfKey = (key: number): number => key & POSITION_MASK;
