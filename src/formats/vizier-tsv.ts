import { ValidationError } from "../core/errors";
import { DelimitedTable } from "./delimited";

/** One table of a VizieR answer in tab-separated form. */
export interface VizierTable {
  /** The columns under VizieR's names; a blank cell of a number column is NaN. */
  table: DelimitedTable;
  /** Unit of each column that has one, as VizieR writes it. */
  units: { [column: string]: string };
}

/**
 * Reads the tab-separated form of a VizieR catalogue (`asu-tsv`): `#` lines, a line of names, one of units, one of
 * dashes, then the rows (https://vizier.cds.unistra.fr/vizier/doc/asu-summary.htx).
 *
 * @throws ValidationError if the three header lines are not there, a row has another number of cells, or a second table
 * follows.
 */
export function readVizierTsv(text: string, name = "VizieR table"): VizierTable {
  const lines = text
    .split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("#"));
  const [header, units, dashes, ...rows] = lines;
  if (dashes === undefined || !isDashes(dashes.line)) {
    throw new ValidationError(
      `The ${name} does not begin with a line of names, one of units and one of dashes.`,
    );
  }
  const second = rows.find(({ line }) => isDashes(line));
  if (second !== undefined) {
    throw new ValidationError(
      `Line ${second.number} of the ${name} begins a second table; only one can be read.`,
    );
  }
  const names = header.line.split("\t");
  const unitCells = units.line.split("\t");
  for (const { line, number } of rows) {
    const cells = line.split("\t").length;
    if (cells === names.length) continue;
    throw new ValidationError(`Line ${number} of the ${name} has ${cells} cells instead of ${names.length}.`);
  }
  return {
    table: new DelimitedTable(rows.map(({ line }) => line).join("\n"), { delimiter: "\t", names, name }),
    units: Object.fromEntries(
      names.map((column, j) => [column, (unitCells[j] ?? "").trim()]).filter(([, unit]) => unit !== ""),
    ),
  };
}

const isDashes = (line: string): boolean => /^-[-\t]*$/.test(line);
