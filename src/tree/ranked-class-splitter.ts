import { BINS, type RankedColumns } from "./ranked-columns";
import { positionOfKey, RankedSplitter, rankOfKey } from "./ranked-splitter";
import type { LeafLimits, Split } from "./splitter";
import type { Xorshift } from "./xorshift";

/** Bins with more classes than this are looked into without asking what they could hold. */
const MAX_CORNER_CLASSES = 4;

/** {@link RankedSplitter} for classes, by Gini's index or entropy. */
export class RankedClassSplitter extends RankedSplitter {
  readonly valuesPerNode: number;
  private readonly codes: Int32Array;
  private readonly total: Float64Array;
  private readonly left: Float64Array;
  /** What lies before the bin that is looked into. */
  private readonly edge: Float64Array;
  private readonly right: Float64Array;
  private readonly featureLeft: Float64Array;
  private readonly bestLeft: Float64Array;
  /** (bins x classes) weight. */
  private readonly histogram: Float64Array;
  private readonly binSamples = new Int32Array(BINS);
  private readonly present: Int32Array;

  constructor(
    table: RankedColumns,
    codes: Int32Array,
    nClasses: number,
    private readonly isEntropy: boolean,
    samples: Int32Array,
    weight: Float64Array,
    totalWeight: number,
    options: LeafLimits & { maxFeatures: number; random: Xorshift },
  ) {
    super(table, samples, weight, totalWeight, options);
    this.valuesPerNode = nClasses;
    this.codes = Int32Array.from(samples, (i) => codes[i]);
    this.total = new Float64Array(nClasses);
    this.left = new Float64Array(nClasses);
    this.edge = new Float64Array(nClasses);
    this.right = new Float64Array(nClasses);
    this.featureLeft = new Float64Array(nClasses);
    this.bestLeft = new Float64Array(nClasses);
    this.histogram = new Float64Array(BINS * nClasses);
    this.present = new Int32Array(nClasses);
  }

  protected measureNode(): void {
    const { codes, weight, total } = this;
    total.fill(0);
    let sum = 0;
    for (let p = this.start; p < this.end; p++) {
      total[codes[p]] += weight[p];
      sum += weight[p];
    }
    this.nodeWeight = sum;
  }

  nodeImpurity(): number {
    return this.impurity(this.total, this.nodeWeight);
  }

  writeValue(out: Float64Array, at: number): void {
    out.set(this.total, at);
  }

  private impurity(sums: Float64Array, weight: number): number {
    if (this.isEntropy) {
      let entropy = 0;
      for (let k = 0; k < sums.length; k++) {
        if (sums[k] <= 0) continue;
        const share = sums[k] / weight;
        entropy -= share * (Math.log(share) / Math.LN2);
      }
      return entropy;
    }
    let squares = 0;
    for (let k = 0; k < sums.length; k++) squares += sums[k] * sums[k];
    return 1 - squares / (weight * weight);
  }

  private proxy(leftWeight: number): number {
    const { left, right, total } = this;
    const rightWeight = this.nodeWeight - leftWeight;
    for (let k = 0; k < total.length; k++) right[k] = total[k] - left[k];
    return -rightWeight * this.impurity(right, rightWeight) - leftWeight * this.impurity(left, leftWeight);
  }

  private tryCut(leftWeight: number, leftSamples: number, cut: number): void {
    if (!this.isUnlimited) {
      const rightSamples = this.end - this.start - leftSamples;
      if (leftSamples < this.minSamplesLeaf || rightSamples < this.minSamplesLeaf) return;
      if (leftWeight < this.minWeightLeaf || this.nodeWeight - leftWeight < this.minWeightLeaf) return;
    }
    if (this.offer(this.proxy(leftWeight), cut)) this.featureLeft.set(this.left);
  }

  protected keepBest(): void {
    this.bestLeft.set(this.featureLeft);
  }

  protected swapTargets(i: number, j: number): void {
    const { codes } = this;
    const code = codes[i];
    codes[i] = codes[j];
    codes[j] = code;
  }

  protected writeSplit(impurity: number, out: Split): void {
    const { bestLeft, left, right, total, nodeWeight } = this;
    let leftWeight = 0;
    for (let k = 0; k < total.length; k++) {
      left[k] = bestLeft[k];
      right[k] = total[k] - left[k];
      leftWeight += left[k];
    }
    const rightWeight = nodeWeight - leftWeight;
    out.leftImpurity = this.impurity(left, leftWeight);
    out.rightImpurity = this.impurity(right, rightWeight);
    out.improvement =
      (nodeWeight / this.totalWeight) *
      (impurity -
        (rightWeight / nodeWeight) * out.rightImpurity -
        (leftWeight / nodeWeight) * out.leftImpurity);
  }

  /**
   * A threshold between two neighbouring values at which only one and the same class is found is never the best,
   * because the improvement is convex: such thresholds are passed over, unless a limit on the leaves could forbid
   * the ends of the run.
   */
  protected sweepSorted(feature: number): void {
    const { keys, codes, weight, left, start, isUnlimited } = this;
    const n = this.end - start;
    left.fill(0);
    let leftWeight = 0;
    let lastClass = -1;
    let lastRank = -1;
    for (let k = 0; k < n; ) {
      const first = k;
      const rank = rankOfKey(keys[k]);
      let groupClass = codes[start + positionOfKey(keys[k])];
      let highest = rank;
      for (k++; k < n; k++) {
        const next = rankOfKey(keys[k]);
        if (next !== highest && !this.areNear(feature, highest, next)) break;
        highest = next;
        if (codes[start + positionOfKey(keys[k])] !== groupClass) groupClass = -1;
      }
      if (first > 0 && !(isUnlimited && groupClass >= 0 && groupClass === lastClass)) {
        this.tryCut(leftWeight, first, lastRank);
      }
      for (let q = first; q < k; q++) {
        const p = start + positionOfKey(keys[q]);
        left[codes[p]] += weight[p];
        leftWeight += weight[p];
      }
      lastClass = groupClass;
      lastRank = highest;
    }
  }

  protected fillHistogram(feature: number): void {
    const { histogram, samples, codes, weight, valuesPerNode, start, end, binSamples } = this;
    const { bins, rows } = this.table;
    const base = feature * rows;
    histogram.fill(0);
    for (let p = start; p < end; p++) {
      histogram[bins[base + samples[p]] * valuesPerNode + codes[p]] += weight[p];
    }
    if (this.minSamplesLeaf <= 1) return;
    binSamples.fill(0);
    for (let p = start; p < end; p++) binSamples[bins[base + samples[p]]]++;
  }

  protected sweepBins(feature: number): number {
    const { histogram, left, valuesPerNode: width, isUnlimited, binSamples, table } = this;
    const binBase = feature * (BINS + 1);
    const bins = table.binCount[feature];
    left.fill(0);
    let leftWeight = 0;
    let leftSamples = 0;
    let lastClass = -1;
    let lastBin = -1;
    for (let bin = 0, at = 0; bin < bins; bin++, at += width) {
      let binClass = -2;
      for (let k = 0; k < width; k++) if (histogram[at + k] > 0) binClass = binClass === -2 ? k : -1;
      if (binClass === -2) continue;
      if (lastBin >= 0 && !(isUnlimited && binClass >= 0 && binClass === lastClass)) {
        this.tryCut(leftWeight, leftSamples, table.binStart[binBase + lastBin + 1] - 1);
      }
      for (let k = 0; k < width; k++) {
        left[k] += histogram[at + k];
        leftWeight += histogram[at + k];
      }
      leftSamples += binSamples[bin];
      lastClass = binClass;
      lastBin = bin;
    }
    return this.openBins(feature, bins);
  }

  /** Marks the bins inside which a threshold could be as good as the best one known. */
  private openBins(feature: number, bins: number): number {
    const { histogram, left, valuesPerNode: width, isOpen, table, nodeWeight } = this;
    const binBase = feature * (BINS + 1);
    const goal = Math.max(this.best, this.featureBest) - 1e-12 * nodeWeight;
    let open = 0;
    left.fill(0);
    let leftWeight = 0;
    let before = this.proxyAt(0);
    for (let bin = 0, at = 0; bin < bins; bin++, at += width) {
      isOpen[bin] = 0;
      let classes = 0;
      let binWeight = 0;
      for (let k = 0; k < width; k++) {
        if (histogram[at + k] <= 0) continue;
        this.present[classes++] = k;
        binWeight += histogram[at + k];
      }
      if (classes === 0) continue;
      const isPure = classes === 1 && this.isUnlimited;
      const hasOneValue = table.binStart[binBase + bin + 1] - table.binStart[binBase + bin] === 1;
      for (let k = 0; k < width; k++) left[k] += histogram[at + k];
      leftWeight += binWeight;
      const after = this.proxyAt(leftWeight);
      // A sample of weight w changes Gini's proxy by at most 2 w.
      const isFar = !this.isEntropy && (before + after) / 2 + binWeight < goal;
      before = after;
      if (isPure || hasOneValue || isFar) continue;
      if (classes <= MAX_CORNER_CLASSES && this.corner(at, classes, leftWeight) < goal) continue;
      isOpen[bin] = 1;
      open++;
    }
    return open;
  }

  private proxyAt(leftWeight: number): number {
    if (leftWeight <= 0 || leftWeight >= this.nodeWeight) {
      return -this.nodeWeight * this.nodeImpurity();
    }
    return this.proxy(leftWeight);
  }

  /** The largest proxy over the corners of the box of class weights that the bin before `leftWeight` spans. */
  private corner(at: number, classes: number, leftWeight: number): number {
    const { histogram, left, present } = this;
    let highest = Number.NEGATIVE_INFINITY;
    for (let subset = 0; subset < 1 << classes; subset++) {
      let removed = 0;
      for (let c = 0; c < classes; c++) {
        if ((subset & (1 << c)) === 0) continue;
        left[present[c]] -= histogram[at + present[c]];
        removed += histogram[at + present[c]];
      }
      const proxy = this.proxyAt(leftWeight - removed);
      if (proxy > highest) highest = proxy;
      for (let c = 0; c < classes; c++) {
        if ((subset & (1 << c)) !== 0) left[present[c]] += histogram[at + present[c]];
      }
    }
    return highest;
  }

  protected sweepOpen(feature: number, keys: Float64Array): void {
    const { histogram, left, edge, codes, weight, valuesPerNode: width, table, binSamples } = this;
    const { rows } = table;
    const binBase = feature * (BINS + 1);
    edge.fill(0);
    let edgeWeight = 0;
    let leftWeight = 0;
    let leftSamples = 0;
    let bin = -1;
    let binEnd = 0;
    let lastRank = -1;
    let passed = 0;
    for (let k = 0; k < keys.length; k++) {
      const rank = Math.floor(keys[k] / rows);
      const p = keys[k] - rank * rows;
      if (rank >= binEnd) {
        // Enter the next open bin: what lies before it is on the left as a whole.
        while (rank >= binEnd) {
          for (let c = 0; c < width && bin >= 0; c++) {
            edge[c] += histogram[bin * width + c];
            edgeWeight += histogram[bin * width + c];
          }
          if (bin >= 0) leftSamples += binSamples[bin];
          binEnd = table.binStart[binBase + ++bin + 1];
        }
        left.set(edge);
        leftWeight = edgeWeight;
        passed = k;
      } else if (rank !== lastRank && !this.areNear(feature, lastRank, rank)) {
        this.tryCut(leftWeight, leftSamples + k - passed, lastRank);
      }
      left[codes[p]] += weight[p];
      leftWeight += weight[p];
      lastRank = rank;
    }
  }
}
