import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { checkOneOf } from "../core/parameters";
import { DelimitedTable } from "../formats/delimited";
import { PHOTOZ_COLORS, PHOTOZ_FEATURES, simulateSdssPhotoz } from "../simulate/photoz";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface SdssPhotozOptions extends OrSimulateOptions {
  /** Which 5,000 galaxies: those to train on (the default) or those to test with. */
  subset?: "train" | "test";
}

const COLUMNS = [
  "redshift",
  ...PHOTOZ_FEATURES,
  ...PHOTOZ_COLORS,
  ...[...PHOTOZ_FEATURES, ...PHOTOZ_COLORS].map((name) => `e_${name}`),
];

/**
 * Galaxies of the SDSS main sample with spectroscopic redshifts, to train and test photometric redshifts on (MLZ;
 * Carrasco Kind & Brunner 2013, MNRAS 432, 1483).
 *
 * Features `u`, `g`, `r`, `i`, `z` in mag; the table also has the colours `u-g`, `g-r`, `r-i`, `i-z` and, after `e_`, the
 * error of each. The target is `redshift`, from 0.002 to 0.3. (The header of the file to train on leaves out the error of
 * u, which its rows have.)
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else {@link simulateSdssPhotoz}
 * stands in, with seed 0 to train on and 1 to test with.
 * @throws ParameterError if an option or a value does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchSdssPhotoz(options: SdssPhotozOptions = {}): Promise<Dataset<Float64Array>> {
  checkFetchOptions("fetchSdssPhotoz", options, ["subset", "orSimulate"]);
  const { subset = "train" } = options;
  checkOneOf("subset", subset, ["train", "test"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset(`sdss-photoz-${subset}`);
      const columns = readSdssPhotoz(await readFile(await fetchFile(entry.id, options), "utf8"));
      return Dataset.create({
        id: "sdss-photoz",
        title: "Galaxies of the SDSS main sample with redshifts",
        columns,
        featureNames: [...PHOTOZ_FEATURES],
        units: Object.fromEntries(COLUMNS.slice(1).map((name) => [name, "mag"])),
        targetName: "redshift",
        y: columns.redshift,
        provenance: "real",
        description: `The galaxies to ${subset === "train" ? "train on" : "test with"}; redshifts from spectra.`,
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateSdssPhotoz({ randomState: subset === "train" ? 0 : 1 }),
  );
}

/**
 * The columns of a file.
 *
 * @throws ValidationError if a line has another number of cells, or a cell is no number.
 */
export function readSdssPhotoz(text: string): { [name: string]: Float64Array } {
  const name = "table of galaxies with redshifts";
  const table = new DelimitedTable(text, { delimiter: "whitespace", names: COLUMNS, comment: "#", name });
  return Object.fromEntries(
    COLUMNS.map((column) => {
      const values = table.numbers(column);
      const hole = values.findIndex(Number.isNaN);
      if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
      return [column, values];
    }),
  );
}
