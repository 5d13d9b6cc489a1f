import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip as gunzipCallback } from "node:zlib";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import {
  LINEAR_CLASSES,
  LINEAR_FEATURES,
  LINEAR_UNITS,
  simulateLinearVariables,
} from "../simulate/linear-variables";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

const gunzip = promisify(gunzipCallback);

/** The file's columns; astroML's `fetch_LINEAR_geneva` names them so. */
const COLUMNS = [
  ...["RA", "Dec", "ug", "gi", "iK", "JK", "logP", "amp", "skew", "kurt", "magMed", "nObs"],
  ...["LCtype", "LINEARobjectID"],
];

/** What the file has in place of an amplitude that was not measured. */
const NOT_MEASURED = -99.99;

/**
 * 6,146 periodic variable stars of the LINEAR survey, classed by eye (Palaversa et al. 2013, AJ 146, 101; astroML's
 * `fetch_LINEAR_geneva`).
 *
 * Features: `ug`, `gi`, `iK`, `JK`, colours in mag corrected for extinction (u, g, i of SDSS, J and K of 2MASS); `logP`,
 * log10 of the period in d; `amp` in mag, `skew` and `kurt` of the light curve. The target `LCtype` is 1 RR Lyrae ab,
 * 2 RR Lyrae c, 4 Algol-like with 2 minima, 5 contact binary, 6 delta Scuti or SX Phoenicis; the column `type` has
 * those names. The table also has `RA` and `Dec` in deg, the median magnitude `magMed`, the number of observations `nObs`
 * and `LINEARobjectID` as text.
 *
 * Every row of the file is here, in its order. Three stars of class 6 have an amplitude of -99.99, which means that it
 * was not measured; it is left as in the file and in astroML, so that a fit is that of a Python script, and
 * `description` says so.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else
 * {@link simulateLinearVariables} stands in.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchLinearVariables(options: OrSimulateOptions = {}): Promise<Dataset<Float64Array>> {
  checkFetchOptions("fetchLinearVariables", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("linear-attributes");
      const bytes = await gunzip(await readFile(await fetchFile(entry.id, options)));
      const columns = readLinearVariables(bytes.toString("latin1"));
      const y = columns.LCtype as Float64Array;
      const missing = (columns.amp as Float64Array).filter((amp) => amp === NOT_MEASURED).length;
      return Dataset.create({
        id: "linear-variables",
        title: "Periodic variable stars of LINEAR",
        columns,
        featureNames: [...LINEAR_FEATURES],
        units: LINEAR_UNITS,
        targetName: "LCtype",
        y,
        targetNames: LINEAR_CLASSES.map(({ name }) => name),
        provenance: "real",
        description:
          "Classes by eye; colours corrected for extinction. " +
          `${missing} amplitudes of ${NOT_MEASURED} were not measured and are left as in the file.`,
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateLinearVariables(),
  );
}

/**
 * The columns of the file, and `type`, the name of each `LCtype`.
 *
 * @throws ValidationError if a line has another number of cells, a cell is no number, or a class is none of the five.
 */
export function readLinearVariables(text: string): { [name: string]: ArrayLike<unknown> } {
  const name = "table of LINEAR variables";
  const table = new DelimitedTable(text, { delimiter: "whitespace", names: COLUMNS, comment: "#", name });
  const columns: { [name: string]: ArrayLike<unknown> } = {};
  for (const column of COLUMNS) {
    if (column === "LINEARobjectID") {
      columns[column] = table.strings(column);
      continue;
    }
    const values = table.numbers(column);
    const hole = values.findIndex(Number.isNaN);
    if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
    columns[column] = values;
  }
  columns.type = Array.from(columns.LCtype as Float64Array, (code, i) => {
    const known = LINEAR_CLASSES.find((known) => known.code === code);
    if (known === undefined) {
      throw new ValidationError(
        `Row ${i} of the ${name} has LCtype ${code}, which is none of ${LINEAR_CLASSES.map((k) => k.code).join(", ")}.`,
      );
    }
    return known.name;
  });
  return columns;
}
