import { Arena, arenaBytes } from "../../kernels/dense";
import { type TreeKernels, treeKernels } from "../../kernels/trees";
import { BIN_STRIDE, MISSING_BIN } from "./binning";

/** Sums of the derivatives of a node's rows by bin, of the features of one thread. */
export interface Histograms {
  /** (features x 256 x 2) gradient and hessian. */
  sums: Float64Array;
  /** (features x 256) rows. */
  counts: Int32Array;
}

export const emptyHistograms = (features: number): Histograms => ({
  sums: new Float64Array(features * BIN_STRIDE * 2),
  counts: new Int32Array(features * BIN_STRIDE),
});

/** What a side of a split must have, and what a split must gain. */
export interface SplitRules {
  l2Regularization: number;
  minGain: number;
  minHessian: number;
  minSamples: number;
}

/** The best split of one node among some features. */
export interface FoundSplit {
  gain: number;
  feature: number;
  bin: number;
  missingLeft: boolean;
  leftGradient: number;
  leftHessian: number;
  leftCount: number;
}

/** A binned table in the kernels' memory, with room for summing up one node at a time. */
export class HistogramBuilder {
  /** Rows of the tree, node by node; the caller's to order. */
  readonly rows: Int32Array;
  private readonly kernels: TreeKernels;
  private readonly bins: Uint8Array;
  private readonly gradient: Float32Array;
  private readonly hessian: Float32Array;
  private readonly pairs: Float64Array;
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;

  /** @param bins - column by column. */
  constructor(
    bins: Uint8Array,
    private readonly nRows: number,
  ) {
    const features = bins.length / nRows;
    const arena = new Arena(
      arenaBytes(bins.length + 4, nRows * (4 + 4 + 4 + 16) + 64, features * BIN_STRIDE * 20 + 64),
    );
    this.kernels = treeKernels(arena);
    const words = arena.int32(Math.ceil(bins.length / 4));
    this.bins = new Uint8Array(words.buffer, words.byteOffset, bins.length);
    this.bins.set(bins);
    this.rows = arena.int32(nRows);
    this.gradient = arena.float32(nRows);
    this.hessian = arena.float32(nRows);
    this.pairs = arena.float64(2 * nRows);
    this.sums = arena.float64(features * BIN_STRIDE * 2);
    this.counts = arena.int32(features * BIN_STRIDE);
  }

  /** Takes the derivatives for the builds to come. */
  load(gradient: Float32Array, hessian: Float32Array): void {
    this.gradient.set(gradient);
    this.hessian.set(hessian);
  }

  /** Sums up the rows at the positions `start … end − 1`. */
  build(out: Histograms, features: Int32Array, start: number, end: number): void {
    const { kernels, nRows, bins, gradient, hessian } = this;
    const n = end - start;
    const length = features.length * BIN_STRIDE;
    const sums = this.sums.subarray(0, 2 * length);
    const counts = this.counts.subarray(0, length);
    const rows = this.rows.byteOffset + 4 * start;
    const pairs = this.pairs.byteOffset;
    sums.fill(0);
    counts.fill(0);
    kernels.gatherPairs(gradient.byteOffset, hessian.byteOffset, rows, n, pairs);
    const column = (f: number) => bins.byteOffset + features[f] * nRows;
    const sumsOf = (f: number) => sums.byteOffset + f * BIN_STRIDE * 16;
    const countsOf = (f: number) => counts.byteOffset + f * BIN_STRIDE * 4;
    let f = 0;
    for (; f + 1 < features.length; f += 2) {
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
    if (f < features.length) kernels.pairHistogram(column(f), rows, n, pairs, sumsOf(f), countsOf(f));
    out.sums.set(sums);
    out.counts.set(counts);
  }
}

/** Turns a parent's histograms into those of one child by taking away the other's. */
export function subtractHistograms(parent: Histograms, child: Histograms): void {
  for (let k = 0; k < parent.sums.length; k++) parent.sums[k] -= child.sums[k];
  for (let k = 0; k < parent.counts.length; k++) parent.counts[k] -= child.counts[k];
}

/** The best split of a node; among equal gains that of the lowest feature and bin. Gain −∞ if none is allowed. */
export function findSplit(
  histograms: Histograms,
  features: Int32Array,
  binCounts: Int32Array,
  hasMissing: Uint8Array,
  gradient: number,
  hessian: number,
  count: number,
  rules: SplitRules,
): FoundSplit {
  const best: FoundSplit = {
    gain: Number.NEGATIVE_INFINITY,
    feature: -1,
    bin: 0,
    missingLeft: false,
    leftGradient: 0,
    leftHessian: 0,
    leftCount: 0,
  };
  for (let f = 0; f < features.length; f++) {
    const feature = features[f];
    const lastBin = binCounts[feature] - 1;
    const missing = hasMissing[feature] !== 0;
    // Missing values go right at first: a last split then parts them from all others.
    scan(
      histograms,
      f,
      feature,
      missing ? lastBin : lastBin - 1,
      false,
      gradient,
      hessian,
      count,
      rules,
      best,
    );
    if (missing) scan(histograms, f, feature, lastBin - 1, true, gradient, hessian, count, rules, best);
  }
  return best;
}

function scan(
  { sums, counts }: Histograms,
  f: number,
  feature: number,
  lastBin: number,
  missingLeft: boolean,
  gradient: number,
  hessian: number,
  count: number,
  rules: SplitRules,
  best: FoundSplit,
): void {
  const { l2Regularization, minHessian, minSamples, minGain } = rules;
  const slot = f * BIN_STRIDE;
  const parent = worth(gradient, hessian, l2Regularization);
  const missing = slot + MISSING_BIN;
  let leftGradient = missingLeft ? sums[2 * missing] : 0;
  let leftHessian = missingLeft ? sums[2 * missing + 1] : 0;
  let leftCount = missingLeft ? counts[missing] : 0;
  let goal = Math.max(best.gain, minGain);
  for (let bin = 0; bin <= lastBin; bin++) {
    const at = slot + bin;
    const binCount = counts[at];
    if (binCount === 0) continue;
    leftCount += binCount;
    leftGradient += sums[2 * at];
    leftHessian += sums[2 * at + 1];
    if (leftCount < minSamples || leftHessian < minHessian) continue;
    const rightHessian = hessian - leftHessian;
    if (count - leftCount < minSamples || rightHessian < minHessian) break;
    const rightGradient = gradient - leftGradient;
    const gain =
      worth(leftGradient, leftHessian, l2Regularization) +
      worth(rightGradient, rightHessian, l2Regularization) -
      parent;
    if (gain <= goal) continue;
    goal = gain;
    best.gain = gain;
    best.feature = feature;
    best.bin = bin;
    best.missingLeft = missingLeft;
    best.leftGradient = leftGradient;
    best.leftHessian = leftHessian;
    best.leftCount = leftCount;
  }
}

/** Twice what the best leaf value takes off the loss. */
const worth = (gradient: number, hessian: number, l2: number): number =>
  gradient * (gradient / (hessian + l2 + 1e-15));
