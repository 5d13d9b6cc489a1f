import { ValidationError } from "./errors";
import { Matrix } from "./matrix";

/** What this package reads of an arquero table. */
export interface ColumnTableLike {
  numRows(): number;
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
}

/** What this package reads of a danfo.js DataFrame. */
export interface DataFrameLike {
  readonly shape: number[];
  readonly columns: string[];
  readonly values: unknown;
}

/** What this package reads of a TensorFlow.js tensor. */
export interface TensorLike {
  readonly shape: number[];
  dataSync(): ArrayLike<number>;
}

/**
 * A table of numbers: rows as arrays or typed arrays, a {@link Matrix}, an arquero table, a danfo.js DataFrame
 * or a two-dimensional TensorFlow.js tensor. The libraries are recognised by shape and are not imported.
 */
export type TableLike = Matrix | ArrayLike<ArrayLike<number>> | ColumnTableLike | DataFrameLike | TensorLike;

export interface ToMatrixOptions {
  /** What messages call the table; default `"X"`. */
  name?: string;
  /** Let NaN through (infinity is still refused); default `false`. */
  allowNaN?: boolean;
  /** Let a table without rows through; default `false`. */
  allowEmpty?: boolean;
  /**
   * Leave NaN and infinity unlooked for; default `false`. For a computation that shows them in its result, and then
   * reads the table again with this check to name the place.
   */
  unchecked?: boolean;
}

const isObject = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null;

export const isMatrixLike = (x: unknown): x is Matrix =>
  isObject(x) && x.data instanceof Float64Array && typeof x.rows === "number" && typeof x.cols === "number";

export const isColumnTable = (x: unknown): x is ColumnTableLike =>
  isObject(x) &&
  typeof x.numRows === "function" &&
  typeof x.columnNames === "function" &&
  typeof x.array === "function";

export const isTensor = (x: unknown): x is TensorLike =>
  isObject(x) && typeof x.dataSync === "function" && Array.isArray(x.shape);

export const isDataFrame = (x: unknown): x is DataFrameLike =>
  isObject(x) && Array.isArray(x.shape) && Array.isArray(x.columns) && "values" in x && !isTensor(x);

/** A danfo.js Series says that its shape is [n, 1], as a DataFrame of one column does; its values tell them apart. */
export const isSeries = (x: unknown): x is { readonly values: ArrayLike<unknown> } =>
  isDataFrame(x) && !isArrayLike((x.values as ArrayLike<unknown>)?.[0]);

const isArrayLike = (x: unknown): x is ArrayLike<unknown> =>
  Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));

/** The column names that a table carries, or `undefined` where it carries none. */
export function featureNamesOf(X: unknown): string[] | undefined {
  if (isColumnTable(X)) return X.columnNames();
  if (isDataFrame(X)) return X.columns.map(String);
  return undefined;
}

/**
 * Reads any {@link TableLike} as a {@link Matrix} and checks every value. A `Matrix` comes back as it is,
 * without a copy.
 *
 * @throws ValidationError if the table is empty, ragged, one-dimensional, or holds a value that is not a finite
 * number; the message names row and column.
 */
export function toMatrix(X: TableLike, options: ToMatrixOptions = {}): Matrix {
  const { name = "X", allowNaN = false, allowEmpty = false, unchecked = false } = options;
  const matrix = readMatrix(X, name);
  if (!allowEmpty && (matrix.rows === 0 || matrix.cols === 0)) {
    throw new ValidationError(
      `${name} is empty (${matrix.rows} rows, ${matrix.cols} columns): at least one row and one column are needed.`,
    );
  }
  if (!unchecked) checkFinite(matrix, name, allowNaN, featureNamesOf(X));
  return matrix;
}

function readMatrix(X: unknown, name: string): Matrix {
  if (X instanceof Matrix) return X;
  if (isMatrixLike(X)) return new Matrix(X.data, X.rows, X.cols);
  if (isColumnTable(X)) return readColumns(X, name);
  if (isTensor(X)) {
    if (X.shape.length !== 2) throw wrongDimensions(name, `a tensor of shape [${X.shape.join(", ")}]`);
    return new Matrix(Float64Array.from(X.dataSync()), X.shape[0], X.shape[1]);
  }
  if (isDataFrame(X)) {
    if (isSeries(X)) throw wrongDimensions(name, "a one-dimensional series");
    return readRows(X.values as ArrayLike<unknown>, name, X.columns);
  }
  if (isArrayLike(X)) {
    if (X.length > 0 && !isArrayLike(X[0])) throw wrongDimensions(name, "a one-dimensional array");
    return readRows(X, name);
  }
  throw new ValidationError(
    `${name} must be a table: an array of rows, a Matrix, an arquero table, a danfo DataFrame or a 2-D tensor; ` +
      `got ${describe(X)}.`,
  );
}

function wrongDimensions(name: string, got: string): ValidationError {
  return new ValidationError(
    `${name} must have two dimensions (rows and columns), but is ${got}. ` +
      "A single column is written [[1], [2], …]; a single row [[1, 2, …]].",
  );
}

function readRows(rows: ArrayLike<unknown>, name: string, columns?: string[]): Matrix {
  const n = rows.length;
  const first = rows[0];
  const cols = n === 0 ? 0 : (first as ArrayLike<unknown>).length;
  const data = new Float64Array(n * cols);
  let k = 0;
  for (let i = 0; i < n; i++) {
    const row = rows[i];
    if (!isArrayLike(row)) {
      throw new ValidationError(`${name} row ${i} must be an array of numbers, but is ${describe(row)}.`);
    }
    if (row.length !== cols) {
      throw new ValidationError(
        `${name} is ragged: row 0 has ${cols} columns, row ${i} has ${row.length}. Every row needs the same number.`,
      );
    }
    for (let j = 0; j < cols; j++) data[k++] = toNumber(row[j], name, i, columns?.[j] ?? j);
  }
  return new Matrix(data, n, cols);
}

function readColumns(table: ColumnTableLike, name: string): Matrix {
  const names = table.columnNames();
  const n = table.numRows();
  const cols = names.length;
  const data = new Float64Array(n * cols);
  for (let j = 0; j < cols; j++) {
    const values = table.array(names[j]);
    for (let i = 0; i < n; i++) data[i * cols + j] = toNumber(values[i], name, i, names[j]);
  }
  return new Matrix(data, n, cols);
}

function toNumber(value: unknown, name: string, row: number, column: number | string): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === null || value === undefined) return Number.NaN;
  throw new ValidationError(
    `${name} must hold numbers only, but row ${row}, ${columnLabel(column)} is ${describe(value)}. ` +
      "Leave the column out or encode it as numbers.",
  );
}

function checkFinite(matrix: Matrix, name: string, allowNaN: boolean, columns?: string[]): void {
  const { data, cols } = matrix;
  if (allFinite(data)) return;
  for (let k = 0; k < data.length; k++) {
    const value = data[k];
    // v - v is 0 for finite numbers only.
    if (value - value === 0 || (allowNaN && Number.isNaN(value))) continue;
    const column = k % cols;
    throw new ValidationError(
      `${name} holds ${value} at row ${Math.floor(k / cols)}, ${columnLabel(columns?.[column] ?? column)}. ` +
        "Remove or impute such rows first.",
    );
  }
}

/** Zero times a number is zero unless the number is NaN or infinite; four sums do not wait for one another. */
export function allFinite(data: Float64Array): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const even = data.length - (data.length % 4);
  for (let k = 0; k < even; k += 4) {
    a += data[k] * 0;
    b += data[k + 1] * 0;
    c += data[k + 2] * 0;
    d += data[k + 3] * 0;
  }
  for (let k = even; k < data.length; k++) a += data[k] * 0;
  return a + b + c + d === 0;
}

const columnLabel = (column: number | string): string =>
  typeof column === "number" ? `column ${column}` : `column "${column}"`;

/** A value in a few words, for messages. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return `the string ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === "object") return `an object (${value?.constructor?.name ?? "no prototype"})`;
  return `${typeof value === "bigint" ? "the bigint " : ""}${String(value)}`;
}
