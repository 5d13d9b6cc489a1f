import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import { CelestialProjection } from "../formats/fits/celestial-projection";
import { simulateRadioField } from "../simulate/radio-field";
import { fetchFile } from "./cache/fetch-file";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { RADIO_SOURCE_COLUMNS, RadioField, type RadioFieldParts } from "./radio-field";
import { findDataset } from "./registry";
import { readSkaSdc1Image } from "./ska-sdc1-image";

/**
 * A section of the first SKA Science Data Challenge with its true sources: the image of {@link fetchSkaSdc1Image} (957 x
 * 1041 pixels at 560 MHz, 1,000 hours, in Jy/beam; beam 1.5 arcsec) and the 17,731 sources that the challenge's authors
 * put into it (Bonaldi et al. 2021, MNRAS 500, 3821), in the challenge's own columns ({@link RadioSource}). The fluxes in
 * the catalogue are those of the sky; in the image they are fainter, since the telescope sees less towards the edge of
 * its field and the image is not corrected for it. Sources near the edge may lie outside the image; negative right
 * ascensions are west of 0h.
 *
 * @throws DatasetUnavailableError if no place has a file and `orSimulate` is not set; else {@link simulateRadioField}
 * stands in.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, FitsError, ChecksumError, CacheError as `fetchFile` and the readers.
 */
export async function fetchSkaSdc1(options: OrSimulateOptions = {}): Promise<RadioField> {
  checkFetchOptions("fetchSkaSdc1", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("ska-sdc1-image");
      const image = readSkaSdc1Image(await readFile(await fetchFile(entry.id, options)));
      const truth = await readFile(await fetchFile("ska-sdc1-truth", options), "utf8");
      return RadioField.create({
        ...image.parts,
        id: "ska-sdc1",
        title: "Section of the first SKA Science Data Challenge, with its true sources",
        projection: CelestialProjection.fromHeader(image.header),
        truth: readSkaSdc1Truth(truth),
      });
    },
    () => simulateRadioField(),
  );
}

/**
 * The columns of a truth catalogue of the challenge: twelve numbers a line, set apart by blanks.
 *
 * @throws ValidationError if a line has another number of cells, a cell is no number, or a class or kind of size is not
 * 1, 2 or 3.
 */
export function readSkaSdc1Truth(text: string): RadioFieldParts["truth"] {
  const name = "truth catalogue";
  const table = new DelimitedTable(text, { name, delimiter: "whitespace", names: [...RADIO_SOURCE_COLUMNS] });
  const columns = Object.fromEntries(
    RADIO_SOURCE_COLUMNS.map((column) => [column, table.numbers(column)]),
  ) as RadioFieldParts["truth"];
  for (const column of RADIO_SOURCE_COLUMNS) {
    const hole = columns[column].findIndex(Number.isNaN);
    if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
  }
  for (const column of ["size", "class"] as const) {
    const wrong = columns[column].findIndex((value) => ![1, 2, 3].includes(value));
    if (wrong >= 0) {
      throw new ValidationError(
        `Row ${wrong} of the ${name} has ${column} ${columns[column][wrong]}; 1, 2 or 3 was expected.`,
      );
    }
  }
  return columns;
}
