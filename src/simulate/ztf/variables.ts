import type { RandomStateLike } from "../../core/check-random-state";
import { checkKnown, checkOneOf } from "../../core/parameters";
import { defineTask, runJobs } from "../../core/worker-pool";
import { Dataset } from "../../datasets/dataset";
import { EXTRA_ZTF_CLASSES, ZTF_CLASSES } from "./classes";
import { planZtf } from "./light-curves";
import { simulateStar } from "./simulate-star";
import { starFeatures, ZTF_FEATURES, ZTF_UNITS } from "./star-features";
import type { SurveyLog } from "./survey";

export interface SimulateZtfVariablesOptions {
  /** Stars, of all classes together; default 40,000, as many as the talk's table had. */
  n?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
  /** Which rows of the table to return; default "all". */
  kind?: "all" | "binary" | "pulsator";
  /** Told how many stars are done. */
  onProgress?: (done: number, total: number) => void;
}

/** Raised with every change of what a seed gives; a test holds the two together. */
export const ZTF_GENERATOR_VERSION = 2;

/** Columns of the raw table: the features, then the class's code, what it truly is, position and true period. */
export const ZTF_COLUMNS: readonly string[] = [
  ...ZTF_FEATURES,
  "code",
  "trueCode",
  "ra",
  "dec",
  "truePeriod",
];

const NAMES = [...ZTF_CLASSES, ...EXTRA_ZTF_CLASSES].map(({ name }) => name);

interface Batch {
  start: number;
  classNames: string[];
}

export const simulateZtfTask = defineTask({
  name: "simulateZtf",
  start:
    ({ seed, log }: { seed: number; log: SurveyLog }) =>
    ({ start, classNames }: Batch): Float64Array => {
      const rows = new Float64Array(classNames.length * ZTF_COLUMNS.length);
      classNames.forEach((className, k) => {
        const star = simulateStar(log, seed, start + k, className);
        const rest = [
          NAMES.indexOf(className),
          NAMES.indexOf(star.trueClass),
          star.ra,
          star.dec,
          star.period,
        ];
        rows.set(starFeatures(star), k * ZTF_COLUMNS.length);
        rows.set(rest, k * ZTF_COLUMNS.length + ZTF_FEATURES.length);
      });
      return rows;
    },
});

const BATCH = 100;
/** Batches between two words of progress. */
const ROUND = 20;

/** The raw table, one row of {@link ZTF_COLUMNS} a star, computed on all cores. */
export async function simulateZtfTable(options: SimulateZtfVariablesOptions): Promise<Float64Array> {
  const { n, randomState, onProgress } = options;
  const { seed, log, classNames } = planZtf("simulateZtfVariables", { n, randomState });
  const total = classNames.length;
  const table = new Float64Array(total * ZTF_COLUMNS.length);
  for (let from = 0; from < total; from += BATCH * ROUND) {
    const jobs: Batch[] = [];
    for (let start = from; start < Math.min(from + BATCH * ROUND, total); start += BATCH) {
      jobs.push({ start, classNames: classNames.slice(start, start + BATCH) });
    }
    const done = await runJobs(simulateZtfTask, { seed, log }, jobs, {
      milliseconds: jobs.length * BATCH * 4,
    });
    done.forEach((rows, k) => {
      table.set(rows, jobs[k].start * ZTF_COLUMNS.length);
    });
    onProgress?.(Math.min(from + BATCH * ROUND, total), total);
  }
  return table;
}

/**
 * The table of talk T2 rebuilt from physics: about 40,000 variable stars with 44 features measured on simulated ZTF
 * light curves. See {@link simulateZtfLightCurves} for the survey and the stars, `ZTF_CLASSES` for the shares.
 *
 * The target is the code of the class in `ZTF_CLASSES`: 0 W UMa, 1 RS CVn and 2 beta Lyrae among binaries, as in the talk,
 * 3 to 10 the pulsators. Labels are wrong about as often as in published catalogues; the column `trueClass` has what each
 * star is, `truePeriod` its period. The feature `PeriodLS` is found in the light curve alone.
 *
 * Shares, periods, amplitudes, light-curve shapes, cadence and noise are published; magnitudes, reddening, blends and wrong
 * labels are assumed. No figure was fitted so that a classifier scores as in the talk.
 *
 * @returns a data set of `n` rows (fewer for one kind); `provenance` is `"simulated"`. The same for any number of threads.
 * @throws ParameterError if `n` is not a whole number above 0, or an option or kind does not exist.
 */
export async function simulateZtfVariables(
  options: SimulateZtfVariablesOptions = {},
): Promise<Dataset<Float64Array>> {
  checkZtfOptions("simulateZtfVariables", options);
  return ztfDataset(await simulateZtfTable(options), options.kind);
}

/** @throws ParameterError if an option or kind does not exist. */
export function checkZtfOptions(owner: string, options: SimulateZtfVariablesOptions): void {
  checkKnown(owner, options, ["n", "randomState", "kind", "onProgress"]);
  checkOneOf("kind", options.kind ?? "all", ["all", "binary", "pulsator"]);
}

/** The raw table, or its rows of one kind, as a data set. */
export function ztfDataset(
  table: Float64Array,
  kind: "all" | "binary" | "pulsator" = "all",
): Promise<Dataset<Float64Array>> {
  const width = ZTF_COLUMNS.length;
  const codeAt = ZTF_COLUMNS.indexOf("code");
  const rows: number[] = [];
  for (let i = 0; i < table.length / width; i++) {
    if (kind === "all" || ZTF_CLASSES[table[i * width + codeAt]].kind === kind) rows.push(i);
  }
  const column = (j: number) => Float64Array.from(rows, (i) => table[i * width + j]);
  const values = new Map(ZTF_COLUMNS.map((name, j) => [name, column(j)]));
  const y = values.get("code") as Float64Array;
  const trueCode = values.get("trueCode") as Float64Array;
  values.delete("trueCode");
  return Dataset.create({
    id: "ztf-variables",
    title: "Variable stars in the light of ZTF",
    columns: {
      ...Object.fromEntries(values),
      class: Array.from(y, (code) => NAMES[code]),
      trueClass: Array.from(trueCode, (code) => NAMES[code]),
      kind: Array.from(y, (code) => ZTF_CLASSES[code].kind),
    },
    featureNames: [...ZTF_FEATURES],
    units: { ...ZTF_UNITS },
    targetName: "code",
    y,
    targetNames: ZTF_CLASSES.filter((_, code) => y.includes(code)).map(({ name }) => name),
    provenance: "simulated",
    description:
      "Features measured on light curves that were simulated from published periods, shapes, cadence and noise; " +
      "a few labels are wrong on purpose. See simulateZtfVariables.",
    citation:
      "Bellm et al. 2019, PASP 131, 018002; Chen et al. 2020, ApJS 249, 18; van Roestel et al. 2021, AJ 161, 267; " +
      "Soszynski et al. 2019, AcA 69, 321; Drake et al. 2014, ApJS 213, 9",
    terms: "made by skylearn; free to use as simulated data",
  });
}
