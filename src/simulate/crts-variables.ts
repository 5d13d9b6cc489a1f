import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { drawIndex, logUniform } from "./draws";
import { contact, detached, nearSine, type PhaseCurve, sawtooth } from "./variable-light-curves";

export interface SimulateCrtsOptions {
  /** Stars; default 5,757, as many as in the real sample. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** A light curve of the Catalina sample. */
export interface CrtsLightCurve {
  id: string;
  /** The star's class, by the names of the published table. */
  class: string;
  /** Modified Julian dates, in d. */
  time: Float64Array;
  mag: Float64Array;
  magError: Float64Array;
}

/** The classes of the real sample and their numbers of stars. */
export const CRTS_CLASSES: Readonly<{ [name: string]: number }> = {
  ...{ ACEP: 30, Blazhko: 36, Cep_II: 62, EA: 996, ELL: 71, EW: 994, HADS: 121, Hump: 12 },
  ...{ LADS: 3, LPV: 256, PCEB: 42, RRab: 994, RRc: 994, RRd: 250, RS_CVn: 757, beta_lyrae: 139 },
};

/**
 * Simulated light curves of the 16 classes of the Catalina periodic variables, a stand-in for `crtsLightCurves` where
 * the real ones cannot be had. Nothing is fitted to the real curves:
 *
 * - **Class shares** are those of the real sample (Drake et al. 2014, ApJS 213, 9), drawn for each star.
 * - **Cadence**: nights of four exposures, 8 minutes apart, over eight years, in seasons of 240 days (Drake et al. 2009,
 *   ApJ 696, 870). **Noise**: 0.04 mag at 14 mag and brighter, 0.1 at 17 (the same paper), 0.3 % of points blundered.
 * - **Periods, amplitudes, shapes**: RR Lyrae as in `simulateLinearVariables`, RRd with both modes at a period ratio of
 *   0.746 (Soszynski et al. 2009, Acta Astron. 59, 1), Blazhko stars modulated over 30 to 100 d; other classes within the
 *   ranges of Catelan & Smith 2015 (Pulsating Stars) and Kallrath & Milone 2009 (Eclipsing Binary Stars). Round
 *   figures are round guesses.
 *
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export function* simulateCrtsLightCurves(options: SimulateCrtsOptions = {}): Generator<CrtsLightCurve> {
  checkKnown("simulateCrtsLightCurves", options, ["nSamples", "randomState"]);
  const { nSamples = 5757, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const [names, counts] = [Object.keys(CRTS_CLASSES), Object.values(CRTS_CLASSES)];
  for (let i = 0; i < nSamples; i++) {
    const name = names[drawIndex(random, counts)];
    yield { id: `simulated-${i}`, class: name, ...observe(random, STARS[name](random)) };
  }
}

/** Magnitude above the mean at a time in d. */
type Brightness = (time: number) => number;

function observe(random: RandomState, star: Brightness) {
  const mean = 17.5 + Math.log10(random.uniform(10 ** -1.5, 1)) / 0.5;
  const error = 0.04 * 10 ** (0.133 * Math.max(mean - 14, 0));
  const nights = 40 + random.poisson(40);
  const times: number[] = [];
  for (let k = 0; k < nights; k++) {
    const season = Math.floor(random.uniform(0, 8));
    const night = Math.floor(53_700 + 365.25 * season + random.uniform(0, 240)) + random.uniform(0.1, 0.4);
    for (let j = 0; j < 4; j++) times.push(night + (j * 8) / 1440);
  }
  const time = Float64Array.from(times).sort();
  const mag = time.map((t) => {
    const blunder = random.randomSample() < 0.003 ? random.uniform(-1, 1) : 0;
    return mean + star(t) + random.normal(0, error) + blunder;
  });
  return { time, mag, magError: new Float64Array(time.length).fill(error) };
}

/** A curve of phase with a period and a random epoch. */
function periodic(random: RandomState, period: number, curve: PhaseCurve): Brightness {
  const epoch = random.uniform(0, 1);
  return (time) => {
    const phase = (time - 53_000) / period + epoch;
    return curve(phase - Math.floor(phase));
  };
}

function rrab(random: RandomState): { period: number; amplitude: number; curve: PhaseCurve } {
  const period = Math.max(random.normal(0.58, 0.08), 0.4);
  const slope = 0.75 - 3 * (Math.log10(period) + 0.24);
  const amplitude = Math.min(Math.max(slope + random.normal(0, 0.15), 0.25), 1.3);
  return { period, amplitude, curve: sawtooth(amplitude, random.uniform(0.12, 0.25)) };
}

const STARS: { [name: string]: (random: RandomState) => Brightness } = {
  RRab: (random) => {
    const { period, curve } = rrab(random);
    return periodic(random, period, curve);
  },
  Blazhko: (random) => {
    const { period, curve } = rrab(random);
    const star = periodic(random, period, curve);
    const beat = periodic(random, random.uniform(30, 100), (phase) => Math.cos(2 * Math.PI * phase));
    return (time) => star(time) * (1 + 0.25 * beat(time));
  },
  RRc: (random) =>
    periodic(random, Math.max(random.normal(0.33, 0.035), 0.2), nearSine(random.normal(0.42, 0.06))),
  RRd: (random) => {
    const period = random.normal(0.48, 0.02);
    const fundamental = periodic(random, period, nearSine(random.uniform(0.1, 0.25)));
    const overtone = periodic(random, 0.746 * period, nearSine(random.uniform(0.3, 0.45)));
    return (time) => fundamental(time) + overtone(time);
  },
  EW: (random) => {
    const primary = random.uniform(0.2, 0.8);
    return periodic(
      random,
      Math.max(0.33 * 10 ** random.normal(0, 0.08), 0.22),
      contact(primary, primary * random.uniform(0.75, 1)),
    );
  },
  EA: (random) => {
    const primary = random.uniform(0.3, 1.2);
    return periodic(
      random,
      10 ** random.normal(0.1, 0.3),
      detached(primary, primary * random.uniform(0.1, 0.9), random.uniform(0.06, 0.16)),
    );
  },
  beta_lyrae: (random) => {
    const primary = random.uniform(0.4, 1);
    return periodic(
      random,
      logUniform(random, 0.4, 1.5),
      contact(primary, primary * random.uniform(0.3, 0.6)),
    );
  },
  ELL: (random) => {
    const depth = random.uniform(0.1, 0.25);
    return periodic(random, logUniform(random, 0.3, 3), contact(depth, depth * random.uniform(0.9, 1)));
  },
  RS_CVn: (random) => {
    const spots = periodic(random, logUniform(random, 0.5, 20), nearSine(random.uniform(0.1, 0.3)));
    const cycle = periodic(random, random.uniform(1500, 4000), nearSine(random.uniform(0.02, 0.15)));
    return (time) => spots(time) + cycle(time);
  },
  LPV: (random) => periodic(random, logUniform(random, 80, 400), nearSine(random.uniform(0.4, 2))),
  HADS: (random) =>
    periodic(
      random,
      logUniform(random, 0.05, 0.2),
      sawtooth(random.uniform(0.25, 0.6), random.uniform(0.3, 0.4)),
    ),
  LADS: (random) => periodic(random, logUniform(random, 0.05, 0.2), nearSine(random.uniform(0.08, 0.15))),
  ACEP: (random) =>
    periodic(
      random,
      logUniform(random, 0.6, 2),
      sawtooth(random.uniform(0.4, 0.9), random.uniform(0.2, 0.35)),
    ),
  Cep_II: (random) =>
    periodic(random, logUniform(random, 1, 25), sawtooth(random.uniform(0.3, 1), random.uniform(0.3, 0.45))),
  PCEB: (random) =>
    periodic(
      random,
      logUniform(random, 0.1, 0.5),
      detached(random.uniform(0.4, 1.5), random.uniform(0.02, 0.1), random.uniform(0.06, 0.12)),
    ),
  Hump: (random) => {
    const { period, curve } = rrab(random);
    return periodic(random, period, (phase) => curve(phase) - 0.1 * Math.exp(-(((phase - 0.7) / 0.06) ** 2)));
  },
};
