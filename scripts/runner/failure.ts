import type { CodeCell } from "./notebook-file";

/** One reason why a notebook's run does not count, told in one line. */
export interface Failure {
  /** Number of the code cell, from 1, as Jupyter shows it; null where no single cell is to blame. */
  readonly cell: number | null;
  /** Place of that cell among all cells of the file, from 1. */
  readonly place: number | null;
  /** First line of that cell. */
  readonly line: string | null;
  readonly cause: string;
}

/** The line that names notebook, cell and cause. */
export function failureLine(notebook: string, failure: Failure): string {
  const where = failure.cell === null ? "" : `, cell ${failure.cell} (${failure.line})`;
  return `${notebook}${where}: ${failure.cause}`;
}

/** The failure of a whole notebook. */
export function wholeFailure(cause: string): Failure {
  return { cell: null, place: null, line: null, cause };
}

/** The failure of one cell. */
export function cellFailure(cell: CodeCell, cause: string): Failure {
  return { cell: cell.number, place: cell.index + 1, line: firstLine(cell.source, 60), cause };
}

/** First line of a text that says something, cut to `length` characters. */
export function firstLine(text: string, length = 200): string {
  const line = text.split("\n").find((part) => part.trim() !== "") ?? "";
  return line.trim().length > length ? `${line.trim().slice(0, length - 1)}…` : line.trim();
}
