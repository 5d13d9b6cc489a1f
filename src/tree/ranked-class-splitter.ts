import { BINS } from "./ranked-columns";
import { type RankedOptions, RankedSplitter, rankOfKey } from "./ranked-splitter";
import type { RankedWorkspace } from "./ranked-workspace";
import type { Split } from "./splitter";

/** {@link RankedSplitter} for classes, by Gini's index. */
export class RankedClassSplitter extends RankedSplitter {
  readonly valuesPerNode: number;
  private readonly bestLeft: Float64Array;
  private nodeSquares = 0;
  /** What the proxy would be without a split. */
  private ownProxy = 0;

  constructor(
    work: RankedWorkspace,
    codes: Int32Array,
    samples: Int32Array,
    weight: Float64Array,
    totalWeight: number,
    options: RankedOptions,
  ) {
    super(work, samples, weight, totalWeight, options);
    this.valuesPerNode = work.nClasses;
    for (let p = 0; p < samples.length; p++) work.codes[p] = codes[samples[p]];
    this.bestLeft = new Float64Array(work.nClasses);
  }

  protected measureNode(): void {
    const { codes, weight, total } = this.work;
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
    return impurity(this.work.total, this.nodeWeight);
  }

  writeValue(out: Float64Array, at: number): void {
    out.set(this.work.total, at);
  }

  protected keepBest(): void {
    this.bestLeft.set(this.work.featureLeft);
  }

  protected moveTargets(): void {
    this.moveIntegers(this.work.codes);
  }

  protected writeSplit(parentImpurity: number, out: Split): void {
    const { bestLeft, nodeWeight } = this;
    const { total } = this.work;
    const right = total.map((value, k) => value - bestLeft[k]);
    const leftWeight = bestLeft.reduce((sum, value) => sum + value, 0);
    const rightWeight = nodeWeight - leftWeight;
    out.leftImpurity = impurity(bestLeft, leftWeight);
    out.rightImpurity = impurity(right, rightWeight);
    out.improvement =
      (nodeWeight / this.totalWeight) *
      (parentImpurity -
        (rightWeight / nodeWeight) * out.rightImpurity -
        (leftWeight / nodeWeight) * out.leftImpurity);
  }

  protected sweepSorted(feature: number): void {
    const { kernels, keys, codes, weight, total, left, values, out, featureLeft } = this.work;
    const count = kernels.sweepGini(
      keys.byteOffset,
      this.end - this.start,
      codes.byteOffset + 4 * this.start,
      weight.byteOffset + 8 * this.start,
      total.byteOffset,
      left.byteOffset,
      this.valuesPerNode,
      this.nodeWeight,
      this.nodeSquares,
      this.best,
      this.table.nearSpan[feature],
      values.byteOffset + 4 * this.table.valueStart[feature],
      this.minSamplesLeaf,
      this.minWeightLeaf,
      out.byteOffset,
      featureLeft.byteOffset,
    );
    if (count === 0) return;
    this.featureBest = out[0];
    this.featureCut = rankOfKey(keys[count - 1]);
  }

  protected fillHistogram(feature: number): void {
    const { kernels, bins, samples, codes, weight, histogram, counts } = this.work;
    const n = this.end - this.start;
    const column = bins.byteOffset + feature * this.table.rows;
    const rows = samples.byteOffset + 4 * this.start;
    kernels.classHistogram(
      column,
      rows,
      codes.byteOffset + 4 * this.start,
      weight.byteOffset + 8 * this.start,
      n,
      this.valuesPerNode,
      this.table.binCount[feature],
      histogram.byteOffset,
    );
    if (this.minSamplesLeaf > 1) kernels.binCounts(column, rows, n, counts.byteOffset);
  }

  protected sweepBins(feature: number): number {
    const { kernels, histogram, total, left, counts, out, featureLeft } = this.work;
    const { binWeight, edgeProxy, isOpen, binStart } = this.work;
    const bins = this.table.binCount[feature];
    const starts = feature * (BINS + 1);
    const bin = kernels.sweepBins(
      histogram.byteOffset,
      bins,
      this.valuesPerNode,
      total.byteOffset,
      left.byteOffset,
      this.nodeWeight,
      this.ownProxy,
      counts.byteOffset,
      this.end - this.start,
      this.minSamplesLeaf,
      this.minWeightLeaf,
      binWeight.byteOffset,
      edgeProxy.byteOffset,
      out.byteOffset,
      featureLeft.byteOffset,
    );
    if (bin >= 0) {
      this.featureBest = out[0];
      this.featureCut = binStart[starts + bin + 1] - 1;
    }
    return kernels.openBins(
      histogram.byteOffset,
      bins,
      this.valuesPerNode,
      total.byteOffset,
      left.byteOffset,
      this.nodeWeight,
      this.ownProxy,
      Math.max(this.best, this.featureBest) - 1e-12 * this.nodeWeight,
      this.isUnlimited ? 1 : 0,
      binStart.byteOffset + 4 * starts,
      binWeight.byteOffset,
      edgeProxy.byteOffset,
      isOpen.byteOffset,
    );
  }

  protected sweepOpen(feature: number, keys: Float64Array): void {
    const { histogram, left, codes, weight, counts, featureLeft } = this.work;
    const { table, valuesPerNode: width } = this;
    const { rows } = table;
    const binBase = feature * (BINS + 1);
    // What lies before the bin that is looked into.
    const edge = new Float64Array(width);
    let leftSamples = 0;
    let bin = -1;
    let binEnd = 0;
    let lastRank = -1;
    let passed = 0;
    for (let k = 0; k < keys.length; k++) {
      const rank = Math.floor(keys[k] / rows);
      const p = keys[k] - rank * rows;
      if (rank >= binEnd) {
        while (rank >= binEnd) {
          for (let c = 0; c < width && bin >= 0; c++) edge[c] += histogram[bin * width + c];
          if (bin >= 0) leftSamples += counts[bin];
          binEnd = table.binStart[binBase + ++bin + 1];
        }
        left.set(edge);
        passed = k;
      } else if (rank !== lastRank && !this.areNear(feature, lastRank, rank)) {
        this.tryOpen(leftSamples + k - passed, lastRank, featureLeft);
      }
      left[codes[p]] += weight[p];
      lastRank = rank;
    }
  }

  private tryOpen(leftSamples: number, cut: number, featureLeft: Float64Array): void {
    const { left, total } = this.work;
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
    const isCounted = this.minSamplesLeaf > 1;
    if (isCounted && leftSamples < this.minSamplesLeaf) return;
    if (isCounted && this.end - this.start - leftSamples < this.minSamplesLeaf) return;
    if (leftWeight < this.minWeightLeaf || rightWeight < this.minWeightLeaf) return;
    const proxy =
      -rightWeight * (1 - rightSquares / (rightWeight * rightWeight)) -
      leftWeight * (1 - leftSquares / (leftWeight * leftWeight));
    if (this.offer(proxy, cut)) featureLeft.set(left);
  }
}

function impurity(sums: Float64Array, weight: number): number {
  let squares = 0;
  for (let k = 0; k < sums.length; k++) squares += sums[k] * sums[k];
  return 1 - squares / (weight * weight);
}
