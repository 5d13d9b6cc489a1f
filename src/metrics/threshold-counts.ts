import { argsort } from "../core/argsort";
import { ParameterError, ValidationError } from "../core/errors";
import { encodeLabels, type Label, type LabelsLike, toLabels } from "../core/labels";
import { checkSameLength, toSampleWeight, toVector, type VectorLike } from "../core/targets";

/** For each distinct score, descending: how many rows at or above it are positive and how many are not. */
export interface ThresholdCounts {
  truePositives: Float64Array;
  falsePositives: Float64Array;
  thresholds: Float64Array;
}

/**
 * Which rows are of the positive class.
 *
 * @throws ParameterError if `posLabel` is missing where the labels are not 0/1, -1/1 or boolean.
 */
export function positiveRows(yTrue: LabelsLike, posLabel: Label | undefined): Uint8Array {
  const labels = toLabels(yTrue, "yTrue");
  const positive = posLabel ?? impliedPositive(encodeLabels(labels).classes);
  const rows = new Uint8Array(labels.length);
  for (let i = 0; i < rows.length; i++) rows[i] = labels[i] === positive ? 1 : 0;
  return rows;
}

function impliedPositive(classes: readonly Label[]): Label {
  if (typeof classes[0] === "boolean") return true;
  const implied =
    classes.every((label) => label === 0 || label === 1) ||
    classes.every((label) => label === -1 || label === 1);
  if (implied) return 1;
  throw new ParameterError(
    `The labels are [${classes.slice(0, 10).join(", ")}]: pass posLabel to say which class is positive ` +
      "(only for 0/1, -1/1 and booleans is it implied).",
  );
}

/**
 * Cumulates the rows by descending score, as scikit-learn's curves do.
 *
 * @throws ValidationError if the lengths differ or a score is not finite.
 */
export function countByThreshold(
  positive: Uint8Array,
  scores: VectorLike,
  sampleWeight: VectorLike | null | undefined,
): ThresholdCounts {
  const values = toVector(scores, "yScore");
  checkSameLength(values.length, positive.length, "yScore", "yTrue");
  const weights = toSampleWeight(sampleWeight, positive.length);
  const order = argsort(values);
  const truePositives = new Float64Array(order.length);
  const falsePositives = new Float64Array(order.length);
  const thresholds = new Float64Array(order.length);
  let size = 0;
  let tp = 0;
  let fp = 0;
  let last = Number.NaN;
  // From the back of the ascending order: scikit-learn's order of summation, to the last bit.
  for (let k = order.length - 1; k >= 0; k--) {
    const row = order[k];
    const weight = weights === undefined ? 1 : weights[row];
    if (weight === 0) continue;
    const score = values[row];
    if (score !== last) {
      thresholds[size++] = score;
      last = score;
    }
    if (positive[row] === 1) tp += weight;
    else fp += weight;
    truePositives[size - 1] = tp;
    falsePositives[size - 1] = fp;
  }
  return {
    truePositives: truePositives.slice(0, size),
    falsePositives: falsePositives.slice(0, size),
    thresholds: thresholds.slice(0, size),
  };
}

/** @throws ValidationError if all rows are of one class, for which `metric` is not defined. */
export function requireBothClasses(counts: ThresholdCounts, metric: string): void {
  const last = counts.thresholds.length - 1;
  if (counts.truePositives[last] > 0 && counts.falsePositives[last] > 0) return;
  throw new ValidationError(`yTrue holds one class only, for which ${metric} is not defined.`);
}
