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
  const { actual, predicted, weights } = read(yTrue, yPred, options);
  const errors = new Float64Array(actual.length);
  for (let i = 0; i < errors.length; i++) errors[i] = Math.abs(actual[i] - predicted[i]);
  const { sum, total } = weightedSum(errors, weights);
  return sum / total;
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
  const { actual, predicted, weights } = read(yTrue, yPred, options);
  const squares = new Float64Array(actual.length);
  for (let i = 0; i < squares.length; i++) squares[i] = (actual[i] - predicted[i]) ** 2;
  const { sum, total } = weightedSum(squares, weights);
  return sum / total;
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
  const { actual, predicted, weights } = read(yTrue, yPred, options);
  if (actual.length < 2) return Number.NaN;
  const { sum, total } = weightedSum(actual, weights);
  const mean = sum / total;
  let residual = 0;
  let spread = 0;
  for (let i = 0; i < actual.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    residual += weight * (actual[i] - predicted[i]) ** 2;
    spread += weight * (actual[i] - mean) ** 2;
  }
  if (spread !== 0) return 1 - residual / spread;
  return residual === 0 ? 1 : 0;
}

function read(yTrue: VectorLike, yPred: VectorLike, { sampleWeight }: RegressionMetricOptions) {
  const actual = toVector(yTrue, "yTrue");
  const predicted = toVector(yPred, "yPred");
  checkSameLength(predicted.length, actual.length, "yPred", "yTrue");
  return { actual, predicted, weights: toSampleWeight(sampleWeight, actual.length) };
}

function weightedSum(values: Float64Array, weights: Float64Array | undefined) {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    sum += weight * values[i];
    total += weight;
  }
  return { sum, total };
}
