import { columnMeans } from "./column-means";
import { ValidationError } from "./errors";
import { Matrix } from "./matrix";
import { type TableLike, toMatrix } from "./table-like";

/**
 * (features x features) Pearson's correlation coefficient of each pair of columns, as
 * `numpy.corrcoef(X, rowvar=False)`.
 *
 * @param X - (n x features) finite numbers, at least two rows.
 * @throws ValidationError if X is unusable or a column does not vary, which has no correlation.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.corrcoef.html
 */
export function correlationMatrix(X: TableLike): Matrix {
  const matrix = toMatrix(X);
  const { data, cols } = matrix;
  const mean = columnMeans(matrix);
  const products = Matrix.zeros(cols, cols);
  for (let at = 0; at < data.length; at += cols) {
    for (let j = 0; j < cols; j++) {
      const difference = data[at + j] - mean[j];
      for (let k = 0; k <= j; k++) products.data[j * cols + k] += difference * (data[at + k] - mean[k]);
    }
  }
  const constant = mean.findIndex((_, j) => products.get(j, j) === 0);
  if (constant >= 0) {
    throw new ValidationError(
      `Column ${constant} of X does not vary: it has no correlation with the others.`,
    );
  }
  const out = Matrix.zeros(cols, cols);
  for (let j = 0; j < cols; j++) {
    out.set(j, j, 1);
    for (let k = 0; k < j; k++) {
      const r = products.get(j, k) / Math.sqrt(products.get(j, j) * products.get(k, k));
      const clipped = Math.max(-1, Math.min(1, r));
      out.set(j, k, clipped);
      out.set(k, j, clipped);
    }
  }
  return out;
}
