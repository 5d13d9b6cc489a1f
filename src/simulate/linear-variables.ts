import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { drawIndex } from "./draws";
import { moments } from "./moments";
import { blackBodyColor, effectiveTemperature } from "./rr-lyrae";
import { stellarLocus } from "./stellar-locus";
import { contact, detached, nearSine, observe, type PhaseCurve, sawtooth } from "./variable-light-curves";

export interface SimulateLinearVariablesOptions {
  /** Stars; default 6,146, as many as in the real catalogue. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The features of the LINEAR variables: colours, period and shape of the light curve, as astroML names them. */
export const LINEAR_FEATURES: readonly string[] = ["ug", "gi", "iK", "JK", "logP", "amp", "skew", "kurt"];

/** Units of the LINEAR variables' columns that have one. */
export const LINEAR_UNITS = {
  ...{ RA: "deg", Dec: "deg", ug: "mag", gi: "mag", iK: "mag", JK: "mag" },
  ...{ logP: "log10(d)", amp: "mag", magMed: "mag" },
};

/** What each code of `LCtype` means, and how many stars of the real catalogue have it. */
export const LINEAR_CLASSES = [
  { code: 1, name: "RR Lyrae ab", count: 2612 },
  { code: 2, name: "RR Lyrae c", count: 864 },
  { code: 4, name: "Algol-like with 2 minima", count: 342 },
  { code: 5, name: "contact binary", count: 2246 },
  { code: 6, name: "delta Scu / SX Phe", count: 82 },
] as const;

/**
 * Simulated periodic variable stars of five classes, a stand-in for `fetchLinearVariables` where the real catalogue
 * cannot be had. A light curve is drawn for each star, and amplitude, skewness and kurtosis are measured on it. Nothing in
 * it is fitted to the real features; it stands on published relations:
 *
 * - **Class shares**: those of the real catalogue (Palaversa et al. 2013, AJ 146, 101), drawn for each star.
 * - **RR Lyrae**: periods of 0.58 ± 0.08 d (ab) and 0.33 ± 0.035 d (c), amplitudes of ab that fall with the period
 *   and of c about 0.5 mag (Smith 1995, RR Lyrae Stars; Sesar et al. 2010, ApJ 708, 717); sawtooth and near sine; the
 *   range of colours of Ivezic et al. 2005 (AJ 129, 1096).
 * - **delta Scuti / SX Phoenicis**: periods of 0.04 to 0.1 d (Breger 2000, ASPC 210, 3), asymmetric light, A colours.
 * - **Contact binaries**: periods from the cut-off at 0.22 d, log-normal about 0.3 d, redder where they are shorter
 *   (Rucinski 1997, AJ 113, 407); minima of nearly equal depth.
 * - **Algols**: log P of -0.05 ± 0.25 (d), any spectral type from F to M; narrow eclipses of unequal depth.
 * - **Colours** of binaries lie on the stellar locus of Covey et al. 2007 (AJ 134, 2398); i-K and J-K are those of a
 *   black body of the star's temperature, with J and K on the Vega scale (Blanton & Roweis 2007, AJ 133, 734).
 *
 * Round figures are round guesses. Positions are even over LINEAR's sky; the median magnitudes grow in number from 14 to
 * 17 mag.
 *
 * @returns a data set of `nSamples` rows with the features of `fetchLinearVariables`; `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateLinearVariables(
  options: SimulateLinearVariablesOptions = {},
): Promise<Dataset<Float64Array>> {
  checkKnown("simulateLinearVariables", options, ["nSamples", "randomState"]);
  const { nSamples = 6146, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const names = ["RA", "Dec", ...LINEAR_FEATURES, "magMed", "nObs"];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  const y = new Float64Array(nSamples);
  const counts = LINEAR_CLASSES.map(({ count }) => count);
  for (let i = 0; i < nSamples; i++) {
    const { code } = LINEAR_CLASSES[drawIndex(random, counts)];
    const star = STARS[code](random);
    const [ug, gi, temperature] = star.colors;
    const median = 17 + Math.log10(random.uniform(10 ** (0.3 * (14 - 17)), 1)) / 0.3;
    const epochs = 100 + random.poisson(140);
    const light = observe(random, star.curve, median, epochs);
    const { skewness, kurtosis } = moments(light);
    const row: { [name: string]: number } = {
      RA: random.uniform(118, 270),
      Dec: random.uniform(-5, 60),
      ug: random.normal(ug, 0.03),
      gi: random.normal(gi, 0.03),
      iK: random.normal(blackBodyColor(temperature, 0.7672, 2.159) + K_VEGA, 0.1),
      JK: random.normal(blackBodyColor(temperature, 1.235, 2.159) + K_VEGA - J_VEGA, 0.1),
      logP: star.logP,
      amp: robustAmplitude(light),
      skew: skewness,
      kurt: kurtosis,
      magMed: median,
      nObs: epochs,
    };
    for (const name of names) columns[name][i] = row[name];
    y[i] = code;
  }
  return Dataset.create({
    id: "linear-variables",
    title: "Periodic variable stars of LINEAR",
    columns: { ...columns, LCtype: y },
    featureNames: [...LINEAR_FEATURES],
    units: LINEAR_UNITS,
    targetName: "LCtype",
    y,
    targetNames: LINEAR_CLASSES.filter(({ code }) => y.includes(code)).map(({ name }) => name),
    provenance: "simulated",
    description:
      "Features measured on simulated light curves; colours from published relations. See simulateLinearVariables.",
    citation:
      "Palaversa et al. 2013, AJ 146, 101; Sesar et al. 2010, ApJ 708, 717; Covey et al. 2007, AJ 134, 2398; " +
      "Rucinski 1997, AJ 113, 407",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** AB magnitude of Vega (Blanton & Roweis 2007, table 1). */
const J_VEGA = 0.91;
const K_VEGA = 1.85;

interface VariableStar {
  logP: number;
  curve: PhaseCurve;
  /** u-g, g-i and the temperature in K. */
  colors: [ug: number, gi: number, temperature: number];
}

const STARS: { [code: number]: (random: RandomState) => VariableStar } = {
  1: (random) => {
    const logP = Math.log10(Math.max(random.normal(0.58, 0.08), 0.4));
    // The period-amplitude relation of the Oosterhoff I majority, scattered by the Blazhko effect and metallicity.
    const amplitude = Math.min(Math.max(0.75 - 3 * (logP + 0.24) + random.normal(0, 0.15), 0.25), 1.3);
    return {
      logP,
      curve: sawtooth(amplitude, random.uniform(0.12, 0.25)),
      colors: rrLyraeColors(random, 0.02),
    };
  },
  2: (random) => ({
    logP: Math.log10(Math.max(random.normal(0.33, 0.035), 0.2)),
    curve: nearSine(random.normal(0.5, 0.07)),
    colors: rrLyraeColors(random, -0.08),
  }),
  4: (random) => {
    const gi = Math.min(Math.max(random.normal(0.95, 0.6), 0.3), 3);
    const primary = random.uniform(0.3, 1.2);
    const secondary = primary * random.uniform(0.1, 0.9);
    return {
      logP: random.normal(-0.05, 0.25),
      curve: detached(primary, secondary, random.uniform(0.05, 0.15)),
      colors: locusColors(gi),
    };
  },
  5: (random) => {
    const logP = Math.log10(Math.max(0.3 * 10 ** random.normal(0, 0.08), 0.22));
    const gi = Math.min(Math.max(0.75 - 4 * (logP + 0.52) + random.normal(0, 0.2), 0.3), 2.5);
    const primary = random.uniform(0.3, 0.9);
    return { logP, curve: contact(primary, primary * random.uniform(0.75, 1)), colors: locusColors(gi) };
  },
  6: (random) => ({
    logP: Math.log10(random.uniform(0.04, 0.1)),
    curve: sawtooth(random.uniform(0.3, 0.7), random.uniform(0.3, 0.4)),
    colors: rrLyraeColors(random, -0.12),
  }),
};

/** u-g and g-r of RR Lyrae at a random phase, with the mean g-r that the class has; r-i follows the temperature. */
function rrLyraeColors(random: RandomState, offset: number): [number, number, number] {
  const ug = random.normal(1.135, 0.056);
  const gr = random.normal(0.1 + offset, 0.08);
  const temperature = effectiveTemperature(gr);
  return [ug, gr + blackBodyColor(temperature, 0.6166, 0.748), temperature];
}

function locusColors(gi: number): [number, number, number] {
  const [ug, gr] = stellarLocus(gi);
  return [ug, gi, effectiveTemperature(gr)];
}

/** The range of the middle nine tenths, which a few bad epochs do not change. */
function robustAmplitude(light: Float64Array): number {
  const sorted = Float64Array.from(light).sort();
  return sorted[Math.floor(0.95 * (sorted.length - 1))] - sorted[Math.floor(0.05 * (sorted.length - 1))];
}
