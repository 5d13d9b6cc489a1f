import type { LabelsLike } from "../core/labels";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { classScores, countClasses } from "./class-counts";
import { encodeLabelPair } from "./label-pair";

/** Options of {@link balancedAccuracyScore}. */
export interface BalancedAccuracyScoreOptions {
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
  /** Rescale so that guessing scores 0 and perfection 1; default `false`. */
  adjusted?: boolean;
}

/**
 * The mean of the recalls of the classes that occur in yTrue: accuracy as if all classes were equally frequent.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.balanced_accuracy_score.html
 *
 * @throws ValidationError if the labels' lengths or kinds differ.
 */
export function balancedAccuracyScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: BalancedAccuracyScoreOptions = {},
): number {
  const { sampleWeight, adjusted = false } = options;
  const pair = encodeLabelPair(yTrue, yPred);
  const weights = toSampleWeight(sampleWeight, pair.trueCodes.length);
  const counts = countClasses(pair, pair.classes, weights);
  const recalls = classScores(counts, 1, 0).recall.filter((_, k) => counts.actual[k] > 0);
  const score = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  if (!adjusted) return score;
  const chance = 1 / recalls.length;
  return (score - chance) / (1 - chance);
}
