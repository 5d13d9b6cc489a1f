import { ValidationError } from "../core/errors";
import { encodeLabels, encodeLabelsWith, type Label, type LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength, toSampleWeight, toVector, type VectorLike } from "../core/targets";
import { isScoreTable } from "./score-table";

/** Options of {@link logLoss}. */
export interface LogLossOptions {
  /** `true` (default): the mean over rows; `false`: the sum. */
  normalize?: boolean;
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
  /** The classes, where yTrue lacks some; default those in yTrue. */
  labels?: ArrayLike<Label>;
}

/**
 * The log loss (cross-entropy, in nats): the mean of −ln of the probability given to the true class.
 * Probabilities are kept 2.2e-16 away from 0 and 1, and each row is divided by its sum, as in scikit-learn.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.log_loss.html
 *
 * @param yProba one column of probabilities per class, in sorted order; for two classes also a vector with the
 * probability of the later one.
 * @throws ValidationError if there are fewer than two classes, the shapes do not fit, or a probability is not
 * from 0 to 1.
 */
export function logLoss(
  yTrue: LabelsLike,
  yProba: VectorLike | TableLike,
  options: LogLossOptions = {},
): number {
  const { normalize = true, sampleWeight, labels } = options;
  const { classes } = encodeLabels(labels ?? yTrue, labels === undefined ? "yTrue" : "labels");
  const codes = encodeLabelsWith(classes, yTrue, { name: "yTrue" });
  if (classes.length < 2) {
    throw new ValidationError(`There is one class only [${classes[0]}]. Pass all classes as labels.`);
  }
  const proba = clipped(yProba);
  checkSameLength(proba.rows, codes.length, "yProba", "yTrue");
  if (proba.cols !== classes.length) {
    throw new ValidationError(
      `yProba has ${proba.cols} columns for ${classes.length} classes [${classes.join(", ")}]. ` +
        "Pass labels where yTrue lacks a class.",
    );
  }
  const weights = toSampleWeight(sampleWeight, codes.length);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < codes.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    let rowSum = 0;
    for (let k = 0; k < proba.cols; k++) rowSum += proba.get(i, k);
    sum -= weight * Math.log(proba.get(i, codes[i]) / rowSum);
    total += weight;
  }
  return normalize ? sum / total : sum;
}

function clipped(yProba: VectorLike | TableLike): Matrix {
  const table = isScoreTable(yProba)
    ? toMatrix(yProba as TableLike, { name: "yProba" })
    : columnOf(toVector(yProba as VectorLike, "yProba"));
  const data = table.data.map((p, k) => {
    if (p >= 0 && p <= 1) return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p));
    throw new ValidationError(
      `yProba holds ${p} at row ${Math.floor(k / table.cols)}: a probability must be from 0 to 1.`,
    );
  });
  if (table.cols > 1) return new Matrix(data, table.rows, table.cols);
  return Matrix.fromColumns([data.map((p) => 1 - p), data]);
}

function columnOf(values: Float64Array): Matrix {
  return new Matrix(values, values.length, 1);
}
