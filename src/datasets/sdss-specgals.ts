import { readFile } from "node:fs/promises";
import { ParameterError, ValidationError } from "../core/errors";
import { checkOneOf } from "../core/parameters";
import { DelimitedTable } from "../formats/delimited";
import { readFits } from "../formats/fits/fits-file";
import { SPECGALS_COLORS, SPECGALS_FEATURES, simulateSpecgals } from "../simulate/specgals";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface SdssSpecgalsOptions extends OrSimulateOptions {
  /**
   * `"mlz"` (the default), twice 5,000 galaxies that a mirror holds; or `"dr8"`, all 661,598 that the talk used, which are
   * downloaded (over 100 MB).
   */
  sample?: "mlz" | "dr8";
  /** Of `"mlz"`: which 5,000 galaxies, those to train on (the default) or those to test with. */
  subset?: "train" | "test";
}

type Columns = { [name: string]: ArrayLike<unknown> };

const MAGNITUDES = [...SPECGALS_FEATURES, ...SPECGALS_COLORS];
const MLZ_COLUMNS = ["redshift", ...MAGNITUDES, ...MAGNITUDES.map((name) => `e_${name}`)];

/**
 * Galaxies of the SDSS main sample with redshifts from their spectra, to learn photometric redshifts from.
 *
 * Features `u`, `g`, `r`, `i`, `z` in mag; the target is `redshift`. The table also has the colours `u-g`, `g-r`, `r-i`,
 * `i-z` and, after `e_`, the error of each magnitude and colour.
 *
 * - **`"mlz"`**: the sets that come with MLZ (Carrasco Kind & Brunner 2013, MNRAS 432, 1483), redshifts 0.002 to 0.3. (The
 *   header of the file to train on leaves out the error of u, which its rows have.)
 * - **`"dr8"`**: the galaxies of data release 8 that astroML's `fetch_sdss_specgals` has, in its order: Petrosian r of 10 to
 *   18, redshifts above 0.02. Magnitudes are model magnitudes as observed, `extinction_r` is the correction in r. The
 *   table has all other columns under astroML's names, among them `ra` and `dec` in deg, `petroMag_r`, `petroR50_r` in
 *   arcsec, line fluxes, `bptclass`, `lgm_tot_p50` and `sfr_tot_p50` (log of the mass and of the star formation rate
 *   in solar ones); `objID` and `specObjID` are text, because a double holds too few digits.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else {@link simulateSpecgals}
 * stands in: 5,000 galaxies with seed 0 to train on or 1 to test with, or 100,000 for `"dr8"`.
 * @throws ParameterError if an option or a value does not exist, or `subset` is given without `"mlz"`.
 * @throws ValidationError, FitsError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchSdssSpecgals(options: SdssSpecgalsOptions = {}): Promise<Dataset<Float64Array>> {
  checkFetchOptions("fetchSdssSpecgals", options, ["sample", "subset", "orSimulate"]);
  const { sample = "mlz", subset = "train" } = options;
  checkOneOf("sample", sample, ["mlz", "dr8"]);
  checkOneOf("subset", subset, ["train", "test"]);
  if (sample === "dr8" && options.subset !== undefined) {
    throw new ParameterError('subset is an option of sample "mlz": the galaxies of "dr8" are not split.');
  }
  return sample === "mlz" ? fetchMlz(subset, options) : fetchDr8(options);
}

function fetchMlz(subset: "train" | "test", options: OrSimulateOptions): Promise<Dataset<Float64Array>> {
  return orSimulated(
    options,
    async () => {
      const { id, citation, terms } = findDataset(`sdss-photoz-${subset}`);
      const columns = readMlzGalaxies(await readFile(await fetchFile(id, options), "utf8"));
      const description = `The galaxies to ${subset === "train" ? "train on" : "test with"}; redshifts from spectra.`;
      return specgalsDataset(columns, {}, { description, citation, terms });
    },
    () => simulateSpecgals({ randomState: subset === "train" ? 0 : 1 }),
  );
}

function fetchDr8(options: OrSimulateOptions): Promise<Dataset<Float64Array>> {
  return orSimulated(
    options,
    async () => {
      const { citation, terms } = findDataset("sdss-specgals-1");
      const parts: Columns[] = [];
      for (const id of ["sdss-specgals-1", "sdss-specgals-2"]) {
        parts.push(readSpecgals(await readFile(await fetchFile(id, options))));
      }
      const description =
        "Model magnitudes as observed, not corrected for extinction; redshifts from spectra.";
      return specgalsDataset(joined(parts), SPECGALS_UNITS, { description, citation, terms });
    },
    () => simulateSpecgals({ nSamples: 100_000 }),
  );
}

const specgalsDataset = (
  columns: Columns,
  units: { [column: string]: string },
  source: { description: string; citation: string; terms: string },
): Promise<Dataset<Float64Array>> =>
  Dataset.create({
    id: "sdss-specgals",
    title: "Galaxies of the SDSS main sample with redshifts",
    columns,
    featureNames: [...SPECGALS_FEATURES],
    units: { ...Object.fromEntries(MLZ_COLUMNS.slice(1).map((name) => [name, "mag"])), ...units },
    targetName: "redshift",
    y: columns.redshift as Float64Array,
    provenance: "real",
    ...source,
  });

/**
 * The columns of a file of MLZ.
 *
 * @throws ValidationError if a line has another number of cells, or a cell is no number.
 */
export function readMlzGalaxies(text: string): { [name: string]: Float64Array } {
  const name = "table of galaxies with redshifts";
  const table = new DelimitedTable(text, { delimiter: "whitespace", names: MLZ_COLUMNS, comment: "#", name });
  return Object.fromEntries(
    MLZ_COLUMNS.map((column) => {
      const values = table.numbers(column);
      const hole = values.findIndex(Number.isNaN);
      if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
      return [column, values];
    }),
  );
}

const SPECGALS_UNITS = {
  ...{
    ra: "deg",
    dec: "deg",
    velDisp: "km/s",
    velDispErr: "km/s",
    petroR50_r: "arcsec",
    petroR90_r: "arcsec",
  },
  ...{ extinction_r: "mag", petroMag_r: "mag", psfMag_r: "mag", psfMagErr_r: "mag" },
};
/** Columns of numbers with more digits than a double holds. */
const IDENTIFIERS = ["objID", "specObjID"];
/** Columns under another name here, where `z` is a band. */
const RENAMED = new Map([
  ["z", "redshift"],
  ...SPECGALS_FEATURES.flatMap((band) => [
    [`modelMag_${band}`, band] as const,
    [`modelMagErr_${band}`, `e_${band}`] as const,
  ]),
]);

/**
 * The columns of one of the two files of data release 8 under this package's names, with the colours and their errors.
 *
 * @throws FitsError if the bytes are no FITS table, gzipped or not, or it lacks a magnitude or the redshift.
 * @throws ValidationError if a magnitude or a redshift is missing in a row.
 */
export function readSpecgals(bytes: Uint8Array): Columns {
  const table = readFits(bytes).table(1);
  const columns: Columns = {};
  for (const name of RENAMED.keys()) columns[RENAMED.get(name) as string] = table.numbers(name);
  for (const { name } of table.columns) {
    if (RENAMED.has(name)) continue;
    columns[name] = IDENTIFIERS.includes(name) ? Array.from(table.column(name), String) : table.numbers(name);
  }
  for (const name of ["redshift", ...SPECGALS_FEATURES]) {
    const hole = (columns[name] as Float64Array).findIndex(Number.isNaN);
    if (hole >= 0) throw new ValidationError(`Row ${hole} of the spectroscopic galaxies has no ${name}.`);
  }
  for (const [j, color] of SPECGALS_COLORS.entries()) {
    const [a, b] = SPECGALS_FEATURES.slice(j, j + 2);
    const pair = (x: string, y: string, f: (x: number, y: number) => number) =>
      (columns[x] as Float64Array).map((value, i) => f(value, (columns[y] as Float64Array)[i]));
    columns[color] = pair(a, b, (x, y) => x - y);
    columns[`e_${color}`] = pair(`e_${a}`, `e_${b}`, Math.hypot);
  }
  return columns;
}

/** The rows of several tables, one after another. */
function joined(parts: readonly Columns[]): Columns {
  const names = Object.keys(parts[0]);
  return Object.fromEntries(
    names.map((name) => {
      const pieces = parts.map((part) => {
        if (part[name] === undefined) {
          throw new ValidationError(`The second file of the spectroscopic galaxies has no column ${name}.`);
        }
        return part[name];
      });
      if (!ArrayBuffer.isView(pieces[0])) return [name, pieces.flatMap((piece) => Array.from(piece))];
      const all = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let at = 0;
      for (const piece of pieces as ArrayLike<number>[]) {
        all.set(piece, at);
        at += piece.length;
      }
      return [name, all];
    }),
  );
}
