import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import {
  countVotes,
  GALAXY_ZOO_ANSWERS,
  GALAXY_ZOO_PARTS,
  simulateGalaxyZooDecals,
} from "../simulate/galaxy-zoo-decals";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

/** The columns of the file that hold the votes. */
const VOTES = {
  artifact: "smooth-or-featured_artifact",
  featured: "smooth-or-featured_featured-or-disk",
  smooth: "smooth-or-featured_smooth",
} as const;
const TOTAL = "smooth-or-featured_total-votes";

/**
 * 4,000 galaxies of the DECam Legacy Survey with the votes of Galaxy Zoo's volunteers (Walmsley et al. 2020, MNRAS 491,
 * 1554): is the galaxy smooth, does it have features or a disc, or is it a star or an artifact? There are no pictures.
 *
 * Features: the shares of the votes `smoothFraction`, `featuredFraction` and `artifactFraction`. The target is the `answer`
 * that most volunteers gave, `"artifact"`, `"featured"` or `"smooth"`; of equal numbers, the first in that order. The table
 * also has the votes themselves (`smooth`, `featured`, `artifact` and `votes`, 37 to 215 in all), `ra` and `dec` in deg
 * (J2000), the number of the `subject` and of the galaxy in the NASA-Sloan Atlas (`nsaId`; twelve galaxies are there twice).
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else
 * {@link simulateGalaxyZooDecals} stands in.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchGalaxyZooDecals(options: OrSimulateOptions = {}): Promise<Dataset<string[]>> {
  checkFetchOptions("fetchGalaxyZooDecals", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("galaxy-zoo-decals-votes");
      const columns = readGalaxyZooDecals(await readFile(await fetchFile(entry.id, options), "utf8"));
      return Dataset.create({
        ...GALAXY_ZOO_PARTS,
        id: entry.id,
        title: "Votes of Galaxy Zoo on galaxies of the DECam Legacy Survey",
        columns,
        y: columns.answer,
        provenance: "real",
        description: "Shares of 37 to 215 volunteers; the answer is what most of them gave.",
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateGalaxyZooDecals(),
  );
}

/**
 * The table's columns under this package's names.
 *
 * @throws ValidationError if a column is missing, a cell is no number, or votes are negative or do not add up.
 */
export function readGalaxyZooDecals(text: string) {
  const name = "table of Galaxy Zoo's votes";
  const table = new DelimitedTable(text, { name });
  const given = {
    artifact: table.numbers(VOTES.artifact),
    featured: table.numbers(VOTES.featured),
    smooth: table.numbers(VOTES.smooth),
  };
  const total = table.numbers(TOTAL);
  const [ra, dec] = [table.numbers("ra"), table.numbers("dec")];
  for (let i = 0; i < table.rows; i++) {
    const counts = GALAXY_ZOO_ANSWERS.map((answer) => given[answer][i]);
    const sum = counts.reduce((a, b) => a + b, 0);
    if (!(counts.every((count) => count >= 0) && sum === total[i] && sum > 0)) {
      throw new ValidationError(
        `Row ${i} of the ${name} has votes ${counts.join(", ")}, which do not add up to ${total[i]}.`,
      );
    }
    if (Number.isNaN(ra[i] + dec[i])) throw new ValidationError(`Row ${i} of the ${name} has no position.`);
  }
  return {
    ...countVotes(given),
    ...{ ra, dec, subject: table.strings("subject_id"), nsaId: table.strings("nsa_id") },
  };
}
