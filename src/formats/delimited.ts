import { ValidationError } from "../core/errors";

export interface DelimitedOptions {
  /** What stands between cells; `"whitespace"` is any run of blanks or tabs. Default `","`. */
  delimiter?: "," | "\t" | "|" | ";" | "whitespace";
  /** The column names, where the text has no header line. */
  names?: string[];
  /** Lines that begin with this are left out. */
  comment?: string;
  /** What messages call the text; default `"table"`. */
  name?: string;
}

const QUOTE = 34;
const NEWLINE = 10;
const MISSING = new Set(["", "na", "nan", "null", "n/a"]);

/**
 * A table read from text: comma-separated values (RFC 4180, quotes included), tabs, or columns set apart by blanks.
 * Cells stay text until a column is asked for, so that wide files cost only the columns that are used.
 */
export class DelimitedTable {
  readonly names: readonly string[];
  readonly rows: number;
  private readonly name: string;
  /** Start and end of each cell in the text, row by row. */
  private readonly cells: Int32Array;
  private readonly firstLine: number;

  /**
   * @throws ValidationError if the text is empty, a row has another number of cells than there are names, or a name
   * stands twice. The message names the line.
   */
  constructor(
    private readonly text: string,
    options: DelimitedOptions = {},
  ) {
    const { delimiter = ",", comment, name = "table" } = options;
    this.name = name;
    const scanner = new Scanner(text, delimiter, comment);
    const header = options.names ?? scanner.line()?.map(([start, end]) => this.cell(start, end));
    if (header === undefined) throw new ValidationError(`The ${name} is empty.`);
    const doubled = header.find((column, i) => header.indexOf(column) !== i);
    if (doubled !== undefined) {
      throw new ValidationError(`The ${name} has two columns named ${JSON.stringify(doubled)}.`);
    }
    this.names = header;
    this.firstLine = scanner.lineNumber + 1;
    const width = header.length;
    let cells = new Int32Array(1024 * width * 2);
    let k = 0;
    for (let row = scanner.line(); row !== undefined; row = scanner.line()) {
      if (row.length !== width) {
        throw new ValidationError(
          `Line ${scanner.lineNumber} of the ${name} has ${row.length} cells instead of ${width}.`,
        );
      }
      if (k + 2 * width > cells.length) {
        const larger = new Int32Array(cells.length * 2);
        larger.set(cells);
        cells = larger;
      }
      for (const [start, end] of row) {
        cells[k++] = start;
        cells[k++] = end;
      }
    }
    this.rows = k / (2 * width);
    this.cells = cells.subarray(0, k);
  }

  /** A column as text. @throws ValidationError if there is none of that name. */
  strings(column: string): string[] {
    const j = this.indexOf(column);
    return Array.from({ length: this.rows }, (_, i) => this.at(i, j));
  }

  /**
   * A column as numbers; an empty cell, `NA`, `NaN` or `null` is NaN.
   *
   * @throws ValidationError if there is no such column, or a cell is no number (the message names the row).
   */
  numbers(column: string): Float64Array {
    const j = this.indexOf(column);
    const out = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) {
      const text = this.at(i, j).trim();
      const value = text === "" ? Number.NaN : Number(text);
      if (Number.isNaN(value) && !MISSING.has(text.toLowerCase())) {
        throw new ValidationError(
          `Row ${i} (about line ${this.firstLine + i}) of the ${this.name} holds ${JSON.stringify(text.slice(0, 40))} in column ` +
            `${JSON.stringify(column)}, which is no number.`,
        );
      }
      out[i] = value;
    }
    return out;
  }

  private indexOf(column: string): number {
    const j = this.names.indexOf(column);
    if (j < 0) {
      throw new ValidationError(
        `The ${this.name} has no column ${JSON.stringify(column)}. It has ${this.names.join(", ")}.`,
      );
    }
    return j;
  }

  private at(i: number, j: number): string {
    const k = 2 * (i * this.names.length + j);
    return this.cell(this.cells[k], this.cells[k + 1]);
  }

  private cell(start: number, end: number): string {
    if (this.text.charCodeAt(start) !== QUOTE) return this.text.slice(start, end);
    return this.text.slice(start + 1, end - 1).replaceAll('""', '"');
  }
}

/** Finds the cells of one line after the other. */
class Scanner {
  lineNumber = 0;
  private position: number;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
    private readonly comment: string | undefined,
  ) {
    this.position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** The cells of the next line that has any; `undefined` at the end. */
  line(): [number, number][] | undefined {
    const { text } = this;
    while (this.position < text.length) {
      this.lineNumber++;
      const start = this.position;
      if (this.comment !== undefined && text.startsWith(this.comment, start)) {
        this.position = this.endOfLine(start) + 1;
        continue;
      }
      const row = this.delimiter === "whitespace" ? this.blankSeparated(start) : this.separated(start);
      const blank = row.length === 0 || (row.length === 1 && row[0][0] === row[0][1]);
      if (!blank) return row;
    }
    return undefined;
  }

  private endOfLine(from: number): number {
    const end = this.text.indexOf("\n", from);
    return end < 0 ? this.text.length : end;
  }

  private blankSeparated(start: number): [number, number][] {
    const end = this.endOfLine(start);
    const row: [number, number][] = [];
    let i = start;
    while (i < end) {
      while (i < end && this.text.charCodeAt(i) <= 32) i++;
      if (i >= end) break;
      const from = i;
      while (i < end && this.text.charCodeAt(i) > 32) i++;
      row.push([from, i]);
    }
    this.position = end + 1;
    return row;
  }

  private separated(start: number): [number, number][] {
    const { text } = this;
    const separator = this.delimiter.charCodeAt(0);
    const row: [number, number][] = [];
    let from = start;
    let i = start;
    for (;;) {
      if (text.charCodeAt(i) === QUOTE && i === from) i = this.afterQuote(i);
      while (i < text.length && text.charCodeAt(i) !== separator && text.charCodeAt(i) !== NEWLINE) i++;
      const last = i >= text.length || text.charCodeAt(i) === NEWLINE;
      const carriageReturn = last && i > from && text.charCodeAt(i - 1) === 13;
      row.push([from, carriageReturn ? i - 1 : i]);
      i++;
      if (last) break;
      from = i;
    }
    this.position = i;
    return row;
  }

  /** The position after a quoted cell, whose quotes are doubled and which may hold line breaks. */
  private afterQuote(start: number): number {
    const { text } = this;
    let i = start + 1;
    for (;;) {
      const quote = text.indexOf('"', i);
      if (quote < 0)
        throw new ValidationError(`A quote that opens on line ${this.lineNumber} is never closed.`);
      if (text.charCodeAt(quote + 1) !== QUOTE) return quote + 1;
      i = quote + 2;
    }
  }
}
