import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import { type FetchOptions, fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions } from "./or-simulate";
import { findDataset } from "./registry";

/** What volunteers may answer, in sorted order, and the columns that hold it. */
const ANSWERS = {
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
 * @throws DatasetUnavailableError if no place has the file.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchGalaxyZooDecals(options: FetchOptions = {}): Promise<Dataset<string[]>> {
  checkFetchOptions("fetchGalaxyZooDecals", options);
  const entry = findDataset("galaxy-zoo-decals-votes");
  const columns = readGalaxyZooDecals(await readFile(await fetchFile(entry.id, options), "utf8"));
  return Dataset.create({
    id: entry.id,
    title: "Votes of Galaxy Zoo on galaxies of the DECam Legacy Survey",
    columns,
    featureNames: ["smoothFraction", "featuredFraction", "artifactFraction"],
    units: { ra: "deg", dec: "deg" },
    targetName: "answer",
    y: columns.answer as string[],
    targetNames: ["star or artifact", "features or disc", "smooth"],
    provenance: "real",
    description: "Shares of 37 to 215 volunteers; the answer is what most of them gave.",
    citation: entry.citation,
    terms: entry.terms,
  });
}

/**
 * The table's columns under this package's names.
 *
 * @throws ValidationError if a column is missing, a cell is no number, or votes are negative or do not add up.
 */
export function readGalaxyZooDecals(text: string): { [name: string]: ArrayLike<unknown> } {
  const name = "table of Galaxy Zoo's votes";
  const table = new DelimitedTable(text, { name });
  const answers = Object.keys(ANSWERS) as (keyof typeof ANSWERS)[];
  const votes = answers.map((answer) => table.numbers(ANSWERS[answer]));
  const total = table.numbers(TOTAL);
  const [ra, dec] = [table.numbers("ra"), table.numbers("dec")];
  const answer: string[] = [];
  for (let i = 0; i < table.rows; i++) {
    const counts = votes.map((values) => values[i]);
    const sum = counts.reduce((a, b) => a + b, 0);
    if (!(counts.every((count) => count >= 0) && sum === total[i] && sum > 0)) {
      throw new ValidationError(
        `Row ${i} of the ${name} has votes ${counts.join(", ")}, which do not add up to ${total[i]}.`,
      );
    }
    if (Number.isNaN(ra[i] + dec[i])) throw new ValidationError(`Row ${i} of the ${name} has no position.`);
    answer.push(answers[counts.indexOf(Math.max(...counts))]);
  }
  return {
    answer,
    ...Object.fromEntries(answers.map((key, j) => [`${key}Fraction`, votes[j].map((v, i) => v / total[i])])),
    ...Object.fromEntries(answers.map((key, j) => [key, votes[j]])),
    votes: total,
    ...{ ra, dec, subject: table.strings("subject_id"), nsaId: table.strings("nsa_id") },
  };
}
