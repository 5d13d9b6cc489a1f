import type { LabelsLike } from "../core/labels";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { readLabelPair } from "./label-pair";

/** Options of {@link accuracyScore}. */
export interface AccuracyScoreOptions {
  /** `true` (default): the fraction of correct predictions; `false`: their number (or summed weight). */
  normalize?: boolean;
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
}

/**
 * The fraction of predictions that equal the true label.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.accuracy_score.html
 *
 * @throws ValidationError if the labels' lengths or kinds differ, or a weight is negative or not finite.
 */
export function accuracyScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: AccuracyScoreOptions = {},
): number {
  const { normalize = true, sampleWeight } = options;
  const { actual, predicted } = readLabelPair(yTrue, yPred);
  const n = actual.length;
  const weights = toSampleWeight(sampleWeight, n);
  let correct = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    total += weight;
    if (actual[i] === predicted[i]) correct += weight;
  }
  return normalize ? correct / total : correct;
}
