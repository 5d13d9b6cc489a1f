import { checkSameLength, toSampleWeight, toVector, type VectorLike } from "../core/targets";

/** Options of the regression metrics. */
export interface RegressionMetricOptions {
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
}

/**
 * The mean absolute difference, in the unit of the target.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.mean_absolute_error.html
 *
 * @throws ValidationError if the lengths differ, or a value or weight is not usable.
 */
export function meanAbsoluteError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: RegressionMetricOptions = {},
): number {
  return weightedMean(yTrue, yPred, options, (actual, predicted) => Math.abs(actual - predicted));
}

/**
 * The mean squared difference, in the squared unit of the target.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.mean_squared_error.html
 *
 * @throws ValidationError as {@link meanAbsoluteError}.
 */
export function meanSquaredError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: RegressionMetricOptions = {},
): number {
  return weightedMean(yTrue, yPred, options, (actual, predicted) => (actual - predicted) ** 2);
}

/**
 * The root of the mean squared difference, in the unit of the target; scikit-learn's `mean_squared_error` with
 * `squared=False`.
 *
 * @throws ValidationError as {@link meanAbsoluteError}.
 */
export function rootMeanSquaredError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: RegressionMetricOptions = {},
): number {
  return Math.sqrt(meanSquaredError(yTrue, yPred, options));
}

/**
 * The coefficient of determination R²: 1 for a perfect prediction, 0 for one as good as the mean of yTrue,
 * negative for a worse one. For a constant yTrue it is 1 if the prediction is perfect, else 0; for a single
 * row NaN.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.r2_score.html
 *
 * @throws ValidationError as {@link meanAbsoluteError}.
 */
export function r2Score(yTrue: VectorLike, yPred: VectorLike, options: RegressionMetricOptions = {}): number {
  const mean = weightedMean(yTrue, yPred, options, (actual) => actual);
  const residual = meanSquaredError(yTrue, yPred, options);
  const spread = weightedMean(yTrue, yPred, options, (actual) => (actual - mean) ** 2);
  if (toVector(yTrue, "yTrue").length < 2) return Number.NaN;
  if (spread !== 0) return 1 - residual / spread;
  return residual === 0 ? 1 : 0;
}

function weightedMean(
  yTrue: VectorLike,
  yPred: VectorLike,
  { sampleWeight }: RegressionMetricOptions,
  term: (actual: number, predicted: number) => number,
): number {
  const actual = toVector(yTrue, "yTrue");
  const predicted = toVector(yPred, "yPred");
  checkSameLength(predicted.length, actual.length, "yPred", "yTrue");
  const weights = toSampleWeight(sampleWeight, actual.length);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < actual.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    sum += weight * term(actual[i], predicted[i]);
    total += weight;
  }
  return sum / total;
}
