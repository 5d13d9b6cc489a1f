import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { moments } from "./moments";

export interface SimulateHTRU2Options {
  /** Candidates that are noise or interference; default 16,259, as many as in HTRU2. */
  nNoise?: number;
  /** Pulsars; default 1,639, as many as in HTRU2. */
  nPulsars?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The eight features of HTRU2, in the file's order; see `fetchHTRU2` for what each is. */
export const HTRU2_FEATURES: readonly string[] = ["profile", "dmSnr"].flatMap((curve) =>
  ["Mean", "Std", "Kurtosis", "Skewness"].map((statistic) => `${curve}${statistic}`),
);

/** What each value of HTRU2's target means. */
export const HTRU2_CLASSES: readonly string[] = ["noise or interference", "pulsar"];

/** The survey's centre frequency in GHz and bandwidth in MHz (Keith et al. 2010, MNRAS 409, 619). */
const FREQUENCY = 1.352;
const BANDWIDTH = 340;
const PROFILE_BINS = 64;
const DM_TRIALS = 128;

/**
 * Simulated pulsar candidates, a stand-in for `fetchHTRU2` where the real data cannot be had. Each candidate is a folded
 * profile and a curve of signal-to-noise ratio (S/N) against trial dispersion measure (DM), both scaled to 0 … 255, and
 * its features are the statistics of the two, as in Lyon et al. 2016 (MNRAS 459, 1104). Nothing in it is fitted to the
 * real features; it stands on published relations:
 *
 * - **Pulsars**: S/N above 8 with N(> S/N) ∝ S/N^-1.5, as sources spread evenly through space have; periods log-normal
 *   about 0.6 s (Lorimer & Kramer 2005, Handbook of Pulsar Astronomy); a Gaussian pulse whose full width at half maximum
 *   is 2.5 deg sqrt(1 s / period) of the phase's 360 deg (the same book), scattered by a factor 2; S/N falls off the
 *   true DM as in Cordes & McLaughlin 2003 (ApJ 596, 1142, equations 12 and 13).
 * - **Noise**, nine in ten of the rest: white noise in which one DM trial stands out.
 * - **Interference**, one in ten of the rest: a broad shape of any duty cycle, strongest at a DM of zero, with a smooth
 *   fall over the trials.
 *
 * As in the real file, the column `…Kurtosis` holds the skewness and `…Skewness` the excess kurtosis.
 *
 * @returns a data set of `nNoise` rows with `y` = 0 followed by `nPulsars` rows with `y` = 1; `provenance` is
 * `"simulated"`.
 * @throws ParameterError if a number is not a whole number above 0, or an option does not exist.
 */
export async function simulateHTRU2(options: SimulateHTRU2Options = {}): Promise<Dataset<Float64Array>> {
  checkKnown("simulateHTRU2", options, ["nNoise", "nPulsars", "randomState"]);
  const { nNoise = 16_259, nPulsars = 1639, randomState = 0 } = options;
  checkNumber("nNoise", nNoise, { min: 1, integer: true });
  checkNumber("nPulsars", nPulsars, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const n = nNoise + nPulsars;
  const columns = HTRU2_FEATURES.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const { profile, dmCurve } = i < nNoise ? notPulsar(random) : pulsar(random);
    const row = [profile, dmCurve].flatMap((curve) => {
      const { mean, std, skewness, kurtosis } = moments(toBytes(curve));
      return [mean, std, skewness, kurtosis];
    });
    for (let j = 0; j < row.length; j++) columns[j][i] = row[j];
  }
  const y = new Float64Array(n).fill(1, nNoise);
  return Dataset.create({
    id: "htru2",
    title: "Pulsar candidates of the High Time Resolution Universe survey",
    columns: { ...Object.fromEntries(HTRU2_FEATURES.map((name, j) => [name, columns[j]])), pulsar: y },
    featureNames: [...HTRU2_FEATURES],
    units: {},
    targetName: "pulsar",
    y,
    targetNames: [...HTRU2_CLASSES],
    provenance: "simulated",
    description: "Statistics of simulated pulse profiles and DM curves; see simulateHTRU2 for their sources.",
    citation:
      "Lyon et al. 2016, MNRAS 459, 1104; Cordes & McLaughlin 2003, ApJ 596, 1142; Keith et al. 2010, MNRAS 409, 619",
    terms: "made by skylearn; free to use as simulated data",
  });
}

interface Candidate {
  profile: Float64Array;
  dmCurve: Float64Array;
}

/** Scales a curve to whole numbers from 0 to 255. */
function toBytes(curve: Float64Array): Float64Array {
  const low = Math.min(...curve);
  const range = Math.max(...curve) - low;
  return curve.map((value) => Math.round((255 * (value - low)) / range));
}

function pulsar(random: RandomState): Candidate {
  const snr = 8 * (1 - random.randomSample()) ** (-1 / 1.5);
  const period = 10 ** random.normal(Math.log10(0.6), 0.4);
  const duty = Math.min((2.5 / 360 / Math.sqrt(period)) * 2 ** random.standardNormal(), 0.5);
  const width = Math.max(duty, 1 / PROFILE_BINS);
  const milliseconds = 1000 * period * duty;
  return {
    profile: pulseProfile(random, snr, width),
    dmCurve: dmCurve(random, (dm) => snr * dedispersionLoss(Math.abs(dm), milliseconds)),
  };
}

function notPulsar(random: RandomState): Candidate {
  if (random.randomSample() < 0.9) {
    // The best of many trials of nothing, which a few neighbours share in part.
    const snr = random.uniform(7, 9);
    const width = random.uniform(0.5, 3);
    return {
      profile: random.normal(0, 1, PROFILE_BINS),
      dmCurve: dmCurve(random, (dm) => snr * Math.exp(-((dm / width) ** 2))),
    };
  }
  const snr = random.uniform(8, 40);
  const scale = random.uniform(5, 60);
  return {
    profile: pulseProfile(random, snr, random.uniform(0.1, 0.6)),
    dmCurve: dmCurve(random, (dm) => snr * Math.exp(-(dm + DM_TRIALS / 2) / scale)),
  };
}

/** A Gaussian pulse of a full width `width` (of the period) in noise of 1 a bin; `snr` is that of the matched filter. */
function pulseProfile(random: RandomState, snr: number, width: number): Float64Array {
  const sigma = (width * PROFILE_BINS) / 2.3548;
  const height = snr / Math.sqrt(sigma * Math.sqrt(Math.PI));
  const centre = random.uniform(0, PROFILE_BINS);
  return random.normal(0, 1, PROFILE_BINS).map((noise, i) => {
    const distance = Math.abs(i - centre);
    const x = Math.min(distance, PROFILE_BINS - distance) / sigma;
    return noise + height * Math.exp((-x * x) / 2);
  });
}

/** S/N that a search keeps: trials below it count as nothing. */
const THRESHOLD = 3;

/** What of S/N is above the threshold at each trial, the candidate being found at the middle one. */
function dmCurve(random: RandomState, snr: (dm: number) => number): Float64Array {
  const curve = random
    .normal(0, 1, DM_TRIALS)
    .map((noise, i) => Math.max(snr(i - DM_TRIALS / 2) + noise - THRESHOLD, 0));
  if (curve.every((value) => value === 0)) curve[DM_TRIALS / 2] = 1;
  return curve;
}

/** The part of S/N left at a DM off the true one by `dm` pc/cm3, for a pulse of a width in ms. */
export function dedispersionLoss(dm: number, milliseconds: number): number {
  const zeta = (6.91e-3 * dm * BANDWIDTH) / (milliseconds * FREQUENCY ** 3);
  return zeta < 1e-6 ? 1 : ((Math.sqrt(Math.PI) / 2) * erf(zeta)) / zeta;
}

/** The error function to 2.5e-5 (Abramowitz & Stegun 1964, 7.1.25), enough beside the noise of a trial. */
function erf(x: number): number {
  const t = 1 / (1 + 0.47047 * x);
  return 1 - t * (0.3480242 - t * (0.0958798 - t * 0.7478556)) * Math.exp(-x * x);
}
