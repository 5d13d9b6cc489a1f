import { ValidationError } from "../core/errors";

/** The column at which each field starts, and the one after its last; the first column is 0. */
export type FixedWidthFields = { readonly [name: string]: readonly [start: number, end: number] };

export interface FixedWidthOptions {
  /** What messages call the text. */
  name: string;
  /** Number of the first line in its file, for messages; default 1. */
  firstLine?: number;
}

/**
 * The fields of lines whose columns stand at fixed places, blanks around them left out; an empty field is `""`.
 *
 * @throws ValidationError if a line has anything outside the fields: then the columns are not where they are said to be,
 * and every value would be doubtful. The message names line and column.
 */
export function readFixedWidth(
  lines: readonly string[],
  fields: FixedWidthFields,
  options: FixedWidthOptions,
): { [name: string]: string[] } {
  const { name, firstLine = 1 } = options;
  const spans = Object.values(fields);
  for (const [i, line] of lines.entries()) {
    const text = line.trimEnd();
    for (let j = 0; j < text.length; j++) {
      if (text[j] !== " " && !spans.some(([start, end]) => j >= start && j < end)) {
        throw new ValidationError(
          `Line ${firstLine + i} of the ${name} has ${JSON.stringify(text[j])} at column ${j + 1}, between two fields.`,
        );
      }
    }
  }
  return Object.fromEntries(
    Object.entries(fields).map(([field, [start, end]]) => [
      field,
      lines.map((line) => line.slice(start, end).trim()),
    ]),
  );
}

/**
 * Text cells as numbers, an empty one as NaN.
 *
 * @throws ValidationError if a cell is no number; the message names column and row.
 */
export function numbersOf(cells: readonly string[], column: string, name: string): Float64Array {
  return Float64Array.from(cells, (cell, i) => {
    const value = cell === "" ? Number.NaN : Number(cell);
    if (Number.isNaN(value) && cell !== "") {
      throw new ValidationError(
        `Row ${i} of the ${name} holds ${JSON.stringify(cell)} in ${column}, which is no number.`,
      );
    }
    return value;
  });
}
