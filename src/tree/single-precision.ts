import { ValidationError } from "../core/errors";
import type { Matrix } from "../core/matrix";

/**
 * The table in single precision, column by column. scikit-learn's trees compare features in single precision; so
 * thresholds come out equal only if these do.
 *
 * @throws ValidationError if a value is too large for single precision.
 */
export function singlePrecisionColumns(X: Matrix): Float32Array {
  const { data, rows, cols } = X;
  const out = new Float32Array(rows * cols);
  for (let i = 0, k = 0; i < rows; i++) {
    for (let j = 0, at = i; j < cols; j++, k++, at += rows) {
      out[at] = data[k];
      if (Number.isFinite(out[at]) || Number.isNaN(data[k])) continue;
      throw new ValidationError(
        `X holds ${data[k]} at row ${i}, column ${j}, which is too large for single precision (3.4e38), in which ` +
          "trees compare features. Rescale the column.",
      );
    }
  }
  return out;
}
