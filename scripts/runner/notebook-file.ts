/** The parts of a Jupyter notebook file (nbformat 4) that the runner reads. */
export interface NotebookFile {
  readonly cells: readonly NotebookCell[];
}

export interface NotebookCell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly source: string | readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly CellOutput[];
}

export interface CellOutput {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A cell that is run, with its number as a reader counts (code cells from 1) and its index in the file. */
export interface CodeCell {
  readonly index: number;
  readonly number: number;
  readonly source: string;
  readonly outputs: readonly CellOutput[];
}

/** The cells that are run: code cells with something in them. */
export function codeCells(notebook: NotebookFile): CodeCell[] {
  return notebook.cells
    .map((cell, index) => ({ cell, index, source: textOf(cell.source) }))
    .filter(({ cell, source }) => cell.cell_type === "code" && source.trim() !== "")
    .map(({ cell, index, source }, position) => ({
      index,
      number: position + 1,
      source,
      outputs: cell.outputs ?? [],
    }));
}

function textOf(source: string | readonly string[]): string {
  return typeof source === "string" ? source : source.join("");
}
