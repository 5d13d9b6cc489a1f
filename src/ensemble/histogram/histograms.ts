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

/**
 * Sums up the rows `start … end − 1` of a node.
 *
 * @param bins - column by column.
 * @param pairs - gradient and hessian of the node's rows, in their order.
 */
export function buildHistograms(
  out: Histograms,
  features: Int32Array,
  bins: Uint8Array,
  nRows: number,
  rows: Int32Array,
  start: number,
  end: number,
  pairs: Float64Array,
): void {
  const { sums, counts } = out;
  sums.fill(0);
  counts.fill(0);
  const n = end - start;
  for (let f = 0; f < features.length; f++) {
    const base = features[f] * nRows;
    const slot = f * BIN_STRIDE;
    for (let k = 0; k < n; k++) {
      const at = slot + bins[base + rows[start + k]];
      sums[2 * at] += pairs[2 * k];
      sums[2 * at + 1] += pairs[2 * k + 1];
      counts[at]++;
    }
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
