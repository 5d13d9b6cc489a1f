import { BINS, type RankedColumns } from "./ranked-columns";
import { positionOfKey, RankedSplitter, rankOfKey } from "./ranked-splitter";
import type { LeafLimits, Split } from "./splitter";
import type { Xorshift } from "./xorshift";

/** Bins with more classes than this are looked into without asking what they could hold. */
const MAX_CORNER_CLASSES = 4;

/** {@link RankedSplitter} for classes, by Gini's index. */
export class RankedClassSplitter extends RankedSplitter {
  readonly valuesPerNode: number;
  private readonly codes: Int32Array;
  private readonly spareCodes: Int32Array;
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
  private readonly binWeight = new Float64Array(BINS);
  /** Proxy at the lower edge of each bin that is not empty. */
  private readonly edgeProxy = new Float64Array(BINS);
  private readonly present: Int32Array;
  private nodeSquares = 0;
  /** What the proxy would be without a split. */
  private ownProxy = 0;

  constructor(
    table: RankedColumns,
    codes: Int32Array,
    nClasses: number,
    samples: Int32Array,
    weight: Float64Array,
    totalWeight: number,
    options: LeafLimits & { maxFeatures: number; random: Xorshift },
  ) {
    super(table, samples, weight, totalWeight, options);
    this.valuesPerNode = nClasses;
    this.codes = Int32Array.from(samples, (i) => codes[i]);
    this.spareCodes = new Int32Array(samples.length);
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
    this.nodeSquares = 0;
    for (let k = 0; k < total.length; k++) this.nodeSquares += total[k] * total[k];
    this.ownProxy = -sum * (1 - this.nodeSquares / (sum * sum));
  }

  nodeImpurity(): number {
    return this.impurity(this.total, this.nodeWeight);
  }

  writeValue(out: Float64Array, at: number): void {
    out.set(this.total, at);
  }

  private impurity(sums: Float64Array, weight: number): number {
    let squares = 0;
    for (let k = 0; k < sums.length; k++) squares += sums[k] * sums[k];
    return 1 - squares / (weight * weight);
  }

  private isAllowed(leftWeight: number, leftSamples: number): boolean {
    const rightSamples = this.end - this.start - leftSamples;
    return (
      leftSamples >= this.minSamplesLeaf &&
      rightSamples >= this.minSamplesLeaf &&
      leftWeight >= this.minWeightLeaf &&
      this.nodeWeight - leftWeight >= this.minWeightLeaf
    );
  }

  protected keepBest(): void {
    this.bestLeft.set(this.featureLeft);
  }

  protected moveTargets(): void {
    this.moveToSides(this.codes, this.spareCodes);
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
   * Sums of squares are carried along; they are exact for weights that are whole numbers. A threshold is first
   * compared without a division, and only one that is nearly as good as the best is measured.
   */
  protected sweepSorted(feature: number): void {
    const { keys, codes, weight, left, total, start, isUnlimited, nodeWeight } = this;
    const n = this.end - start;
    const nearSpan = this.table.nearSpan[feature];
    left.fill(0);
    let leftWeight = 0;
    let leftSquares = 0;
    let rightSquares = this.nodeSquares;
    let best = this.best;
    let goal = this.goalOf(best);
    let bestCount = 0;
    let lastRank = rankOfKey(keys[0]);
    for (let k = 0; k < n; k++) {
      const key = keys[k];
      const rank = rankOfKey(key);
      const p = start + positionOfKey(key);
      const rightWeight = nodeWeight - leftWeight;
      if (
        leftSquares * rightWeight + rightSquares * leftWeight > goal * leftWeight * rightWeight &&
        rank !== lastRank &&
        !(rank - lastRank <= nearSpan && this.areNear(feature, lastRank, rank)) &&
        (isUnlimited || this.isAllowed(leftWeight, k))
      ) {
        const proxy =
          -rightWeight * (1 - rightSquares / (rightWeight * rightWeight)) -
          leftWeight * (1 - leftSquares / (leftWeight * leftWeight));
        if (proxy > best) {
          best = proxy;
          bestCount = k;
          goal = this.goalOf(best);
        }
      }
      const code = codes[p];
      const w = weight[p];
      const before = left[code];
      leftSquares += w * (2 * before + w);
      rightSquares -= w * (2 * (total[code] - before) - w);
      left[code] = before + w;
      leftWeight += w;
      lastRank = rank;
    }
    if (bestCount === 0) return;
    this.featureBest = best;
    this.featureCut = rankOfKey(keys[bestCount - 1]);
    const { featureLeft } = this;
    featureLeft.fill(0);
    for (let k = 0; k < bestCount; k++) {
      const p = start + positionOfKey(keys[k]);
      featureLeft[codes[p]] += weight[p];
    }
  }

  /** What squares over weight of the two sides must exceed for a proxy above `best`, rounding allowed for. */
  private goalOf(best: number): number {
    return best + this.nodeWeight - 1e-9 * this.nodeWeight;
  }

  protected fillHistogram(feature: number): void {
    const { histogram, samples, codes, weight, valuesPerNode, start, end, binSamples } = this;
    const { bins, rows } = this.table;
    const base = feature * rows;
    histogram.fill(0);
    for (let p = start; p < end; p++) {
      histogram[bins[base + samples[p]] * valuesPerNode + codes[p]] += weight[p];
    }
    if (this.isUnlimited) return;
    binSamples.fill(0);
    for (let p = start; p < end; p++) binSamples[bins[base + samples[p]]]++;
  }

  protected sweepBins(feature: number): number {
    const { histogram, left, total, valuesPerNode: width, isUnlimited, binSamples, table, nodeWeight } = this;
    const { edgeProxy, binWeight } = this;
    const binBase = feature * (BINS + 1);
    const bins = table.binCount[feature];
    left.fill(0);
    let leftWeight = 0;
    let leftSamples = 0;
    let lastBin = -1;
    let proxy = this.ownProxy;
    for (let bin = 0, at = 0; bin < bins; bin++, at += width) {
      let added = 0;
      for (let k = 0; k < width; k++) added += histogram[at + k];
      binWeight[bin] = added;
      if (added === 0) continue;
      edgeProxy[bin] = proxy;
      if (lastBin >= 0 && (isUnlimited || this.isAllowed(leftWeight, leftSamples))) {
        if (this.offer(proxy, table.binStart[binBase + lastBin + 1] - 1)) this.featureLeft.set(left);
      }
      leftWeight += added;
      leftSamples += binSamples[bin];
      lastBin = bin;
      let leftSquares = 0;
      let rightSquares = 0;
      for (let k = 0; k < width; k++) {
        const onLeft = left[k] + histogram[at + k];
        const onRight = total[k] - onLeft;
        left[k] = onLeft;
        leftSquares += onLeft * onLeft;
        rightSquares += onRight * onRight;
      }
      const rightWeight = nodeWeight - leftWeight;
      proxy =
        rightWeight <= 0
          ? this.ownProxy
          : -rightWeight * (1 - rightSquares / (rightWeight * rightWeight)) -
            leftWeight * (1 - leftSquares / (leftWeight * leftWeight));
    }
    return this.openBins(feature, bins);
  }

  /** Marks the bins inside which a threshold could be as good as the best one known. */
  private openBins(feature: number, bins: number): number {
    const { isOpen, edgeProxy, binWeight, histogram, left, table, valuesPerNode: width } = this;
    const binBase = feature * (BINS + 1);
    const goal = Math.max(this.best, this.featureBest) - 1e-12 * this.nodeWeight;
    let open = 0;
    let after = this.ownProxy;
    for (let bin = bins - 1, at = bin * width; bin >= 0; bin--, at -= width) {
      isOpen[bin] = 0;
      if (binWeight[bin] === 0) continue;
      for (let k = 0; k < width; k++) left[k] -= histogram[at + k];
      const before = edgeProxy[bin];
      // A sample of weight w changes the proxy by at most 2 w.
      const isFar = (before + after) / 2 + binWeight[bin] < goal;
      after = before;
      if (isFar || table.binStart[binBase + bin + 1] - table.binStart[binBase + bin] === 1) continue;
      if (before + this.climb(at, binWeight[bin]) < goal || this.highestCorner(at) < goal) continue;
      isOpen[bin] = 1;
      open++;
    }
    return open;
  }

  /**
   * By how much the proxy can rise within the bin after `left`: by its slopes there for each class, and the second
   * order, which 2 w² (1 / left + 1 / right) bounds.
   */
  private climb(at: number, binWeight: number): number {
    const { histogram, left, total, valuesPerNode: width, nodeWeight } = this;
    let leftWeight = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let k = 0; k < width; k++) {
      const onRight = total[k] - left[k];
      leftWeight += left[k];
      leftSquares += left[k] * left[k];
      rightSquares += onRight * onRight;
    }
    const rightWeight = nodeWeight - leftWeight;
    const rest = rightWeight - binWeight;
    if (leftWeight <= 0 || rest <= 0) return Number.POSITIVE_INFINITY;
    const level = rightSquares / (rightWeight * rightWeight) - leftSquares / (leftWeight * leftWeight);
    let rise = 2 * binWeight * binWeight * (1 / leftWeight + 1 / rest);
    for (let k = 0; k < width; k++) {
      const slope = 2 * (left[k] / leftWeight - (total[k] - left[k]) / rightWeight) + level;
      if (slope > 0) rise += histogram[at + k] * slope;
    }
    return rise;
  }

  /** The largest proxy over the corners of the box of class weights that the bin after `left` spans. */
  private highestCorner(at: number): number {
    const { histogram, left, present, valuesPerNode: width } = this;
    let classes = 0;
    for (let k = 0; k < width; k++) if (histogram[at + k] > 0) present[classes++] = k;
    if (classes === 1 && this.isUnlimited) return Number.NEGATIVE_INFINITY;
    if (classes > MAX_CORNER_CLASSES) return Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let subset = 0; subset < 1 << classes; subset++) {
      for (let c = 0; c < classes; c++) {
        if ((subset & (1 << c)) !== 0) left[present[c]] += histogram[at + present[c]];
      }
      highest = Math.max(highest, this.proxyOfLeft());
      for (let c = 0; c < classes; c++) {
        if ((subset & (1 << c)) !== 0) left[present[c]] -= histogram[at + present[c]];
      }
    }
    return highest;
  }

  private proxyOfLeft(): number {
    const { left, total } = this;
    let leftWeight = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let k = 0; k < total.length; k++) {
      const onRight = total[k] - left[k];
      leftWeight += left[k];
      leftSquares += left[k] * left[k];
      rightSquares += onRight * onRight;
    }
    const rightWeight = this.nodeWeight - leftWeight;
    if (leftWeight <= 0 || rightWeight <= 0) return this.ownProxy;
    return (
      -rightWeight * (1 - rightSquares / (rightWeight * rightWeight)) -
      leftWeight * (1 - leftSquares / (leftWeight * leftWeight))
    );
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
        if (this.isUnlimited || this.isAllowed(leftWeight, leftSamples + k - passed)) {
          if (this.offer(this.proxyOfLeft(), lastRank)) this.featureLeft.set(left);
        }
      }
      left[codes[p]] += weight[p];
      leftWeight += weight[p];
      lastRank = rank;
    }
  }
}
