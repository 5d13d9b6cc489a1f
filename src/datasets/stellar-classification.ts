import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { checkOneOf } from "../core/parameters";
import { DelimitedTable } from "../formats/delimited";
import {
  STELLAR_CLASSES,
  STELLAR_FEATURES,
  STELLAR_UNITS,
  simulateStellarClassification,
} from "../simulate/stellar-classification";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface StellarClassificationOptions extends OrSimulateOptions {
  /**
   * `"10k"` (the default), 10,000 rows that a mirror holds, already shuffled; or `"full"`, all 100,000 rows, which
   * are downloaded.
   */
  sample?: "10k" | "full";
}

/** What the table has in place of a magnitude that was not measured. */
const NOT_MEASURED = -9999;

/**
 * 100,000 objects of SDSS DR17 with a spectrum (fedesoriano 2022; Abdurro'uf et al. 2022, ApJS 259, 35), or 10,000 of
 * them: is it a galaxy, a quasar or a star?
 *
 * Features: `alpha` and `delta`, right ascension and declination in deg (J2000); `u`, `g`, `r`, `i`, `z` in mag as
 * observed, without a correction for extinction; `redshift`. The target is `class`, `"GALAXY"`, `"QSO"` or `"STAR"`,
 * which the survey's pipeline found from the same spectrum as the redshift. The table also has what identifies each
 * observation (`run_ID`, `cam_col`, `field_ID`, `plate`, `MJD`, `fiber_ID`, and in the full table `obj_ID`, `rerun_ID`
 * and `spec_obj_ID`) as text, because a double holds too few digits: these say when and where a spectrum was taken,
 * and so which targets it was taken for, but nothing of the object.
 *
 * Rows in which a magnitude was not measured (-9999 in the table; one row of the full one) are left out, and
 * `description` says how many they were.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else
 * {@link simulateStellarClassification} stands in, with as many rows.
 * @throws ParameterError if an option or a value does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchStellarClassification(
  options: StellarClassificationOptions = {},
): Promise<Dataset<string[]>> {
  checkFetchOptions("fetchStellarClassification", options, ["sample", "orSimulate"]);
  const { sample = "10k" } = options;
  checkOneOf("sample", sample, ["10k", "full"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset(`sdss-dr17-star-classification${sample === "10k" ? "-10k" : ""}`);
      const text = await readFile(await fetchFile(entry.id, options), "utf8");
      const { columns, leftOut } = readStellarClassification(text);
      return Dataset.create({
        id: "stellar-classification",
        title: "Galaxies, quasars and stars of SDSS DR17",
        columns,
        featureNames: [...STELLAR_FEATURES],
        units: STELLAR_UNITS,
        targetName: "class",
        y: columns.class as string[],
        targetNames: Object.values(STELLAR_CLASSES),
        provenance: "real",
        description:
          "Spectroscopic class; magnitudes as observed. " +
          (leftOut === 0
            ? "No row was left out."
            : `Left out: ${leftOut} row(s) in which a magnitude was not measured (-9999).`),
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateStellarClassification({ nSamples: sample === "10k" ? 10_000 : 100_000 }),
  );
}

/**
 * The table's columns, features as numbers and all else as text, and how many rows were left out.
 *
 * @throws ValidationError if a column is missing, a feature is no number, or a class is none of the three.
 */
export function readStellarClassification(text: string): {
  columns: { [name: string]: ArrayLike<unknown> };
  leftOut: number;
} {
  const name = "SDSS DR17 table";
  const table = new DelimitedTable(text, { name });
  const features = STELLAR_FEATURES.map((feature) => table.numbers(feature));
  const classes = table.strings("class");
  const kept: number[] = [];
  for (let i = 0; i < table.rows; i++) {
    if (!Object.hasOwn(STELLAR_CLASSES, classes[i])) {
      throw new ValidationError(
        `Row ${i} of the ${name} has class ${JSON.stringify(classes[i])}, which is none of ` +
          `${Object.keys(STELLAR_CLASSES).join(", ")}.`,
      );
    }
    const missing = features.findIndex((values) => Number.isNaN(values[i]));
    if (missing >= 0) {
      throw new ValidationError(`Row ${i} of the ${name} has no value of ${STELLAR_FEATURES[missing]}.`);
    }
    if (features.every((values) => values[i] !== NOT_MEASURED)) kept.push(i);
  }
  const columns = table.names.map((column) => {
    const j = STELLAR_FEATURES.indexOf(column);
    if (j >= 0) return [column, Float64Array.from(kept, (i) => features[j][i])] as const;
    const strings = column === "class" ? classes : table.strings(column);
    return [column, kept.map((i) => strings[i])] as const;
  });
  return { columns: Object.fromEntries(columns), leftOut: table.rows - kept.length };
}
