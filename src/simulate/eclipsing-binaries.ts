import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { drawIndex } from "./draws";
import { moments } from "./moments";
import { contact, detached, observe, type PhaseCurve } from "./variable-light-curves";

export interface SimulateEclipsingBinariesOptions {
  /** Stars; default 4,500, as many as in the real table. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The features of the eclipsing binaries. */
export const BINARY_FEATURES: readonly string[] = [
  ...["period", "amplitude", "mag", "magMedian", "iqr", "skew"],
];

/** Units of the eclipsing binaries' columns that have one. */
export const BINARY_UNITS = {
  ...{ period: "d", amplitude: "mag", mag: "mag", magMedian: "mag", iqr: "mag", ra: "deg", dec: "deg" },
};

/** What each code of `class` means, and how many stars of the real table have it. */
export const BINARY_CLASSES = [
  { code: 1, name: "contact binary (EW)", count: 3924 },
  { code: 2, name: "detached binary (EA)", count: 535 },
  { code: 3, name: "beta Lyrae", count: 41 },
] as const;

/**
 * Simulated eclipsing binaries of three classes, a stand-in for `fetchLaSerenaBinaries`. A light curve is drawn for each
 * star and its statistics are measured on it. Nothing in it is fitted to the real features; it stands on published
 * relations:
 *
 * - **Class shares**: those of the real table, drawn for each star (Drake et al. 2014, ApJS 213, 9).
 * - **Contact binaries**: periods from the cut-off at 0.22 d, log-normal about 0.33 d (Rucinski 1997, AJ 113, 407); minima
 *   of nearly equal depth.
 * - **Detached binaries**: log-normal periods about 1 d, scattered by a factor of 2.2; narrow eclipses of unequal depth.
 * - **beta Lyrae**: log-normal periods about 0.8 d; round light, minima of clearly unequal depth.
 *
 * Round figures are round guesses. The magnitudes grow in number from 12 to 18 mag.
 *
 * @returns a data set of `nSamples` rows with the features of `fetchLaSerenaBinaries`; `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateEclipsingBinaries(
  options: SimulateEclipsingBinariesOptions = {},
): Promise<Dataset<Float64Array>> {
  checkKnown("simulateEclipsingBinaries", options, ["nSamples", "randomState"]);
  const { nSamples = 4500, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const names = [...BINARY_FEATURES, "ra", "dec"];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  const y = new Float64Array(nSamples);
  const counts = BINARY_CLASSES.map(({ count }) => count);
  for (let i = 0; i < nSamples; i++) {
    const { code } = BINARY_CLASSES[drawIndex(random, counts)];
    const { period, curve } = BINARIES[code](random);
    const median = 18 + Math.log10(random.uniform(10 ** (0.3 * (12 - 18)), 1)) / 0.3;
    const light = observe(random, curve, median, 100 + random.poisson(150));
    const sorted = Float64Array.from(light).sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
    const { mean, skewness } = moments(light);
    const row: { [name: string]: number } = {
      period,
      amplitude: at(0.975) - at(0.025),
      mag: mean,
      magMedian: at(0.5),
      iqr: at(0.75) - at(0.25),
      skew: skewness,
      ra: random.uniform(0, 360),
      dec: random.uniform(-20, 50),
    };
    for (const name of names) columns[name][i] = row[name];
    y[i] = code;
  }
  return Dataset.create({
    id: "laserena-binaries",
    title: "Eclipsing binaries of the Catalina surveys",
    columns: { ...columns, class: y },
    featureNames: [...BINARY_FEATURES],
    units: BINARY_UNITS,
    targetName: "class",
    y,
    targetNames: BINARY_CLASSES.filter(({ code }) => y.includes(code)).map(({ name }) => name),
    provenance: "simulated",
    description: "Statistics of simulated light curves; see simulateEclipsingBinaries for their sources.",
    citation: "Drake et al. 2014, ApJS 213, 9; Rucinski 1997, AJ 113, 407",
    terms: "made by skylearn; free to use as simulated data",
  });
}

const BINARIES: { [code: number]: (random: RandomState) => { period: number; curve: PhaseCurve } } = {
  1: (random) => {
    const primary = random.uniform(0.2, 0.8);
    return {
      period: Math.max(0.33 * 10 ** random.normal(0, 0.09), 0.22),
      curve: contact(primary, primary * random.uniform(0.75, 1)),
    };
  },
  2: (random) => {
    const primary = random.uniform(0.3, 1.2);
    return {
      period: 10 ** random.normal(0, 0.35),
      curve: detached(primary, primary * random.uniform(0.1, 0.95), random.uniform(0.05, 0.18)),
    };
  },
  3: (random) => {
    const primary = random.uniform(0.4, 1);
    return {
      period: 0.8 * 10 ** random.normal(0, 0.2),
      curve: contact(primary, primary * random.uniform(0.3, 0.65)),
    };
  },
};
