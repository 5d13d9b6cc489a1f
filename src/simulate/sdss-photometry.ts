import type { RandomState } from "../core/random-state";

/** The five bands of SDSS: centre and full width at half maximum in Å (Fukugita et al. 1996, AJ 111, 1748). */
export const SDSS_BANDS = [
  { name: "u", centre: 3557, width: 599 },
  { name: "g", centre: 4825, width: 1379 },
  { name: "r", centre: 6261, width: 1382 },
  { name: "i", centre: 7672, width: 1535 },
  { name: "z", centre: 9097, width: 1370 },
] as const;

const POINTS = 9;

/**
 * AB magnitude in each band, up to a constant, of a spectrum seen at a redshift.
 *
 * @param spectrum flux density per unit frequency at a rest wavelength in Å.
 */
export function magnitudesOf(spectrum: (wavelength: number) => number, redshift: number): number[] {
  return SDSS_BANDS.map(({ centre, width }) => {
    let flux = 0;
    for (let k = 0; k < POINTS; k++) {
      flux += spectrum((centre + width * ((k + 0.5) / POINTS - 0.5)) / (1 + redshift));
    }
    return -2.5 * Math.log10(Math.max(flux / POINTS, Number.MIN_VALUE));
  });
}

/** Magnitude of a point source with a signal of five times its noise (York et al. 2000, AJ 120, 1579, section 4). */
const FIVE_SIGMA = [22.3, 23.3, 23.1, 22.3, 20.8];
/** Area in square arc seconds whose sky's noise such a source has, with a seeing of 1.4 arc seconds. */
const POINT_SOURCE_AREA = 4.4;
/** Photoelectrons of a source of magnitude 20: 54 s, with the telescope's throughput (Gunn et al. 1998, AJ 116, 3040). */
const PHOTOELECTRONS = [1500, 12_000, 10_000, 7000, 1300];
/** Softening of the asinh magnitudes (Stoughton et al. 2002, AJ 123, 485, table 21), in units of the zero point's flux. */
const SOFTENING = [1.4e-10, 0.9e-10, 1.2e-10, 1.8e-10, 7.4e-10];
/** Errors of the calibration, mag (Ivezic et al. 2004, AN 325, 583): 2 per cent, 3 in u. */
const CALIBRATION = [0.03, 0.02, 0.02, 0.02, 0.02];

/**
 * SDSS magnitudes as a survey would measure them: noise of the sky, an error of the calibration, and the survey's asinh
 * scale (Lupton, Gunn & Szalay 1999, AJ 118, 1406), on which also a negative flux has a magnitude.
 */
export function measuredMagnitudes(random: RandomState, magnitudes: ArrayLike<number>): number[] {
  return Array.from(magnitudes, (m, j) => {
    const noise = 0.2 * 10 ** (-0.4 * FIVE_SIGMA[j]);
    const flux = 10 ** (-0.4 * (m + random.normal(0, CALIBRATION[j]))) + random.normal(0, noise);
    return asinhMagnitude(flux, j);
  });
}

/** Standard deviation that the sky gives a flux, in units of the zero point's, in so many square arc seconds. */
export const skyNoise = (band: number, area: number): number =>
  0.2 * 10 ** (-0.4 * FIVE_SIGMA[band]) * Math.sqrt(area / POINT_SOURCE_AREA);

/** Standard deviation of a flux, in units of the zero point's, since its photons come at random. */
export const photonNoise = (band: number, flux: number): number =>
  Math.sqrt((Math.max(flux, 0) * 1e-8) / PHOTOELECTRONS[band]);

/** Magnitude of a flux, in units of the zero point's, in band number `band` on the survey's asinh scale. */
export function asinhMagnitude(flux: number, band: number): number {
  const b = SOFTENING[band];
  return (-2.5 / Math.LN10) * (Math.asinh(flux / (2 * b)) + Math.log(b));
}
