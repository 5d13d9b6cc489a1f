import { ParameterError } from "../core/errors";
import { encodeLabels, type Label, type LabelsLike } from "../core/labels";
import type { VectorLike } from "../core/targets";
import { positiveLabel } from "./label-pair";
import { countByThreshold, positiveRows } from "./threshold-counts";

/** Options of {@link precisionRecallCurve} and {@link averagePrecisionScore}. */
export interface PrecisionRecallCurveOptions {
  /** The positive class; implied (1 or `true`) where labels are 0/1, -1/1 or booleans. */
  posLabel?: Label;
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
}

/** Precision and recall for every threshold on the score. */
export interface PrecisionRecallCurve {
  /** One more than there are thresholds; the last is 1, so that the curve ends on the axis. */
  precision: Float64Array;
  /** One more than there are thresholds; descending to 0; 1 throughout where there is no positive row. */
  recall: Float64Array;
  /** Rows with a score at or above are taken as positive; ascending. */
  thresholds: Float64Array;
}

/**
 * Precision and recall as the threshold on the score rises.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.precision_recall_curve.html
 *
 * @param yScore for each row the probability, or any score, of the positive class.
 * @throws ParameterError if the positive class is neither given nor implied.
 * @throws ValidationError if the lengths differ or a score is not finite.
 */
export function precisionRecallCurve(
  yTrue: LabelsLike,
  yScore: VectorLike,
  options: PrecisionRecallCurveOptions = {},
): PrecisionRecallCurve {
  const positive = positiveRows(yTrue, options.posLabel);
  const { truePositives, falsePositives, thresholds } = countByThreshold(
    positive,
    yScore,
    options.sampleWeight,
  );
  const n = thresholds.length;
  const total = truePositives[n - 1];
  const precision = new Float64Array(n + 1);
  const recall = new Float64Array(n + 1);
  for (let k = 0; k < n; k++) {
    const j = n - 1 - k;
    precision[k] = truePositives[j] / (truePositives[j] + falsePositives[j]);
    recall[k] = total === 0 ? 1 : truePositives[j] / total;
  }
  precision[n] = 1;
  return { precision, recall, thresholds: thresholds.reverse() };
}

/**
 * Average precision: the mean of the precisions at each threshold, weighted by the gain in recall.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.average_precision_score.html
 *
 * @param yScore for each row the probability, or any score, of the positive class.
 * @throws ParameterError if `posLabel` (default 1, or `true` where labels are booleans) does not occur or there
 * are more than two classes.
 * @throws ValidationError if the lengths differ or a score is not finite.
 */
export function averagePrecisionScore(
  yTrue: LabelsLike,
  yScore: VectorLike,
  options: PrecisionRecallCurveOptions = {},
): number {
  const { classes } = encodeLabels(yTrue, "yTrue");
  if (classes.length > 2) {
    throw new ParameterError(
      `yTrue holds ${classes.length} classes: score one class at a time, with yTrue made true or false.`,
    );
  }
  const posLabel = positiveLabel(classes, options.posLabel);
  const { precision, recall } = precisionRecallCurve(yTrue, yScore, { ...options, posLabel });
  let sum = 0;
  for (let k = 0; k + 1 < recall.length; k++) sum += (recall[k] - recall[k + 1]) * precision[k];
  return sum;
}
