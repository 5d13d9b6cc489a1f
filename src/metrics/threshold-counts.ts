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
  return weights === undefined ? countRows(positive, values) : sumWeights(positive, values, weights);
}

/** Sorts the scores of either class on their own, because bare numbers sort many times faster than rows. */
function countRows(positive: Uint8Array, scores: Float64Array): ThresholdCounts {
  const n = scores.length;
  let count = 0;
  for (let i = 0; i < n; i++) count += positive[i];
  const ofPositive = new Float64Array(count);
  const ofNegative = new Float64Array(n - count);
  for (let i = 0, p = 0, q = 0; i < n; i++) {
    if (positive[i] === 1) ofPositive[p++] = scores[i];
    else ofNegative[q++] = scores[i];
  }
  ofPositive.sort();
  ofNegative.sort();
  const truePositives = new Float64Array(n);
  const falsePositives = new Float64Array(n);
  const thresholds = new Float64Array(n);
  let size = 0;
  let p = count - 1;
  let q = n - count - 1;
  while (p >= 0 || q >= 0) {
    const score = p < 0 ? ofNegative[q] : q < 0 ? ofPositive[p] : Math.max(ofPositive[p], ofNegative[q]);
    while (p >= 0 && ofPositive[p] === score) p--;
    while (q >= 0 && ofNegative[q] === score) q--;
    truePositives[size] = count - 1 - p;
    falsePositives[size] = n - count - 1 - q;
    thresholds[size++] = score;
  }
  return {
    truePositives: truePositives.slice(0, size),
    falsePositives: falsePositives.slice(0, size),
    thresholds: thresholds.slice(0, size),
  };
}

function sumWeights(positive: Uint8Array, scores: Float64Array, weights: Float64Array): ThresholdCounts {
  const order = Int32Array.from(scores.keys())
    .filter((i) => weights[i] !== 0)
    // Equal scores in reverse order of rows: scikit-learn's order of summation, to the last bit.
    .sort((a, b) => scores[b] - scores[a] || b - a);
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  const thresholds: number[] = [];
  let tp = 0;
  let fp = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    if (positive[i] === 1) tp += weights[i];
    else fp += weights[i];
    if (k + 1 < order.length && scores[order[k + 1]] === scores[i]) continue;
    truePositives.push(tp);
    falsePositives.push(fp);
    thresholds.push(scores[i]);
  }
  return {
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
    thresholds: Float64Array.from(thresholds),
  };
}

/** @throws ValidationError if all rows are of one class, for which `metric` is not defined. */
export function requireBothClasses(counts: ThresholdCounts, metric: string): void {
  const last = counts.thresholds.length - 1;
  if (counts.truePositives[last] > 0 && counts.falsePositives[last] > 0) return;
  throw new ValidationError(`yTrue holds one class only, for which ${metric} is not defined.`);
}
