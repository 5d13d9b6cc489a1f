import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { ValidationError } from "../core/errors";
import { DelimitedTable } from "../formats/delimited";
import { CRTS_CLASSES, type CrtsLightCurve, simulateCrtsLightCurves } from "../simulate/crts-variables";
import { extractFeatures } from "../time-series/extract-features";
import { lightCurveFeatureNames, lightCurveFeatureUnits } from "../time-series/light-curve-features";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import type { Provenance } from "./description";
import { DatasetUnavailableError } from "./errors";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface CrtsOptions extends OrSimulateOptions {
  /** Stars of the simulated stand-in; default 5,757. The real sample is always whole. */
  nSimulated?: number;
}

/** Light curves, one star at a time. */
export interface CrtsLightCurves extends AsyncIterable<CrtsLightCurve> {
  readonly provenance: Provenance;
  readonly title: string;
  /** Stars. */
  readonly length: number;
  readonly citation: string;
  /** The first star that fulfils a condition, or `undefined`; reads no further than it has to. */
  find(condition: (star: CrtsLightCurve) => boolean): Promise<CrtsLightCurve | undefined>;
}

const TITLE = "Catalina periodic variables";
const HEADER = "id,class,mjd,mag,magerr";
/** Features of the published table that are always 0. */
const CONSTANT = [
  "Freq1_harmonics_rel_phase_0",
  "Freq2_harmonics_rel_phase_0",
  "Freq3_harmonics_rel_phase_0",
];

/**
 * 5,757 periodic variable stars of the Catalina Real-time Transient Survey in 16 classes (Drake et al. 2014, ApJS 213, 9),
 * with 49 features of their light curves that were computed and published by others under FATS's names (Nun et al.
 * 2015, arXiv:1506.00010); three more that are always 0 are left out. `y` is the class; the table also has `ID`.
 *
 * Many stars keep the period of the highest peak of a Lomb-Scargle periodogram, which for a binary is half its own.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else features are extracted by
 * `extractFeatures` from `simulateCrtsLightCurves`.
 * @throws ParameterError if an option does not exist. @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchCrtsVariables(options: CrtsOptions = {}): Promise<Dataset<string[]>> {
  checkFetchOptions("fetchCrtsVariables", options, ["orSimulate", "nSimulated"]);
  const { nSimulated, ...fetching } = options;
  return orSimulated(
    fetching,
    async () => {
      const text = await readFile(await fetchFile("crts-features", fetching), "utf8");
      return crtsDataset(readCrtsFeatures(text), "real");
    },
    async () => {
      const [ID, Class]: string[][] = [[], []];
      const curves = function* (): Generator<CrtsLightCurve> {
        for (const curve of simulateCrtsLightCurves({ nSamples: nSimulated })) {
          ID.push(curve.id);
          Class.push(curve.class);
          yield curve;
        }
      };
      const { X } = await extractFeatures(curves());
      const features = Object.fromEntries(lightCurveFeatureNames.map((name, j) => [name, X.column(j)]));
      const published = PUBLISHED.map((name) => [name, features[name]] as const);
      return crtsDataset({ ...Object.fromEntries(published), ID, Class }, "simulated");
    },
  );
}

/** The features of the published table, in this package's order. */
const PUBLISHED = lightCurveFeatureNames.filter(
  (name) =>
    !/^(Gskew|SlottedA_length|MaxSlope|Eta_e|StructureFunction_index_.*|Period|Period_(?!fit$).*)$/.test(
      name,
    ),
);

type Columns = { [name: string]: ArrayLike<unknown> };

function crtsDataset(columns: Columns, provenance: Provenance): Promise<Dataset<string[]>> {
  const entry = findDataset("crts-features");
  const y = columns.Class as string[];
  return Dataset.create({
    id: "crts-variables",
    title: TITLE,
    columns,
    featureNames: [...PUBLISHED],
    units: Object.fromEntries(
      PUBLISHED.filter((name) => name in lightCurveFeatureUnits).map((name) => [
        name,
        lightCurveFeatureUnits[name],
      ]),
    ),
    targetName: "Class",
    y,
    targetNames: [...new Set(y)].sort(),
    provenance,
    description:
      provenance === "real"
        ? "Features published by others, on light curves in the order of their file; classes of Drake et al. 2014."
        : "Features of simulated light curves. See simulateCrtsLightCurves.",
    citation: entry.citation,
    terms: provenance === "real" ? entry.terms : "made by skylearn; free to use as simulated data",
  });
}

/**
 * The columns of the table of features: numbers, `ID` and `Class` as text.
 *
 * @throws ValidationError if a column is missing, a cell is no number, or a class is none of the 16.
 */
export function readCrtsFeatures(text: string): Columns {
  const name = "table of Catalina variables";
  const table = new DelimitedTable(text, { name });
  const columns: Columns = {};
  for (const column of PUBLISHED) {
    const values = table.numbers(column);
    const hole = values.findIndex((value) => !Number.isFinite(value));
    if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
    columns[column] = values;
  }
  for (const column of CONSTANT) {
    const row = table.numbers(column).findIndex((value) => value !== 0);
    if (row >= 0) throw new ValidationError(`Row ${row} of the ${name} has a ${column} that is not 0.`);
  }
  const classes = Array.from(table.strings("Class"));
  const bad = classes.findIndex((label) => !Object.hasOwn(CRTS_CLASSES, label));
  if (bad >= 0) throw new ValidationError(`Row ${bad} of the ${name} has the unknown class ${classes[bad]}.`);
  return { ...columns, ID: Array.from(table.strings("ID")), Class: classes };
}

/**
 * The light curves of the same 5,757 stars, in the same order: 1,654,339 points. The file is read as the iteration goes
 * on, so memory stays small; it may be gone through again. Points stand in the file's order, which is not that of time.
 * Times that are no date of the survey (MJD 53,000 to 60,000) are left out with their points: five stars have some.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else
 * `simulateCrtsLightCurves` stands in.
 * @throws ParameterError if an option does not exist. While iterating: ValidationError for a line that is no observation.
 */
export async function crtsLightCurves(options: CrtsOptions = {}): Promise<CrtsLightCurves> {
  checkFetchOptions("crtsLightCurves", options, ["orSimulate", "nSimulated"]);
  const { nSimulated = 5757, ...fetching } = options;
  const { citation } = findDataset("crts-light-curves");
  try {
    const path = await fetchFile("crts-light-curves", fetching);
    const lines = () => createInterface({ input: createReadStream(path).pipe(createGunzip()) });
    const iterate = () => readCrtsLightCurves(lines());
    return lightCurves({ provenance: "real", title: TITLE, length: 5757, citation }, iterate);
  } catch (error) {
    if (!options.orSimulate || !(error instanceof DatasetUnavailableError)) throw error;
    const iterate = async function* () {
      yield* simulateCrtsLightCurves({ nSamples: nSimulated });
    };
    return lightCurves({ provenance: "simulated", title: TITLE, length: nSimulated, citation }, iterate);
  }
}

function lightCurves(
  parts: Omit<CrtsLightCurves, "find" | typeof Symbol.asyncIterator>,
  iterate: () => AsyncIterator<CrtsLightCurve>,
): CrtsLightCurves {
  const stars: AsyncIterable<CrtsLightCurve> = { [Symbol.asyncIterator]: iterate };
  return {
    ...parts,
    ...stars,
    async find(condition) {
      for await (const star of stars) if (condition(star)) return star;
      return undefined;
    },
  };
}

/**
 * Stars from lines of `id,class,mjd,mag,magerr`, of which those of a star follow each other.
 *
 * @throws ValidationError for another header, and for a line that is no observation.
 */
export async function* readCrtsLightCurves(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<CrtsLightCurve> {
  let number = 0;
  let star: { id: string; class: string; points: number[] } | undefined;
  for await (const line of lines) {
    if (number++ === 0) {
      if (line !== HEADER)
        throw new ValidationError(`The light curves begin with "${line}", not "${HEADER}".`);
      continue;
    }
    const cells = line.split(",");
    const [time, mag, error] = cells.slice(2).map((cell) => (cell === "" ? Number.NaN : Number(cell)));
    if (cells.length !== 5 || !Number.isFinite(time) || !Number.isFinite(mag) || !(error > 0)) {
      throw new ValidationError(
        `Line ${number} of the light curves is no observation: "${line.slice(0, 80)}".`,
      );
    }
    if (star?.id !== cells[0]) {
      if (star !== undefined) yield toCurve(star);
      star = { id: cells[0], class: cells[1], points: [] };
    }
    if (time > 53_000 && time < 60_000) star.points.push(time, mag, error);
  }
  if (star !== undefined) yield toCurve(star);
}

function toCurve({
  id,
  class: name,
  points,
}: {
  id: string;
  class: string;
  points: number[];
}): CrtsLightCurve {
  const pick = (j: number) => Float64Array.from({ length: points.length / 3 }, (_, i) => points[3 * i + j]);
  return { id, class: name, time: pick(0), mag: pick(1), magError: pick(2) };
}
