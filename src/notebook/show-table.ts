import { ParameterError } from "../core/errors";
import { type ColumnTableLike, isColumnTable, isDataFrame } from "../core/table-like";
import { displayBundle, inNotebook } from "./display";

/** One row, by column. */
export type TableRow = { readonly [column: string]: unknown };

export interface ShowTableOptions {
  /** Rows shown at most; default 10. */
  limit?: number;
  /** Significant digits of numbers; default 5. */
  digits?: number;
}

interface TableText {
  columns: string[];
  /** Rows shown, as text. */
  cells: string[][];
  numeric: boolean[];
  rows: number;
}

/**
 * Shows a table in a notebook (elsewhere prints it): an arquero table, a danfo.js DataFrame or a list of rows
 * (`[{ colours: 1, completeness: 0.94 }, …]`). What stands in the cells is escaped.
 *
 * @throws ParameterError if it is no table, or `limit` or `digits` is no whole number above 0.
 */
export function showTable(
  table: ColumnTableLike | readonly TableRow[] | { columns: string[]; values: unknown },
  options: ShowTableOptions = {},
): void {
  const { limit = 10, digits = 5 } = options;
  if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(digits) || digits < 1 || digits > 21) {
    throw new ParameterError(
      "showTable: limit and digits must be whole numbers above 0 (digits at most 21).",
    );
  }
  const text = readTable(table, limit, digits);
  const plain = asPlain(text);
  if (inNotebook()) displayBundle({ "text/plain": plain, "text/html": asHtml(text) });
  else console.log(plain);
}

function readTable(table: unknown, limit: number, digits: number): TableText {
  const { columns, rows, cell } = openTable(table);
  const shown = Math.min(limit, rows);
  const values = Array.from({ length: shown }, (_, i) => columns.map((name, j) => cell(i, name, j)));
  return {
    columns,
    cells: values.map((row) => row.map((value) => cellText(value, digits))),
    numeric: columns.map((_, j) => values.every((row) => typeof row[j] === "number")),
    rows,
  };
}

interface OpenTable {
  columns: string[];
  rows: number;
  cell(row: number, column: string, index: number): unknown;
}

function openTable(table: unknown): OpenTable {
  if (isColumnTable(table)) {
    const columns = table.columnNames();
    const values = new Map(columns.map((name) => [name, table.array(name)]));
    return { columns, rows: table.numRows(), cell: (i, name) => values.get(name)![i] };
  }
  if (isDataFrame(table)) {
    const values = table.values as unknown[][];
    return { columns: table.columns.map(String), rows: values.length, cell: (i, _, j) => values[i][j] };
  }
  if (
    Array.isArray(table) &&
    table.every((row) => typeof row === "object" && row !== null && !Array.isArray(row))
  ) {
    const columns = [...new Set(table.flatMap((row) => Object.keys(row)))];
    return { columns, rows: table.length, cell: (i, name) => (table[i] as TableRow)[name] };
  }
  throw new ParameterError(
    "showTable takes an arquero table, a danfo DataFrame or a list of rows as objects.",
  );
}

function cellText(value: unknown, digits: number): string {
  if (typeof value === "number")
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits)));
  if (value === null || value === undefined) return "";
  return String(value);
}

function restOf({ rows, cells }: TableText): string {
  return rows > cells.length ? `… ${rows} rows in all` : "";
}

function asPlain(text: TableText): string {
  const widths = text.columns.map((name, j) =>
    Math.max(name.length, ...text.cells.map((row) => row[j].length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, j) => (text.numeric[j] ? cell.padStart(widths[j]) : cell.padEnd(widths[j])))
      .join("  ")
      .trimEnd();
  return [line(text.columns), ...text.cells.map(line), restOf(text)].filter((row) => row !== "").join("\n");
}

function asHtml(text: TableText): string {
  const style = (j: number) => ` style="text-align:${text.numeric[j] ? "right" : "left"}"`;
  const head = text.columns.map((name, j) => `<th${style(j)}>${escapeHtml(name)}</th>`).join("");
  const body = text.cells.map(
    (row) => `<tr>${row.map((cell, j) => `<td${style(j)}>${escapeHtml(cell)}</td>`).join("")}</tr>`,
  );
  const rest = restOf(text);
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>${rest && `<p>${rest}</p>`}`;
}

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
