import { ParameterError } from "../core/errors";
import type { Label, LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { encodeLabelPair } from "./label-pair";

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions {
  /** The classes to count, and their order; rows of other classes are left out. Default all, sorted. */
  labels?: ArrayLike<Label>;
  /** Divide by the row sums (`"true"`), the column sums (`"pred"`) or the total (`"all"`). Default `null`. */
  normalize?: "true" | "pred" | "all" | null;
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
}

/**
 * Counts, for each pair of classes, the rows that are of the first (the matrix's row) and are predicted to be of
 * the second (its column). Where a divisor is 0, a normalized entry is 0.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.confusion_matrix.html
 *
 * @throws ParameterError if `labels` is empty or none of them occurs in yTrue.
 * @throws ValidationError if the labels' lengths or kinds differ.
 */
export function confusionMatrix(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ConfusionMatrixOptions = {},
): Matrix {
  const { labels, normalize = null, sampleWeight } = options;
  if (![null, "true", "pred", "all"].includes(normalize)) {
    throw new ParameterError(`normalize is ${normalize}, but must be "true", "pred", "all" or null.`);
  }
  const { classes, trueCodes, predCodes } = encodeLabelPair(yTrue, yPred);
  const weights = toSampleWeight(sampleWeight, trueCodes.length);
  const wanted = labels === undefined ? classes : Array.from(labels);
  if (wanted.length === 0) throw new ParameterError("labels is empty: name at least one class.");
  const placeOf = new Map(wanted.map((label, k) => [label, k]));
  const places = Int32Array.from(classes, (label) => placeOf.get(label) ?? -1);
  if (labels !== undefined && !trueCodes.some((code) => places[code] >= 0)) {
    throw new ParameterError(`None of the labels [${wanted.join(", ")}] occurs in yTrue.`);
  }
  const size = wanted.length;
  const matrix = Matrix.zeros(size, size);
  for (let i = 0; i < trueCodes.length; i++) {
    const row = places[trueCodes[i]];
    const column = places[predCodes[i]];
    if (row < 0 || column < 0) continue;
    matrix.data[row * size + column] += weights === undefined ? 1 : weights[i];
  }
  return normalize === null ? matrix : normalized(matrix, normalize);
}

function normalized(matrix: Matrix, by: "true" | "pred" | "all"): Matrix {
  const { data, rows: size } = matrix;
  const group = (k: number): number => {
    if (by === "all") return 0;
    return by === "true" ? Math.floor(k / size) : k % size;
  };
  const sums = new Float64Array(size);
  for (let k = 0; k < data.length; k++) sums[group(k)] += data[k];
  for (let k = 0; k < data.length; k++) {
    const sum = sums[group(k)];
    data[k] = sum === 0 ? 0 : data[k] / sum;
  }
  return matrix;
}
