import { ValidationError } from "../core/errors";
import type { Label } from "../core/labels";
import { isColumnTable, isMatrixLike, type TableLike } from "../core/table-like";

/** The number of rows of a table (or values of a vector), without reading it. */
export function countRows(X: TableLike | ArrayLike<unknown>): number {
  if (isMatrixLike(X)) return X.rows;
  if (isColumnTable(X)) return X.numRows();
  const { shape, length } = X as { shape?: number[]; length?: number };
  const rows = Array.isArray(shape) ? shape[0] : length;
  if (typeof rows === "number" && rows > 0) return rows;
  throw new ValidationError("X has no rows: a table of at least one row is needed.");
}

/** The labels or targets of some rows: a `Float64Array` for numbers, else a plain array. */
export function takeLabels(labels: ArrayLike<Label>, indices: ArrayLike<number>): Float64Array | Label[] {
  const n = indices.length;
  if (typeof labels[0] !== "number") return Array.from(indices, (i) => labels[i]);
  const out = new Float64Array(n);
  for (let k = 0; k < n; k++) out[k] = labels[indices[k]] as number;
  return out;
}

/** All labels or targets, copied: a `Float64Array` for numbers, else a plain array. */
export function copyLabels(labels: ArrayLike<Label>): Float64Array | Label[] {
  return typeof labels[0] === "number" ? Float64Array.from(labels as ArrayLike<number>) : Array.from(labels);
}
