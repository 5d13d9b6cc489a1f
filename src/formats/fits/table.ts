import type { FitsValues } from "./elements";
import type { FitsError } from "./fits-error";
import { FitsHdu } from "./hdu";

/** Cells of a column with one array length for all rows, row after row. */
export type FitsFixedColumn = FitsValues | string[] | (boolean | null)[];
/** Cells of a column; where lengths vary (P and Q), one array, or string, a row. */
export type FitsColumnData = FitsFixedColumn | FitsFixedColumn[];

/** What the header says of a column. */
export interface FitsColumn {
  /** Place in the table, from 0. */
  readonly index: number;
  /** TTYPE; `col1`, `col2` … where it is absent. */
  readonly name: string;
  /** TFORM. */
  readonly format: string;
  /** TUNIT. */
  readonly unit?: string;
  /** TNULL: stored value (an ASCII table's text) that stands for "no value". */
  readonly null?: number | bigint | string;
  /** TSCAL. */
  readonly scale: number;
  /** TZERO. */
  readonly zero: number;
  /** TDISP. */
  readonly display?: string;
  /** TDIM as written: the first axis varies fastest. */
  readonly dims?: readonly number[];
  /**
   * Shape of one row's cell in row-major order, empty for one value a row. Complex numbers add a
   * last axis of 2 (re, im); the first axis of a string's TDIM, its width, is not counted.
   */
  readonly shape: readonly number[];
  /** Values a row: the product of `shape`. */
  readonly width: number;
  /** True where lengths vary from row to row (P and Q). */
  readonly variable: boolean;
}

/** A table: look-up of columns, which are read when first asked for and then kept. */
export abstract class FitsTable<Column extends FitsColumn = FitsColumn> extends FitsHdu {
  abstract override readonly kind: "binary-table" | "ascii-table";
  private parsed: readonly Column[] | undefined;
  private readonly read = new Map<number, FitsColumnData>();

  /** Number of rows. */
  get rows(): number {
    return this.header.integer("NAXIS2", 0, Number.MAX_SAFE_INTEGER);
  }

  /**
   * The columns' names, formats, units, nulls and shapes, in order.
   * @throws FitsError if the header does not describe the table.
   */
  get columns(): readonly Column[] {
    this.parsed ??= this.parseColumns();
    return this.parsed;
  }

  protected abstract parseColumns(): Column[];
  protected abstract readColumn(column: Column): FitsColumnData;

  /**
   * Cells of one column: `rows × width` of them, row after row; for variable lengths one array a row.
   * The types are those of `BinaryTableHdu` and `AsciiTableHdu`.
   * @param key Name (as written, else in any case if that is one column only) or index from 0.
   * @throws FitsError if there is no such column or its bytes do not make sense.
   */
  column(key: string | number): FitsColumnData {
    const column = this.find(key);
    const known = this.read.get(column.index);
    if (known !== undefined) return known;
    const data = this.readColumn(column);
    this.read.set(column.index, data);
    return data;
  }

  /**
   * One column's numbers as doubles (NaN for null), `rows × width` of them.
   * @throws FitsError if they are not numbers, vary in length, or are integers that a double cannot hold.
   */
  numbers(key: string | number): Float64Array {
    const data = this.column(key);
    if (data instanceof Float64Array) return data;
    if (Array.isArray(data) || data instanceof BigInt64Array || data instanceof BigUint64Array) {
      throw this.columnError(this.find(key), "does not hold numbers that fit a Float64Array; use column()");
    }
    return Float64Array.from(data);
  }

  /**
   * One column's strings.
   * @throws FitsError if they are not strings.
   */
  strings(key: string | number): string[] {
    const data = this.column(key);
    if (Array.isArray(data) && (data as unknown[]).every((cell) => typeof cell === "string")) {
      return data as string[];
    }
    throw this.columnError(this.find(key), "does not hold strings");
  }

  /**
   * All columns, as a plain object that arquero's `table()` takes: one entry a row in each, an array
   * where the cell is one. Of columns with the same name the later ones get `_2`, `_3` …; columns of
   * zero width hold nothing and are left out.
   */
  toColumns(): Record<string, ArrayLike<unknown>> {
    const names = new Set<string>();
    const entries: [string, ArrayLike<unknown>][] = [];
    for (const column of this.columns) {
      if (column.width === 0) continue;
      let name = column.name;
      for (let n = 2; names.has(name); n++) name = `${column.name}_${n}`;
      names.add(name);
      const data = this.column(column.index);
      const isScalar = column.variable || column.shape.length === 0;
      entries.push([name, isScalar ? data : splitRows(data as FitsFixedColumn, this.rows, column.width)]);
    }
    return Object.fromEntries(entries);
  }

  private find(key: string | number): Column {
    const columns = this.columns;
    if (typeof key === "number") {
      if (columns[key] !== undefined) return columns[key];
      throw this.header.error(`there is no column ${key}; the table has ${columns.length}, from 0`);
    }
    const exact = columns.find((column) => column.name === key);
    if (exact !== undefined) return exact;
    const lower = key.toLowerCase();
    const similar = columns.filter((column) => column.name.toLowerCase() === lower);
    if (similar.length === 1) return similar[0];
    const names = (similar.length > 0 ? similar : columns).slice(0, 40).map((column) => column.name);
    const what = similar.length > 0 ? "more than one column is" : "there is no column";
    throw this.header.error(`${what} ${JSON.stringify(key)} (${names.join(", ")})`);
  }

  protected columnError(column: FitsColumn, message: string): FitsError {
    return this.header.error(`column ${JSON.stringify(column.name)} ${message}`, `TFORM${column.index + 1}`);
  }

  summary(): string {
    return `${this.kind.replace("-", " ")}, ${this.rows} rows x ${this.columns.length} columns`;
  }
}

/** One array a row out of the cells of a vector column (views where they are a typed array). */
function splitRows(data: FitsFixedColumn, rows: number, width: number): FitsFixedColumn[] {
  const cells: FitsFixedColumn[] = new Array(rows);
  for (let row = 0; row < rows; row++) {
    const [start, end] = [row * width, (row + 1) * width];
    cells[row] = Array.isArray(data) ? data.slice(start, end) : data.subarray(start, end);
  }
  return cells;
}
