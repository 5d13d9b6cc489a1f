import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip as gunzipCallback } from "node:zlib";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import { COLOR_NAMES } from "../simulate/color-box";
import { POINT_SOURCE_CLASSES, simulatePointSources } from "../simulate/point-sources";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

const gunzip = promisify(gunzipCallback);

/**
 * 9,000 point sources of SDSS in three classes (Feigelson & Babu 2012, Modern Statistical Methods for Astronomy, app. C).
 *
 * Features u-g, g-r, r-i, i-z in mag; the target `class` is 1 for a quasar, 2 for a star of the main sequence or a giant,
 * 3 for a white dwarf.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else {@link simulatePointSources}
 * stands in.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchPointSources(options: OrSimulateOptions = {}): Promise<Dataset<Float64Array>> {
  checkFetchOptions("fetchPointSources", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("sdss-point-sources");
      const bytes = await gunzip(await readFile(await fetchFile(entry.id, options)));
      const columns = readPointSources(bytes.toString("latin1"));
      return Dataset.create({
        id: "sdss-point-sources",
        title: "Quasars, stars and white dwarfs of SDSS",
        columns,
        featureNames: [...COLOR_NAMES],
        units: Object.fromEntries(COLOR_NAMES.map((name) => [name, "mag"])),
        targetName: "class",
        y: columns.class,
        targetNames: POINT_SOURCE_CLASSES.map(({ name }) => name),
        provenance: "real",
        description: "Colours of point sources whose class is known from spectra.",
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulatePointSources(),
  );
}

/**
 * The columns of the file under this package's names.
 *
 * @throws ValidationError if a column is missing, a cell is empty or no number, or a class is none of the three.
 */
export function readPointSources(text: string): { [name: string]: Float64Array } {
  const name = "table of SDSS point sources";
  const table = new DelimitedTable(text, { delimiter: "whitespace", name });
  const columns: { [name: string]: Float64Array } = {};
  for (const color of COLOR_NAMES) columns[color] = table.numbers(color.replace("-", "_"));
  columns.class = table.numbers("Class");
  for (const [column, values] of Object.entries(columns)) {
    const hole = values.findIndex(Number.isNaN);
    if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
  }
  const wrong = columns.class.findIndex((label) => ![1, 2, 3].includes(label));
  if (wrong >= 0) {
    throw new ValidationError(
      `Row ${wrong} of the ${name} has Class ${columns.class[wrong]}, none of 1, 2, 3.`,
    );
  }
  return columns;
}
