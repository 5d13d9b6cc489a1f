import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import {
  LAMOST_MAGNITUDES,
  LAMOST_NUMBERS,
  LAMOST_TEXTS,
  LAMOST_UNITS,
  simulateLamostStars,
} from "../simulate/lamost-stars";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

/**
 * 3,165 stars of LAMOST's pilot survey and first year (Luo et al. 2015, RAA 15, 1095) with the magnitudes of the input
 * catalogue and the stellar parameters that the survey's pipeline found: a table as a survey delivers it, to practise
 * cleaning on.
 *
 * Features `mag1` to `mag7`, in mag, **as they stand in the file**: `magtype` says which bands they are, in order
 * (`"ugrizjh"` nearly always); 99 and 0 stand where there is no magnitude. The target `teff` is the effective temperature in
 * K. The table also has `logg`, `feh`, the radial velocity `rv` in km/s, the error of each (`teff_err` …), the place `ra` and
 * `dec` in deg, the signal-to-noise ratio in five bands (`snru` … `snrz`; -9999 stands where it was 100 or more, as it
 * seems: those stars are the brightest), and as text `obsid`, `designation`, `obsdate`, `planid`, the spectral type
 * `subclass`, `magtype` and the input catalogue `tfrom`. The indices that the file's author measured on uncalibrated
 * spectra are left out.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else {@link simulateLamostStars}
 * stands in.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchLamostStars(options: OrSimulateOptions = {}): Promise<Dataset<Float64Array>> {
  checkFetchOptions("fetchLamostStars", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("lamost-stars");
      const columns = readLamostStars(await readFile(await fetchFile(entry.id, options), "utf8"));
      return Dataset.create({
        id: entry.id,
        title: "Stars of LAMOST with magnitudes and stellar parameters",
        columns,
        featureNames: [...LAMOST_MAGNITUDES],
        units: LAMOST_UNITS,
        targetName: "teff",
        y: columns.teff as Float64Array,
        provenance: "real",
        description:
          "Magnitudes as in the file: 99 and 0 are not magnitudes, -9999 is no signal-to-noise ratio; magtype names the bands.",
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateLamostStars(),
  );
}

/**
 * The columns of the file that the data set has.
 *
 * @throws ValidationError if a column is missing, a cell of numbers is empty or no number, or a `magtype` does not name
 * seven bands and is not `"ugriz"`.
 */
export function readLamostStars(text: string): { [name: string]: ArrayLike<unknown> } {
  const name = "table of LAMOST stars";
  const table = new DelimitedTable(text, { name });
  const columns: { [name: string]: ArrayLike<unknown> } = {};
  for (const column of LAMOST_TEXTS) columns[column] = table.strings(column);
  for (const column of [...LAMOST_NUMBERS, ...LAMOST_MAGNITUDES]) {
    const values = table.numbers(column);
    const hole = values.findIndex(Number.isNaN);
    if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
    columns[column] = values;
  }
  const wrong = (columns.magtype as string[]).findIndex((bands) => !/^ugriz$|^[a-z]{7}$/.test(bands));
  if (wrong >= 0) {
    throw new ValidationError(
      `Row ${wrong} of the ${name} has magtype ${JSON.stringify((columns.magtype as string[])[wrong])}, no list of bands.`,
    );
  }
  return columns;
}
