import { readFile } from "node:fs/promises";
import { ParameterError, ValidationError } from "../core/errors";
import { checkNumber } from "../core/parameters";
import { readCdsTable } from "../formats/cds-table";
import { numbersOf } from "../formats/fixed-width";
import {
  abundanceName,
  CLUSTER_ELEMENTS,
  checkEachOnce,
  simulateOpenClusterAbundances,
} from "../simulate/open-cluster-abundances";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface OpenClusterAbundancesOptions extends OrSimulateOptions {
  /**
   * The elements to have, each once; default the twelve measured in most stars: Si, Ti, Ca, Ni, Fe, Na, Mg, Cr, Ba, Zr, Al,
   * Sc. The catalogue also has Ce, Nd, Zn, Co, Mn, La, V, Y, Eu, Cu, Sr, Sm, which no simulated star has.
   */
  elements?: readonly string[];
  /** How many of `elements` a star must have; default two thirds of them, rounded up: 8 of 12. */
  minElements?: number;
}

/**
 * Abundances of stars in open clusters, brought together from 21 studies by Mitschang et al. 2013 (MNRAS 428, 2321, table
 * 3), one row a star: 291 stars of 30 clusters, before the cut.
 *
 * The catalogue is sparse: only 16 of its stars have all of the twelve commonest elements. A star stays if it has at
 * least `minElements` of `elements`; what it lacks is NaN. With the defaults 186 stars of 20 clusters stay, and 27 cells
 * in 100 are empty; with `elements: ["Si", "Ti", "Ca", "Ni", "Fe", "Na"], minElements: 6` there are 115 stars and no hole.
 * **Which cells are empty tells the study, and so the cluster**: filling them with a mean gives that away, and a method
 * may seem to find clusters where it finds studies.
 *
 * Features are `[Fe/H]` and `[X/Fe]` in dex relative to the Sun, as each study gives them (they differ in method and zero
 * point). Where a study gives an element twice, of two ionisation stages, it is their mean. The target is the `cluster`;
 * the table also has the `star`, the `study` (the catalogue's letter) and the error of each abundance, `e_[Fe/H]` …, NaN
 * where none is given.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else
 * {@link simulateOpenClusterAbundances} stands in.
 * @throws ParameterError if an option or an element does not exist, or no star has so many of them; on the stand-in, of
 * which every star has the twelve elements, also if an element is none of those.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchOpenClusterAbundances(
  options: OpenClusterAbundancesOptions = {},
): Promise<Dataset<string[]>> {
  checkFetchOptions("fetchOpenClusterAbundances", options, ["orSimulate", "elements", "minElements"]);
  const { elements = CLUSTER_ELEMENTS } = options;
  checkEachOnce(elements);
  const { minElements = Math.ceil((2 * elements.length) / 3) } = options;
  checkNumber("minElements", minElements, { min: 1, max: elements.length, integer: true });
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("open-cluster-abundances");
      const { columns, stars, holes } = pivotAbundances(
        await readFile(await fetchFile(entry.id, options), "latin1"),
        elements,
        minElements,
      );
      const y = columns.cluster as string[];
      return Dataset.create({
        id: entry.id,
        title: "Abundances of stars in open clusters",
        columns,
        featureNames: elements.map(abundanceName),
        units: Object.fromEntries(
          elements.flatMap((element) => [
            [abundanceName(element), "dex"],
            [`e_${abundanceName(element)}`, "dex"],
          ]),
        ),
        targetName: "cluster",
        y,
        provenance: "real",
        description:
          `${y.length} of ${stars} stars have at least ${minElements} of the ${elements.length} elements; ` +
          `${Math.round((100 * holes) / (y.length * elements.length))} cells in 100 are empty (NaN), by study and so by ` +
          "cluster. Studies differ in method and zero point.",
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateOpenClusterAbundances({ elements }),
  );
}

interface Star {
  cluster: string;
  star: string;
  study: string;
  values: Map<string, { sum: number; error: number; count: number }>;
}

/**
 * One row a star of the catalogue's text, which has one row an abundance, in the catalogue's order of stars.
 *
 * @throws ParameterError if an element is not in the catalogue, or no star has `minElements`.
 * @throws ValidationError if the text is no such catalogue, or a cell is empty or no number.
 */
export function pivotAbundances(
  text: string,
  elements: readonly string[],
  minElements: number,
): { columns: { [name: string]: ArrayLike<unknown> }; stars: number; holes: number } {
  const all = readStars(text);
  const measured = new Set(all.flatMap(({ values }) => [...values.keys()]));
  const unknown = elements.find((element) => !measured.has(element));
  if (unknown !== undefined) {
    throw new ParameterError(
      `elements: no star has ${JSON.stringify(unknown)}. There are ${[...measured].sort().join(", ")}.`,
    );
  }
  const countOf = ({ values }: Star) => elements.filter((element) => values.has(element)).length;
  const kept = all.filter((star) => countOf(star) >= minElements);
  if (kept.length === 0) {
    throw new ParameterError(`minElements: no star has ${minElements} of ${elements.join(", ")}.`);
  }
  const columns: { [name: string]: ArrayLike<unknown> } = {
    cluster: kept.map(({ cluster }) => cluster),
    star: kept.map(({ star }) => star),
    study: kept.map(({ study }) => study),
  };
  for (const element of elements) {
    const cells = kept.map(({ values }) => values.get(element));
    columns[abundanceName(element)] = Float64Array.from(cells, (cell) =>
      cell === undefined ? Number.NaN : cell.sum / cell.count,
    );
    columns[`e_${abundanceName(element)}`] = Float64Array.from(cells, (cell) =>
      cell === undefined ? Number.NaN : cell.error / cell.count,
    );
  }
  const holes = kept.reduce((sum, star) => sum + elements.length - countOf(star), 0);
  return { columns, stars: all.length, holes };
}

function readStars(text: string): Star[] {
  const name = "table of abundances in open clusters";
  const { columns, rows } = readCdsTable(text, name);
  for (const label of ["Cluster", "CID", "Star", "SID", "Src", "El", "Abund", "Error"]) {
    if (columns[label] === undefined) throw new ValidationError(`The ${name} has no column ${label}.`);
  }
  const abundances = numbersOf(columns.Abund, "Abund", name);
  const errors = numbersOf(columns.Error, "Error", name);
  const stars = new Map<string, Star>();
  for (let i = 0; i < rows; i++) {
    const [cluster, star, study] = [columns.Cluster[i], columns.Star[i], columns.Src[i]];
    if (cluster === "" || columns.El[i] === "" || Number.isNaN(abundances[i])) {
      throw new ValidationError(`Row ${i} of the ${name} has no cluster, element or abundance.`);
    }
    const key = [cluster, columns.CID[i], columns.SID[i]].join("/");
    const found = stars.get(key) ?? { cluster, star, study, values: new Map() };
    stars.set(key, found);
    const cell = found.values.get(columns.El[i]) ?? { sum: 0, error: 0, count: 0 };
    found.values.set(columns.El[i], {
      sum: cell.sum + abundances[i],
      error: cell.error + errors[i],
      count: cell.count + 1,
    });
  }
  return [...stars.values()];
}
