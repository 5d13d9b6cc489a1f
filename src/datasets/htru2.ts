import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import { HTRU2_CLASSES, HTRU2_FEATURES, simulateHTRU2 } from "../simulate/htru2";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

/** The file's header, each name without the blank that it begins with. */
const HEADER = ["integrated profile", "DM-SNR curve"].flatMap((curve) =>
  ["Mean", "Standard deviation", "Excess kurtosis", "Skewness"].map((name) => `${name} of the ${curve}`),
);

/**
 * 17,898 pulsar candidates of the High Time Resolution Universe survey, 1,639 of them pulsars (HTRU2; Lyon et al. 2016,
 * MNRAS 459, 1104).
 *
 * Features, without a unit: mean, standard deviation, excess kurtosis and skewness of the pulse profile folded at the
 * period found (`profileMean`, `profileStd`, `profileKurtosis`, `profileSkewness`) and of the curve of signal-to-noise
 * ratio against trial dispersion measure (`dmSnrMean`, …), both scaled to 0 … 255. The target `pulsar` is 1 for a pulsar
 * and 0 for noise or interference; a person looked at every candidate.
 *
 * The names are the file's, so that they can be compared with what others publish, but kurtosis and skewness are
 * exchanged in it: no sample has an excess kurtosis below skewness² - 2, which 17 rows in 100 break for the profile and
 * 93 in 100 for the DM curve as they are named, and none with the names exchanged.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else {@link simulateHTRU2}
 * stands in.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchHTRU2(options: OrSimulateOptions = {}): Promise<Dataset<Float64Array>> {
  checkFetchOptions("fetchHTRU2", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("htru2");
      const columns = readHTRU2(await readFile(await fetchFile(entry.id, options), "utf8"));
      return Dataset.create({
        id: "htru2",
        title: "Pulsar candidates of the High Time Resolution Universe survey",
        columns,
        featureNames: [...HTRU2_FEATURES],
        units: {},
        targetName: "pulsar",
        y: columns.pulsar,
        targetNames: [...HTRU2_CLASSES],
        provenance: "real",
        description:
          "Statistics of each candidate's pulse profile and DM curve, named as in the file, which has kurtosis and " +
          "skewness exchanged. Labels by eye.",
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateHTRU2(),
  );
}

/**
 * The nine columns of the file under this package's names.
 *
 * @throws ValidationError if a column is missing, a cell is empty or no number, or a class is neither 0 nor 1.
 */
export function readHTRU2(text: string): { [name: string]: Float64Array } {
  const name = "table of HTRU2 candidates";
  const table = new DelimitedTable(text, { name });
  const stored = (column: string) => table.names.find((other) => other.trim() === column) ?? column;
  const columns = [...HEADER, "target_class"].map((column) => table.numbers(stored(column)));
  for (let i = 0; i < table.rows; i++) {
    const j = columns.findIndex((values) => Number.isNaN(values[i]));
    if (j >= 0) {
      throw new ValidationError(`Row ${i} of the ${name} has no value of ${HEADER[j] ?? "target_class"}.`);
    }
    const label = columns[HEADER.length][i];
    if (label !== 0 && label !== 1) {
      throw new ValidationError(
        `Row ${i} of the ${name} has target_class ${label}, which is neither 0 nor 1.`,
      );
    }
  }
  return Object.fromEntries([...HTRU2_FEATURES, "pulsar"].map((column, j) => [column, columns[j]]));
}
