import { ParameterError, ValidationError } from "../core/errors";
import { codesByMap, type Label, type LabelsLike, sortLabels, toLabels } from "../core/labels";
import { checkSameLength } from "../core/targets";

/** True and predicted labels as indices into the sorted labels that occur in either. */
export interface LabelPair {
  classes: Label[];
  trueCodes: Int32Array;
  predCodes: Int32Array;
}

/**
 * Reads the labels that a classification metric compares.
 *
 * @throws ValidationError if their lengths or kinds differ, or they hold fractions (probabilities or scores
 * in the place of labels).
 */
export function readLabelPair(
  yTrue: LabelsLike,
  yPred: LabelsLike,
): { actual: ArrayLike<Label>; predicted: ArrayLike<Label> } {
  const actual = toLabels(yTrue, "yTrue");
  const predicted = toLabels(yPred, "yPred");
  checkSameLength(predicted.length, actual.length, "yPred", "yTrue");
  if (typeof actual[0] !== typeof predicted[0]) {
    throw new ValidationError(
      `yTrue holds labels of type ${typeof actual[0]}, yPred of type ${typeof predicted[0]}: they must be of one kind.`,
    );
  }
  checkDiscrete(actual, "yTrue");
  checkDiscrete(predicted, "yPred");
  return { actual, predicted };
}

function checkDiscrete(labels: ArrayLike<Label>, name: string): void {
  if (typeof labels[0] !== "number") return;
  for (let i = 0; i < labels.length; i++) {
    if (Number.isInteger(labels[i])) continue;
    throw new ValidationError(
      `${name} holds ${String(labels[i])} at row ${i}, which is no class label. ` +
        "Threshold scores or probabilities first, or use a metric for scores or for regression.",
    );
  }
}

/**
 * Reads the labels and replaces each by its index among the distinct ones.
 *
 * @throws ValidationError as {@link readLabelPair}.
 */
export function encodeLabelPair(yTrue: LabelsLike, yPred: LabelsLike): LabelPair {
  const { actual, predicted } = readLabelPair(yTrue, yPred);
  const index = new Map<Label, number>();
  const trueCodes = codesByMap(actual, index);
  const predCodes = codesByMap(predicted, index);
  const classes = sortLabels([...index.keys()]);
  const rank = new Int32Array(classes.length);
  classes.forEach((label, k) => {
    rank[index.get(label)!] = k;
  });
  for (let i = 0; i < trueCodes.length; i++) {
    trueCodes[i] = rank[trueCodes[i]];
    predCodes[i] = rank[predCodes[i]];
  }
  return { classes, trueCodes, predCodes };
}

/**
 * The class that counts as positive: `posLabel`, else 1, or `true` where labels are booleans.
 *
 * @throws ParameterError if it is not among two or more `classes`.
 */
export function positiveLabel(classes: readonly Label[], posLabel: Label | undefined): Label {
  const positive = posLabel ?? (typeof classes[0] === "boolean" ? true : 1);
  if (classes.length >= 2 && !classes.includes(positive)) {
    throw new ParameterError(
      `posLabel is ${JSON.stringify(positive)}, which is none of the labels [${classes.join(", ")}]. ` +
        "Pass the positive class as posLabel.",
    );
  }
  return positive;
}
