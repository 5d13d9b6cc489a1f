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
      if (!Number.isFinite(out[at]) && !Number.isNaN(data[k])) throw tooLarge(X, k);
    }
  }
  return out;
}

/**
 * @param X - finite numbers.
 * @throws ValidationError if a value is too large for single precision.
 */
export function checkSinglePrecision(X: Matrix): void {
  const { data } = X;
  for (let k = 0; k < data.length; k++) if (Math.abs(data[k]) >= TOO_LARGE) throw tooLarge(X, k);
}

/** The least number that single precision rounds to infinity: its largest one and half a step more. */
const TOO_LARGE = 2 ** 128 - 2 ** 103;

const tooLarge = ({ data, cols }: Matrix, k: number): ValidationError =>
  new ValidationError(
    `X holds ${data[k]} at row ${Math.floor(k / cols)}, column ${k % cols}, which is too large for single precision ` +
      "(3.4e38), in which trees compare features. Rescale the column.",
  );
