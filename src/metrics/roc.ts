import { ParameterError, ValidationError } from "../core/errors";
import type { Label, LabelsLike } from "../core/labels";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import { countByThreshold, positiveRows, type ThresholdCounts } from "./threshold-counts";

/** Options of {@link rocCurve}. */
export interface RocCurveOptions {
  /** The positive class; implied (1 or `true`) where labels are 0/1, -1/1 or booleans. */
  posLabel?: Label;
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
  /** Leave out thresholds whose points lie on a straight line between others; default `true`. */
  dropIntermediate?: boolean;
}

/** A receiver operating characteristic. */
export interface RocCurve {
  /** False positive rate, ascending from 0; NaN where there is no negative row. */
  fpr: Float64Array;
  /** True positive rate, ascending from 0; NaN where there is no positive row. */
  tpr: Float64Array;
  /** Rows with a score at or above are taken as positive; descending. The first is the highest score + 1. */
  thresholds: Float64Array;
}

/**
 * The receiver operating characteristic: true against false positive rate for every threshold on the score.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.roc_curve.html
 *
 * @param yScore for each row the probability, or any score, of the positive class.
 * @throws ParameterError if the positive class is neither given nor implied.
 * @throws ValidationError if the lengths differ or a score is not finite.
 */
export function rocCurve(yTrue: LabelsLike, yScore: VectorLike, options: RocCurveOptions = {}): RocCurve {
  const { posLabel, sampleWeight, dropIntermediate = true } = options;
  const counts = countByThreshold(positiveRows(yTrue, posLabel), yScore, sampleWeight);
  return rocOf(dropIntermediate ? dropCollinear(counts) : counts);
}

/** The curve through the given counts, from (0, 0). */
export function rocOf({ falsePositives, truePositives, thresholds }: ThresholdCounts): RocCurve {
  return {
    fpr: fromZero(falsePositives),
    tpr: fromZero(truePositives),
    thresholds: prepend(thresholds[0] + 1, thresholds),
  };
}

function prepend(first: number, rest: Float64Array): Float64Array {
  const out = new Float64Array(rest.length + 1);
  out[0] = first;
  out.set(rest, 1);
  return out;
}

function fromZero(counts: Float64Array): Float64Array {
  const total = counts[counts.length - 1];
  const out = new Float64Array(counts.length + 1);
  if (!(total > 0)) return out.fill(Number.NaN);
  for (let k = 0; k < counts.length; k++) out[k + 1] = counts[k] / total;
  return out;
}

/** Keeps the ends, and the points where the slope changes as the counts alone tell it. */
export function dropCollinear(counts: ThresholdCounts): ThresholdCounts {
  const { truePositives: tp, falsePositives: fp, thresholds } = counts;
  const n = thresholds.length;
  if (n <= 2) return counts;
  const kept = new Int32Array(n);
  let size = 1;
  for (let k = 1; k < n - 1; k++) {
    const straight =
      tp[k + 1] - tp[k] - (tp[k] - tp[k - 1]) === 0 && fp[k + 1] - fp[k] - (fp[k] - fp[k - 1]) === 0;
    if (!straight) kept[size++] = k;
  }
  kept[size++] = n - 1;
  const take = (x: Float64Array) => {
    const out = new Float64Array(size);
    for (let k = 0; k < size; k++) out[k] = x[kept[k]];
    return out;
  };
  return { truePositives: take(tp), falsePositives: take(fp), thresholds: take(thresholds) };
}

/**
 * The area under a curve by the trapezoidal rule.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.auc.html
 *
 * @param x ascending or descending, at least two values.
 * @param y as many values.
 * @throws ValidationError if x is not monotonic, the lengths differ, a value is not finite, or there are fewer
 * than two.
 */
export function auc(x: VectorLike, y: VectorLike): number {
  const xs = toVector(x, "x");
  const ys = toVector(y, "y");
  checkSameLength(ys.length, xs.length, "y", "x");
  if (xs.length < 2) throw new ValidationError("At least 2 points are needed for an area under a curve.");
  let ascending = true;
  let descending = true;
  let area = 0;
  for (let i = 1; i < xs.length; i++) {
    const step = xs[i] - xs[i - 1];
    if (step < 0) ascending = false;
    if (step > 0) descending = false;
    area += (step * (ys[i] + ys[i - 1])) / 2;
  }
  if (ascending) return area;
  if (descending) return -area;
  throw new ValidationError("x is neither ascending nor descending: sort the points by x first.");
}

/**
 * The area under the ROC curve of the given counts, up to the false positive rate `maxFpr`; partial areas are
 * standardised to 0.5 for guessing and 1 for perfection (McClish 1989, Med. Decis. Making 9, 190).
 *
 * @throws ParameterError if `maxFpr` is not in (0, 1].
 */
export function rocArea(counts: ThresholdCounts, maxFpr: number | null | undefined): number {
  const { fpr, tpr } = rocOf(dropCollinear(counts));
  if (maxFpr === undefined || maxFpr === null || maxFpr === 1) return auc(fpr, tpr);
  if (!(maxFpr > 0 && maxFpr < 1)) {
    throw new ParameterError(`maxFpr is ${maxFpr}, but must be above 0 and at most 1.`);
  }
  const stop = fpr.findIndex((rate) => rate > maxFpr);
  const share = (maxFpr - fpr[stop - 1]) / (fpr[stop] - fpr[stop - 1]);
  const x = [...fpr.subarray(0, stop), maxFpr];
  const y = [...tpr.subarray(0, stop), tpr[stop - 1] + share * (tpr[stop] - tpr[stop - 1])];
  const least = maxFpr ** 2 / 2;
  return 0.5 * (1 + (auc(x, y) - least) / (maxFpr - least));
}
