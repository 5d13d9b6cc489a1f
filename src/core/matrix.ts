import { ValidationError } from "./errors";

/**
 * A dense table of numbers, row-major in one `Float64Array`: `data[i * cols + j]` is row `i`, column `j`.
 *
 * Estimators read `data` directly; nothing in this package changes a matrix that it was given.
 */
export class Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;

  /**
   * Wraps `data` without copying it.
   *
   * @throws ValidationError if the length of `data` is not `rows * cols`.
   */
  constructor(data: Float64Array, rows: number, cols: number) {
    if (data.length !== rows * cols) {
      throw new ValidationError(
        `A matrix of ${rows} x ${cols} needs ${rows * cols} values, but got ${data.length}.`,
      );
    }
    this.data = data;
    this.rows = rows;
    this.cols = cols;
  }

  /** A matrix of zeros. */
  static zeros(rows: number, cols: number): Matrix {
    return new Matrix(new Float64Array(rows * cols), rows, cols);
  }

  /**
   * Copies rows of equal length into a matrix.
   *
   * @throws ValidationError if the rows differ in length (the message names the row).
   */
  static from(rows: ArrayLike<ArrayLike<number>>): Matrix {
    const n = rows.length;
    const cols = n === 0 ? 0 : rows[0].length;
    const data = new Float64Array(n * cols);
    for (let i = 0; i < n; i++) {
      const row = rows[i];
      if (row.length !== cols) {
        throw new ValidationError(
          `Rows must have equal length: row 0 has ${cols} values, row ${i} has ${row.length}.`,
        );
      }
      for (let j = 0; j < cols; j++) data[i * cols + j] = row[j];
    }
    return new Matrix(data, n, cols);
  }

  /**
   * Joins columns of equal length into a matrix.
   *
   * @throws ValidationError if the columns differ in length.
   */
  static fromColumns(columns: ArrayLike<ArrayLike<number>>): Matrix {
    const cols = columns.length;
    const n = cols === 0 ? 0 : columns[0].length;
    const data = new Float64Array(n * cols);
    for (let j = 0; j < cols; j++) {
      const column = columns[j];
      if (column.length !== n) {
        throw new ValidationError(
          `Columns must have equal length: column 0 has ${n} values, column ${j} has ${column.length}.`,
        );
      }
      for (let i = 0; i < n; i++) data[i * cols + j] = column[i];
    }
    return new Matrix(data, n, cols);
  }

  /**
   * Puts matrices of equal width below each other, as `numpy.vstack`.
   *
   * @throws ValidationError if their widths differ.
   */
  static vstack(matrices: readonly Matrix[]): Matrix {
    const cols = matrices[0]?.cols ?? 0;
    const rows = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
    const data = new Float64Array(rows * cols);
    let at = 0;
    for (const [k, matrix] of matrices.entries()) {
      if (matrix.cols !== cols) {
        throw new ValidationError(
          `Matrices must have equal width: matrix 0 has ${cols} columns, matrix ${k} has ${matrix.cols}.`,
        );
      }
      data.set(matrix.data, at);
      at += matrix.data.length;
    }
    return new Matrix(data, rows, cols);
  }

  get shape(): [number, number] {
    return [this.rows, this.cols];
  }

  get(i: number, j: number): number {
    return this.data[i * this.cols + j];
  }

  set(i: number, j: number, value: number): void {
    this.data[i * this.cols + j] = value;
  }

  /** A view of row `i`: writing to it writes to the matrix. */
  row(i: number): Float64Array {
    return this.data.subarray(i * this.cols, (i + 1) * this.cols);
  }

  /** A copy of column `j`. */
  column(j: number): Float64Array {
    const { data, rows, cols } = this;
    const out = new Float64Array(rows);
    for (let i = 0, k = j; i < rows; i++, k += cols) out[i] = data[k];
    return out;
  }

  /** The rows named by `indices`, in that order; an index may occur more than once. */
  takeRows(indices: ArrayLike<number>): Matrix {
    const { data, cols } = this;
    const out = new Float64Array(indices.length * cols);
    const n = indices.length;
    // Making a view costs more than copying a narrow row number by number.
    if (cols > 32) {
      for (let i = 0; i < n; i++) {
        const from = indices[i] * cols;
        out.set(data.subarray(from, from + cols), i * cols);
      }
    } else {
      for (let i = 0, to = 0; i < n; i++) {
        const from = indices[i] * cols;
        for (let j = 0; j < cols; j++, to++) out[to] = data[from + j];
      }
    }
    return new Matrix(out, n, cols);
  }

  /** The columns named by `indices`, in that order. */
  takeColumns(indices: ArrayLike<number>): Matrix {
    const { data, rows, cols } = this;
    const width = indices.length;
    const out = new Float64Array(rows * width);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < width; j++) out[i * width + j] = data[i * cols + indices[j]];
    }
    return new Matrix(out, rows, width);
  }

  transpose(): Matrix {
    const { data, rows, cols } = this;
    const out = new Float64Array(data.length);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) out[j * rows + i] = data[i * cols + j];
    }
    return new Matrix(out, cols, rows);
  }

  copy(): Matrix {
    return new Matrix(this.data.slice(), this.rows, this.cols);
  }

  /** The rows as plain arrays, copied. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }

  /** The first rows and the shape, for printing in a notebook. */
  toString(): string {
    const shown = Math.min(this.rows, 6);
    const lines: string[] = [];
    for (let i = 0; i < shown; i++) {
      const row = Array.from(this.row(i).subarray(0, 10), (v) => String(Number(v.toPrecision(6))));
      lines.push(`  [${row.join(", ")}${this.cols > 10 ? ", …" : ""}]`);
    }
    if (this.rows > shown) lines.push("  …");
    return `Matrix ${this.rows} x ${this.cols}\n${lines.join("\n")}`;
  }

  /** What `console.log` and a notebook show. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
