import { ParameterError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import { featureNamesOf, isColumnTable, isDataFrame, type TableLike, toMatrix } from "../core/table-like";
import { axisTitle } from "./text";

/** How a figure names the features that it shows. */
export interface FeatureOptions {
  /** Names of all columns of `X`; default: the table's own, else `x1`, `x2`, … */
  featureNames?: readonly string[];
  /** Units for the axis titles: one for all columns, one for each column of `X` ("" for none), or by column name. */
  units?: string | readonly string[] | { readonly [column: string]: string };
}

export interface FeatureColumn {
  values: number[];
  /** "name (unit)", escaped. */
  title: string;
}

/**
 * Takes columns of a table by index or name, with the titles of their axes. A missing value (NaN) passes:
 * Plotly leaves its point out.
 */
export function featureColumns(
  X: TableLike,
  columns: ReadonlyArray<number | string> | undefined,
  options: FeatureOptions,
  builder: string,
): FeatureColumn[] {
  const ownNames = featureNamesOf(X);
  const names = options.featureNames ?? ownNames;
  // a table may hold text beside the columns asked for, so those are taken out first
  const known = columns && ownNames && isColumnTable(X) && !isDataFrame(X) ? ownNames : undefined;
  const matrix = known ? undefined : toMatrix(X, { allowNaN: true });
  const count = matrix ? matrix.cols : known!.length;
  const chosen = (columns ?? Array.from({ length: count }, (_, j) => j)).map((column) => {
    const j = typeof column === "number" ? column : (names?.indexOf(column) ?? -1);
    if (!(Number.isInteger(j) && j >= 0 && j < count)) {
      const choice = names ? names.join(", ") : `0 to ${count - 1}`;
      throw new ParameterError(
        `${builder}: X has no column ${JSON.stringify(column)}; its columns are ${choice}.`,
      );
    }
    return j;
  });
  return chosen.map((j) => {
    const name = names?.[j] ?? `x${j + 1}`;
    return {
      values: matrix ? columnOf(matrix, j) : columnOf(tableColumn(X, known![j]), 0),
      title: axisTitle(name, unitOf(options.units, name, j)),
    };
  });
}

function unitOf(units: FeatureOptions["units"], name: string, column: number): string | undefined {
  if (typeof units === "string" || units === undefined) return units;
  return Array.isArray(units) ? units[column] : (units as { [column: string]: string })[name];
}

function columnOf(matrix: Matrix, j: number): number[] {
  return Array.from(matrix.column(j));
}

function tableColumn(X: TableLike, name: string): Matrix {
  const values = (X as { array(name: string): ArrayLike<number> }).array(name);
  return toMatrix(
    Array.from(values, (value) => [value]),
    { name: `column ${name}`, allowNaN: true },
  );
}
