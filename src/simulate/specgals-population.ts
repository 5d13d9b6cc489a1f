import type { RandomState } from "../core/random-state";
import { bandFlux, colorOf, type StellarMix } from "./specgals-templates";

/** A galaxy before it is measured. */
export interface SimulatedGalaxy {
  redshift: number;
  /** Apparent AB magnitudes in u, g, r, i and z, without the dust of our own galaxy. */
  magnitudes: number[];
  /** Radius in arc seconds that holds half of the light. */
  halfLightRadius: number;
}

/** Hubble's constant in km/s/Mpc and the share of matter in a flat universe. */
const HUBBLE = 70;
const MATTER = 0.3;
const SPEED_OF_LIGHT = 299_792.458;
const [U, R] = [0, 2];

/** Magnitude limit of the main sample in r (Strauss et al. 2002, AJ 124, 1810). */
const LIMIT = 17.77;
const NEAREST = 0.002;
const FARTHEST = 0.35;
const REDSHIFTS = 350;
const FAINTEST = -15;
const BRIGHTEST = -24.5;
const MAGNITUDES = 191;

/** Schechter function per magnitude, of a magnitude relative to the characteristic one. */
const schechter = (relative: number, density: number, slope: number): number => {
  const luminosity = 10 ** (-0.4 * relative);
  return density * luminosity ** (slope + 1) * Math.exp(-luminosity);
};

/** Space densities of red and of blue galaxies per magnitude, in units that cancel (Baldry et al. 2004, ApJ 600, 681). */
const DENSITY = {
  red: (M: number) => schechter(M + 21.49, 2.25, -0.83),
  blue: (M: number) => schechter(M + 20.6, 2.82, -0.26) + schechter(M + 20.6, 2.35, -1.35),
};

/** Mean and dispersion of the colour u-r at rest of red and of blue galaxies of absolute magnitude M (same source). */
const COLOR = {
  red: (M: number) => ({
    mean: 2.279 - 0.037 * (M + 20) - 0.108 * Math.tanh((M + 19.81) / 0.96),
    sigma: 0.152 + 0.008 * (M + 20) + 0.044 * Math.tanh((M + 19.91) / 0.94),
  }),
  blue: (M: number) => ({
    mean: 1.79 - 0.053 * (M + 20) - 0.363 * Math.tanh((M + 20.75) / 1.12),
    sigma: 0.298 + 0.014 * (M + 20) - 0.067 * Math.tanh((M + 19.9) / 0.58),
  }),
};

type Kind = keyof typeof DENSITY;

/**
 * Half-light radius in kpc of a galaxy of absolute magnitude M, with a scatter of 0.3 in its logarithm (Shen et al. 2003,
 * MNRAS 343, 978, eqs. 14 and 15).
 */
function drawRadius(random: RandomState, kind: Kind, M: number): number {
  const log =
    kind === "red"
      ? -0.4 * 0.65 * M - 5.06
      : -0.4 * 0.26 * M + 0.25 * Math.log10(1 + 10 ** (-0.4 * (M + 20.91))) - 1.71;
  return 10 ** log * Math.exp(random.normal(0, 0.3));
}

interface Slice {
  redshift: number;
  /** Of the luminosity distance. */
  distanceModulus: number;
  /** Kiloparsecs that fill an arc second. */
  kpcPerArcsecond: number;
}

/**
 * The main sample: every galaxy brighter than its limit in r, nearer than redshift 0.35. Redshifts are drawn from the
 * volume that holds them times the galaxies in it that are bright enough.
 */
export class FluxLimitedSurvey {
  private readonly slices: Slice[] = [];
  /** Running sums over slices, kinds and magnitudes of how many galaxies the survey may see. */
  private readonly cumulative: Float64Array;

  constructor() {
    const step = (FARTHEST - NEAREST) / REDSHIFTS;
    const counts = new Float64Array(REDSHIFTS * 2 * MAGNITUDES);
    let comoving = (SPEED_OF_LIGHT / HUBBLE) * NEAREST;
    let total = 0;
    for (let i = 0; i < REDSHIFTS; i++) {
      const redshift = NEAREST + (i + 0.5) * step;
      const thickness =
        ((SPEED_OF_LIGHT / HUBBLE) * step) / Math.sqrt(MATTER * (1 + redshift) ** 3 + 1 - MATTER);
      const distance = comoving + thickness / 2;
      comoving += thickness;
      const slice = {
        redshift,
        distanceModulus: 25 + 5 * Math.log10(distance * (1 + redshift)),
        kpcPerArcsecond: (distance / (1 + redshift)) * 1000 * (Math.PI / 648_000),
      };
      this.slices.push(slice);
      const volume = distance * distance * thickness;
      for (const [k, kind] of KINDS.entries()) {
        for (let m = 0; m < MAGNITUDES; m++) {
          const M = magnitudeOf(m);
          // The bluest galaxies look a little brighter with redshift, none by more than this.
          const seen = M + slice.distanceModulus - 0.2 < LIMIT;
          if (seen) total += volume * DENSITY[kind](M);
          counts[(i * 2 + k) * MAGNITUDES + m] = total;
        }
      }
    }
    this.cumulative = counts;
  }

  /** The next galaxy. */
  draw(random: RandomState): SimulatedGalaxy {
    for (;;) {
      const galaxy = this.drawCandidate(random);
      if (galaxy.magnitudes[R] < LIMIT) return galaxy;
    }
  }

  private drawCandidate(random: RandomState): SimulatedGalaxy {
    const total = this.cumulative[this.cumulative.length - 1];
    const at = firstAbove(this.cumulative, random.randomSample() * total);
    const kind = KINDS[Math.floor(at / MAGNITUDES) % 2];
    const M = magnitudeOf((at % MAGNITUDES) + random.uniform(-0.5, 0.5));
    const slice = this.slices[Math.floor(at / (2 * MAGNITUDES))];
    const step = (FARTHEST - NEAREST) / REDSHIFTS;
    const redshift = slice.redshift + random.uniform(-0.5, 0.5) * step;
    // Within a slice the distance follows Hubble's law.
    const distanceModulus = slice.distanceModulus + 5 * Math.log10(redshift / slice.redshift);
    const mix = drawMix(random, kind, M);
    const zero = M + distanceModulus + 2.5 * Math.log10(bandFlux(mix, R, 0) / (1 + redshift));
    return {
      redshift,
      magnitudes: [0, 1, 2, 3, 4].map((b) => zero - 2.5 * Math.log10(bandFlux(mix, b, redshift))),
      halfLightRadius: drawRadius(random, kind, M) / slice.kpcPerArcsecond,
    };
  }
}

const KINDS: readonly Kind[] = ["red", "blue"];

const magnitudeOf = (m: number): number => BRIGHTEST + ((FAINTEST - BRIGHTEST) * m) / (MAGNITUDES - 1);

/** Index of the first of ascending values that is above `value`. */
function firstAbove(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Stars, dust and metals that give the colour u-r which a galaxy of this kind and luminosity has. Red galaxies have a
 * little light of young stars and differ in their metals; blue ones differ in dust (half of them more than 0.1 mag of
 * E(B-V), as inclined discs do) and in the share of young stars.
 */
function drawMix(random: RandomState, kind: Kind, M: number): StellarMix {
  const { mean, sigma } = COLOR[kind](M);
  const target = random.normal(mean, sigma);
  const mix: StellarMix =
    kind === "red"
      ? { young: 0.01 * random.exponential(), dust: 0.02 * random.exponential(), metals: 0 }
      : { young: 0, dust: Math.abs(random.normal(0, 0.15)), metals: random.normal(0, 0.02) };
  const [free, low, high] = kind === "red" ? (["metals", -0.4, 0.4] as const) : (["young", 1, 0] as const);
  mix[free] = rootOf((value) => colorOf({ ...mix, [free]: value }, U, R) - target, low, high);
  return mix;
}

/** Where a function that rises from `low` to `high` crosses 0, or the end that it is nearer to. */
function rootOf(f: (x: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let k = 0; k < 12; k++) {
    const middle = (below + above) / 2;
    if (f(middle) > 0) above = middle;
    else below = middle;
  }
  return (below + above) / 2;
}
