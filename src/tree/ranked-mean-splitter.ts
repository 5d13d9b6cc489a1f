import { BINS } from "./ranked-columns";
import { positionOfKey, type RankedOptions, RankedSplitter, rankOfKey } from "./ranked-splitter";
import type { RankedWorkspace } from "./ranked-workspace";
import type { Split } from "./splitter";

/**
 * {@link RankedSplitter} for numbers, by the squared error. Targets are taken relative to the node's mean, which
 * changes no comparison and keeps the sums small.
 */
export class RankedMeanSplitter extends RankedSplitter {
  readonly valuesPerNode = 1;
  private readonly y: Float64Array;
  private mean = 0;
  /** Largest deviation from the node's mean. */
  private largest = 0;
  private nodeSquares = 0;
  private featureSum = 0;
  private featureWeight = 0;
  private bestSum = 0;
  private bestWeight = 0;
  /** (bins) weight, and sums of the weighted targets above and below the node's mean. */
  private readonly binWeight = new Float64Array(BINS);
  private readonly binAbove = new Float64Array(BINS);
  private readonly binBelow = new Float64Array(BINS);
  private readonly binSamples = new Int32Array(BINS);

  constructor(
    work: RankedWorkspace,
    y: Float64Array,
    samples: Int32Array,
    weight: Float64Array,
    totalWeight: number,
    options: RankedOptions,
  ) {
    super(work, samples, weight, totalWeight, options);
    this.y = work.targets;
    for (let p = 0; p < samples.length; p++) this.y[p] = y[samples[p]];
  }

  protected measureNode(): void {
    const { y, start, end } = this;
    const { weight } = this.work;
    let sum = 0;
    let total = 0;
    for (let p = start; p < end; p++) {
      sum += weight[p] * y[p];
      total += weight[p];
    }
    const mean = sum / total;
    let squares = 0;
    let largest = 0;
    for (let p = start; p < end; p++) {
      const difference = y[p] - mean;
      squares += weight[p] * difference * difference;
      if (Math.abs(difference) > largest) largest = Math.abs(difference);
    }
    this.mean = mean;
    this.largest = largest;
    this.nodeWeight = total;
    this.nodeSquares = squares;
  }

  nodeImpurity(): number {
    return this.nodeSquares / this.nodeWeight;
  }

  writeValue(out: Float64Array, at: number): void {
    out[at] = this.mean;
  }

  /** The right side's sum is the left side's with the sign changed. */
  private proxy(sum: number, leftWeight: number): number {
    return sum * sum * (1 / leftWeight + 1 / (this.nodeWeight - leftWeight));
  }

  private tryCut(sum: number, leftWeight: number, leftSamples: number, cut: number): void {
    if (!this.isUnlimited) {
      const rightSamples = this.end - this.start - leftSamples;
      if (leftSamples < this.minSamplesLeaf || rightSamples < this.minSamplesLeaf) return;
      if (leftWeight < this.minWeightLeaf || this.nodeWeight - leftWeight < this.minWeightLeaf) return;
    }
    if (!this.offer(this.proxy(sum, leftWeight), cut)) return;
    this.featureSum = sum;
    this.featureWeight = leftWeight;
  }

  protected keepBest(): void {
    this.bestSum = this.featureSum;
    this.bestWeight = this.featureWeight;
  }

  protected moveTargets(): void {
    this.moveNumbers(this.y);
  }

  protected writeSplit(impurity: number, out: Split): void {
    const { y, start, mean, nodeWeight } = this;
    const { weight } = this.work;
    const leftWeight = this.bestWeight;
    const rightWeight = nodeWeight - leftWeight;
    let leftSquares = 0;
    let rightSquares = 0;
    const leftMean = this.bestSum / leftWeight;
    const rightMean = -this.bestSum / rightWeight;
    for (let p = start; p < out.position; p++) {
      const difference = y[p] - mean - leftMean;
      leftSquares += weight[p] * difference * difference;
    }
    for (let p = out.position; p < this.end; p++) {
      const difference = y[p] - mean - rightMean;
      rightSquares += weight[p] * difference * difference;
    }
    out.leftImpurity = leftSquares / leftWeight;
    out.rightImpurity = rightSquares / rightWeight;
    out.improvement =
      (nodeWeight / this.totalWeight) *
      (impurity -
        (rightWeight / nodeWeight) * out.rightImpurity -
        (leftWeight / nodeWeight) * out.leftImpurity);
  }

  protected sweepSorted(feature: number): void {
    const { y, start, mean } = this;
    const { keys, weight } = this.work;
    const n = this.end - start;
    let sum = 0;
    let leftWeight = 0;
    let lastRank = rankOfKey(keys[0]);
    for (let k = 0; k < n; k++) {
      const rank = rankOfKey(keys[k]);
      if (rank !== lastRank && !this.areNear(feature, lastRank, rank)) {
        this.tryCut(sum, leftWeight, k, lastRank);
      }
      const p = start + positionOfKey(keys[k]);
      sum += weight[p] * (y[p] - mean);
      leftWeight += weight[p];
      lastRank = rank;
    }
  }

  protected fillHistogram(feature: number): void {
    const { binWeight, binAbove, binBelow, binSamples, y, start, end, mean } = this;
    const { samples, weight, bins } = this.work;
    const { rows } = this.table;
    const base = feature * rows;
    binWeight.fill(0);
    binAbove.fill(0);
    binBelow.fill(0);
    binSamples.fill(0);
    for (let p = start; p < end; p++) {
      const bin = bins[base + samples[p]];
      const w = weight[p];
      const wy = w * (y[p] - mean);
      binWeight[bin] += w;
      binSamples[bin]++;
      if (wy > 0) binAbove[bin] += wy;
      else binBelow[bin] += wy;
    }
  }

  protected sweepBins(feature: number): number {
    const { binWeight, binAbove, binBelow, binSamples, table } = this;
    const binBase = feature * (BINS + 1);
    const bins = table.binCount[feature];
    let sum = 0;
    let leftWeight = 0;
    let leftSamples = 0;
    let lastBin = -1;
    for (let bin = 0; bin < bins; bin++) {
      if (binSamples[bin] === 0) continue;
      if (lastBin >= 0) this.tryCut(sum, leftWeight, leftSamples, table.binStart[binBase + lastBin + 1] - 1);
      sum += binAbove[bin] + binBelow[bin];
      leftWeight += binWeight[bin];
      leftSamples += binSamples[bin];
      lastBin = bin;
    }
    return this.openBins(binBase, bins);
  }

  private openBins(binBase: number, bins: number): number {
    const { binWeight, binAbove, binBelow, binSamples, table } = this;
    const { isOpen } = this.work;
    const goal = Math.max(this.best, this.featureBest) - 1e-12 * this.nodeSquares;
    let open = 0;
    let sum = 0;
    let leftWeight = 0;
    for (let bin = 0; bin < bins; bin++) {
      const isSingle =
        binSamples[bin] <= 1 || table.binStart[binBase + bin + 1] - table.binStart[binBase + bin] === 1;
      const after = leftWeight + binWeight[bin];
      if (isSingle) {
        isOpen[bin] = 0;
      } else {
        const highest = Math.max(
          this.corner(sum + binAbove[bin], leftWeight, after),
          this.corner(sum + binBelow[bin], leftWeight, after),
          this.corner(sum + binAbove[bin], after, leftWeight),
          this.corner(sum + binBelow[bin], after, leftWeight),
        );
        isOpen[bin] = highest >= goal ? 1 : 0;
        open += isOpen[bin];
      }
      sum += binAbove[bin] + binBelow[bin];
      leftWeight = after;
    }
    return open;
  }

  /**
   * The proxy at a corner of the box that a bin spans. Where the side there would be empty, the side's own part is
   * bounded by its squares (Cauchy–Schwarz), and those by the node's largest deviation; the other side is then the
   * lightest that the bin leaves, at the opposite corner.
   */
  private corner(sum: number, leftWeight: number, opposite: number): number {
    const { nodeWeight } = this;
    const isAtEdge = leftWeight <= 0 || leftWeight >= nodeWeight;
    if (!isAtEdge) return this.proxy(sum, leftWeight);
    if (opposite <= 0 || opposite >= nodeWeight) return Number.POSITIVE_INFINITY;
    const ownPart = this.largest * Math.abs(sum);
    return ownPart + (sum * sum) / (leftWeight <= 0 ? nodeWeight - opposite : opposite);
  }

  protected sweepOpen(feature: number, keys: Float64Array): void {
    const { binWeight, binAbove, binBelow, binSamples, y, mean, table } = this;
    const { weight } = this.work;
    const { rows } = table;
    const binBase = feature * (BINS + 1);
    let sum = 0;
    let leftWeight = 0;
    let leftSamples = 0;
    let bin = -1;
    let binEnd = 0;
    let passed = 0;
    let lastRank = -1;
    let sumAtEdge = 0;
    let weightAtEdge = 0;
    for (let k = 0; k < keys.length; k++) {
      const rank = Math.floor(keys[k] / rows);
      const p = keys[k] - rank * rows;
      if (rank >= binEnd) {
        while (rank >= binEnd) {
          if (bin >= 0) {
            sumAtEdge += binAbove[bin] + binBelow[bin];
            weightAtEdge += binWeight[bin];
            leftSamples += binSamples[bin];
          }
          binEnd = table.binStart[binBase + ++bin + 1];
        }
        sum = sumAtEdge;
        leftWeight = weightAtEdge;
        passed = k;
      } else if (rank !== lastRank && !this.areNear(feature, lastRank, rank)) {
        this.tryCut(sum, leftWeight, leftSamples + k - passed, lastRank);
      }
      sum += weight[p] * (y[p] - mean);
      leftWeight += weight[p];
      lastRank = rank;
    }
  }
}
