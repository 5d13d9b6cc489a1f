import { SDSS_BANDS } from "./sdss-photometry";

/** What a galaxy's light is made of. */
export interface StellarMix {
  /** Share of the light at 5500 Å, before dust, that the star-forming population gives. */
  young: number;
  /** Colour excess E(B-V) of the starlight, mag. */
  dust: number;
  /** How much more the metals of the old stars absorb than those of the mean old galaxy; 0 for the mean. */
  metals: number;
}

/**
 * Flux density per unit wavelength, 1 at 5500 Å, of the two populations at rest wavelengths in Å, coarsely after the
 * spectra of an elliptical galaxy (Kinney et al. 1996, ApJ 467, 38) and of stars that form at a constant rate without
 * dust (Bruzual & Charlot 2003, MNRAS 344, 1000): the 4000 Å break of the one, the Balmer break of the other.
 */
const OLD: readonly (readonly [wavelength: number, flux: number])[] = [
  [1000, 0.02],
  [2000, 0.03],
  [2500, 0.06],
  [2800, 0.1],
  [3000, 0.14],
  [3200, 0.2],
  [3400, 0.26],
  [3600, 0.32],
  [3800, 0.36],
  [3930, 0.39],
  [4050, 0.58],
  [4300, 0.7],
  [4500, 0.86],
  [4700, 0.94],
  [5000, 0.98],
  [5150, 0.93],
  [5300, 0.98],
  [5500, 1],
  [6000, 1.02],
  [6500, 1.01],
  [7000, 0.98],
  [7500, 0.95],
  [8000, 0.93],
  [8500, 0.9],
  [9000, 0.87],
  [9500, 0.84],
  [10_500, 0.79],
];
const YOUNG: readonly (readonly [wavelength: number, flux: number])[] = [
  [1000, 6],
  [1500, 5.8],
  [2000, 4],
  [2500, 3],
  [3000, 2.2],
  [3400, 1.8],
  [3640, 1.6],
  [3800, 1.95],
  [3950, 2.1],
  [4100, 2],
  [4500, 1.65],
  [5000, 1.25],
  [5500, 1],
  [6000, 0.83],
  [6500, 0.7],
  [7000, 0.6],
  [8000, 0.46],
  [9000, 0.37],
  [10_500, 0.28],
];

/** Emission lines of the star-forming population: rest wavelength and equivalent width in Å (Kennicutt 1992, ApJ 388, 310). */
const LINES = [
  { wavelength: 3727, width: 50 },
  { wavelength: 4861, width: 20 },
  { wavelength: 4990, width: 35 },
  { wavelength: 6570, width: 130 },
] as const;

const STEP = 5;
const FIRST = 1000;

/** Values between the knots, every {@link STEP} Å from {@link FIRST} on, per unit frequency. */
function tabulated(knots: typeof OLD): Float64Array {
  const last = knots[knots.length - 1][0];
  let k = 0;
  return Float64Array.from({ length: (last - FIRST) / STEP + 1 }, (_, i) => {
    const wavelength = FIRST + i * STEP;
    while (k < knots.length - 2 && wavelength > knots[k + 1][0]) k++;
    const [[x0, y0], [x1, y1]] = [knots[k], knots[k + 1]];
    return (y0 + ((y1 - y0) * (wavelength - x0)) / (x1 - x0)) * (wavelength / 5500) ** 2;
  });
}

const OLD_TABLE = tabulated(OLD);
const YOUNG_TABLE = tabulated(YOUNG);
const METALS_TABLE = Float64Array.from(OLD_TABLE, (_, i) => (5500 / (FIRST + i * STEP)) ** 3 - 1);
/** Optical depth for a colour excess of 1. */
const DUST_TABLE = Float64Array.from(
  OLD_TABLE,
  (_, i) => 0.4 * Math.LN10 * calzetti((FIRST + i * STEP) / 1e4),
);

/** Attenuation in mag for a colour excess of 1 at a wavelength in µm (Calzetti et al. 2000, ApJ 533, 682, eq. 4). */
function calzetti(um: number): number {
  return um < 0.63
    ? 2.659 * (-2.156 + 1.509 / um - 0.198 / um ** 2 + 0.011 / um ** 3) + 4.05
    : 2.659 * (-1.857 + 1.04 / um) + 4.05;
}

/** Points at which a band's light is added up. */
const POINTS = 24;

/** How much of the light a band lets through at an observed wavelength: flat with soft edges. */
function transmission({ centre, width }: { centre: number; width: number }, wavelength: number): number {
  return 1 / (1 + Math.exp((Math.abs(wavelength - centre) - width / 2) / (0.05 * width)));
}

const BANDS = SDSS_BANDS.map((band) => {
  const step = (1.5 * band.width) / POINTS;
  const wavelengths = Array.from({ length: POINTS }, (_, k) => band.centre + (k + 0.5 - POINTS / 2) * step);
  // Detectors count photons, so what counts is the integral over d(lambda) / lambda.
  const weights = wavelengths.map((wavelength) => (transmission(band, wavelength) * step) / wavelength);
  const total = weights.reduce((a, b) => a + b, 0);
  return { band, total, wavelengths, weights };
});

/**
 * Mean flux density per unit frequency of a galaxy in band number `b` of SDSS (0 for u to 4 for z), seen at a redshift; 1
 * at 5500 Å at rest before dust.
 */
export function bandFlux(mix: StellarMix, b: number, redshift: number): number {
  const { band, total, wavelengths, weights } = BANDS[b];
  let sum = 0;
  for (let k = 0; k < POINTS; k++) {
    const i = Math.round((wavelengths[k] / (1 + redshift) - FIRST) / STEP);
    sum += weights[k] * continuum(mix, i);
  }
  for (const { wavelength, width } of LINES) {
    const i = Math.round((wavelength - FIRST) / STEP);
    const light = mix.young * YOUNG_TABLE[i] * attenuation(mix, i) * width;
    sum += (light * transmission(band, wavelength * (1 + redshift))) / wavelength;
  }
  return sum / total;
}

const attenuation = (mix: StellarMix, i: number): number => Math.exp(-mix.dust * DUST_TABLE[i]);

function continuum(mix: StellarMix, i: number): number {
  const old = (1 - mix.young) * OLD_TABLE[i] * Math.exp(-mix.metals * METALS_TABLE[i]);
  return (old + mix.young * YOUNG_TABLE[i]) * attenuation(mix, i);
}

/** AB magnitude of band `a` minus that of band `b`. */
export const colorOf = (mix: StellarMix, a: number, b: number, redshift = 0): number =>
  -2.5 * Math.log10(bandFlux(mix, a, redshift) / bandFlux(mix, b, redshift));
