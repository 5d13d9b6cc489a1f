import type { RandomStateLike } from "../core/check-random-state";
import { gaussianKernel } from "../core/gaussian-kernel";
import { Matrix } from "../core/matrix";
import type { RandomState } from "../core/random-state";
import { makeBreath } from "../core/worker-pool";
import { SpectraDataset } from "../datasets/spectra-dataset";
import { normalizeContinuum } from "../spectra/normalize-continuum";
import { type WavelengthGrid, wavelengthGrid, wavelengthsOf } from "../spectra/wavelength-grid";
import { drawIndex, logNormal } from "./draws";
import { sampleOptions } from "./resolve-options";
import { atmosphereOf, type StarParameters } from "./stellar-atmosphere";
import { starLines, titaniumOxide } from "./stellar-lines";

export interface SimulateStellarSpectraOptions {
  /** Stars; default 176, as many as in the real set. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The wavelengths of the LAMOST spectra's data set. */
export const LAMOST_GRID: WavelengthGrid = wavelengthGrid(3900, 6800, 2e-4);

/** Units of the columns that have one. */
export const LAMOST_SPECTRA_UNITS: { [column: string]: string } = {
  ...{ ra: "deg", dec: "deg", teff: "K", logg: "log10(cm/s2)", feh: "dex" },
};

/** Wavelength over the width of what the spectrograph makes of a sharp line (full, at half maximum). */
const RESOLUTION = 1800;
/** Fine pixels for each of the grid, in which the lines are drawn before the spectrograph blurs them. */
const FINE = 12;
/** Errors of the survey's parameters (Gao et al. 2015, RAA 15, 2204: 110 K, 0.19 dex, 0.11 dex). */
const ERRORS = { teff: 110, logg: 0.19, feh: 0.11 };
/** Below it a star is of type M, to which the survey's pipeline gave no parameters, K. */
const COOLEST = 3900;
/** Beyond so many half widths a line is left out. */
const REACH = 600;

/**
 * Simulated spectra of A to M stars, a stand-in for `fetchLamostSpectra` where the real ones cannot be had. Nothing is fitted
 * to those; each star is a single layer of gas in which, from its temperature, gravity and metallicity, follows:
 *
 * - **Continuum**: Planck's law.
 * - **Pressure**: hydrostatic equilibrium at an optical depth of 2/3; electrons from hydrogen and metals by Saha's equation;
 *   opacity of the negative hydrogen ion, of excited hydrogen and of electrons (Gray 2005, The Observation and Analysis of
 *   Stellar Photospheres, chapters 1 and 8).
 * - **Lines**: the Balmer lines, Ca II H and K, Ca I, Mg b, Na D, Fe I and Fe II, with as many absorbers as Saha's and
 *   Boltzmann's equations give for the opacity, so that the Sun's have the equivalent widths of Moore, Minnaert &
 *   Houtgast 1966; the bands of CH (4300 Å) and MgH (5210 Å) by the law of mass action; those of TiO in cool stars, coarsely.
 *   Some 680 weak lines of iron, and 120 of the molecules, stand at places drawn once.
 * - **Spectrograph**: a resolution of 1,800; an error of the redshift of 5 km/s; an uneven calibration; dust; photon noise with a
 *   ratio of signal to noise from 8 to 100 a pixel, largest in the red.
 * - **Population**: dwarfs from 3,500 to 9,500 K, most of them F to K; one star in eight a giant; [Fe/H] around
 *   -0.2 with a scatter of 0.25, poorer for one in twenty.
 * - **Labels** with the errors of the survey's pipeline (Gao et al. 2015, RAA 15, 2204), and none for M stars and for the
 *   noisiest fifth.
 *
 * Round figures are round guesses. It is no model atmosphere: what it has right is which lines grow and which fade
 * with what.
 *
 * @returns the shape and columns of `fetchLamostSpectra`; `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateStellarSpectra(
  options: SimulateStellarSpectraOptions = {},
): Promise<SpectraDataset<string[]>> {
  const { nSamples, random } = sampleOptions("simulateStellarSpectra", options, 176);
  const flux = Matrix.zeros(nSamples, LAMOST_GRID.length);
  const names = ["ra", "dec", "z", "teff", "logg", "feh", "snrg"] as const;
  const numbers = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  const subclass: string[] = [];
  const breath = makeBreath();
  for (let i = 0; i < nSamples; i++) {
    const star = drawStar(random);
    const ratio = Math.min(100, Math.max(8, logNormal(random, 30, 0.7)));
    flux.row(i).set(observe(random, stellarSpectrum(star), ratio));
    const labelled = star.teff > COOLEST && ratio > 16.5;
    for (const name of ["teff", "logg", "feh"] as const) {
      const measured = random.normal(star[name], ERRORS[name]);
      numbers[name][i] = labelled ? measured : Number.NaN;
    }
    numbers.z[i] = random.normal(0, 1e-4);
    numbers.ra[i] = random.uniform(97, 101);
    numbers.dec[i] = random.uniform(26, 29);
    numbers.snrg[i] = 0.7 * ratio;
    subclass.push(subclassOf(star.teff));
    await breath();
  }
  return SpectraDataset.create({
    id: "lamost-spectra",
    title: "Spectra of stars with stellar parameters",
    flux,
    X: normalizeContinuum(flux),
    wavelength: wavelengthsOf(LAMOST_GRID),
    columns: { filename: subclass.map((_, i) => `simulated-${i + 1}`), subclass, ...numbers },
    units: LAMOST_SPECTRA_UNITS,
    targetName: "subclass",
    y: subclass,
    provenance: "simulated",
    description:
      "At rest, on one grid of wavelengths in vacuum. X is the light over its continuum. Simulated from a single layer of " +
      "gas a star; see simulateStellarSpectra for what was assumed.",
    citation:
      "Gray 2005, The Observation and Analysis of Stellar Photospheres; Moore, Minnaert & Houtgast 1966; " +
      "Gao et al. 2015, RAA 15, 2204",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/**
 * The light of a star without noise, as a spectrograph of resolution 1,800 shows it, on the grid of the data set.
 *
 * @returns flux per unit wavelength, 1 where the continuum has its mean.
 */
export function stellarSpectrum(star: StarParameters): Float64Array {
  const { first, step, length } = LAMOST_GRID;
  const fine = step / FINE;
  const sigma = 1 / (RESOLUTION * Math.LN10 * Math.sqrt(8 * Math.LN2)) / fine;
  const kernel = gaussianKernel(sigma);
  const margin = (kernel.length - 1) / 2;
  const count = (length - 1) * FINE + kernel.length;
  const wavelengths = wavelengthsOf({ first: first - margin * fine, step: fine, length: count });
  const atmosphere = atmosphereOf(star);
  const oxide = titaniumOxide(atmosphere);
  const depth = wavelengths.map(oxide);
  for (const { wavelength, depth: middle, width, wing, most } of starLines(atmosphere)) {
    // far enough for what is left out to be a thousandth of the continuum's
    const reach = width * Math.min(REACH, Math.max(1, (1000 * middle) ** (1 / wing)));
    const place = (w: number) => (Math.log10(w) - first) / fine + margin;
    const to = Math.min(count - 1, Math.floor(place(wavelength + reach)));
    for (let k = Math.max(0, Math.ceil(place(wavelength - reach))); k <= to; k++) {
      const away = Math.abs(wavelengths[k] - wavelength) / width;
      const own = middle / (1 + (wing === 2 ? away * away : away ** wing));
      depth[k] += own / (1 + own / most);
    }
  }
  const light = wavelengths.map((w, k) => planck(w, star.teff) / (1 + depth[k]));
  const scale = planck(wavelengths[count >> 1], star.teff);
  return Float64Array.from({ length }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) sum += kernel[k] * light[i * FINE + k];
    return sum / scale;
  });
}

/** Planck's law per unit wavelength, at Å and K, in no unit. */
const planck = (wavelength: number, teff: number): number =>
  (wavelength / 5000) ** -5 / Math.expm1(143_877_690 / (wavelength * teff));

/** What arrives: calibration, dust, a slightly wrong redshift, photon noise. */
function observe(random: RandomState, spectrum: Float64Array, ratio: number): Float64Array {
  const shift = random.normal(0, 5 / 299_792) / Math.LN10 / LAMOST_GRID.step;
  const [slope, bend, dust] = [random.normal(0, 0.15), random.normal(0, 0.05), random.exponential(0.3)];
  const out = spectrum.map((_, k) => {
    const at = Math.min(spectrum.length - 1.001, Math.max(0, k + shift));
    const left = Math.floor(at);
    const value = spectrum[left] + (spectrum[left + 1] - spectrum[left]) * (at - left);
    const x = (2 * k) / (spectrum.length - 1) - 1;
    return value * Math.exp((slope + dust) * x + bend * x * x);
  });
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
  const noise = random.normal(0, 1, out.length);
  return out.map((value, k) => {
    const x = (2 * k) / (out.length - 1) - 1;
    // the spectrograph loses most of the blue light
    const share = (Math.max(value, 0) / mean) * Math.exp(0.5 * x);
    return (value / mean + (Math.sqrt(share * 0.9 + 0.1) / ratio / Math.exp(0.5 * x)) * noise[k]) * 300;
  });
}

/** Share of the dwarfs, and the temperatures between which they lie, K. */
const DWARFS = [
  { share: 0.22, from: 7000, to: 9500 },
  { share: 0.28, from: 5900, to: 7000 },
  { share: 0.25, from: 5000, to: 5900 },
  { share: 0.16, from: 3900, to: 5000 },
  { share: 0.09, from: 3500, to: 3900 },
];

function drawStar(random: RandomState): StarParameters {
  const feh = random.randomSample() < 0.05 ? random.normal(-1.2, 0.3) : random.normal(-0.2, 0.25);
  if (random.randomSample() < 0.125) {
    const teff = random.uniform(4100, 5200);
    // along the giant branch gravity falls with temperature
    return { teff, logg: random.normal(2.6 + (teff - 4700) / 500, 0.2), feh };
  }
  const { from, to } =
    DWARFS[
      drawIndex(
        random,
        DWARFS.map(({ share }) => share),
      )
    ];
  const teff = random.uniform(from, to);
  const main = 4.6 - 0.55 * Math.min(1, Math.max(0, (teff - 4500) / 2500));
  return { teff, logg: random.normal(main, 0.12), feh };
}

/** Coolest temperature in K of each subclass; round figures. */
const SUBCLASSES: readonly [name: string, from: number][] = [
  ...([
    ["A1IV", 9000],
    ["A5V", 8000],
    ["A7III", 7400],
    ["F2", 6700],
    ["F5", 6300],
    ["F9", 5900],
  ] as [string, number][]),
  ...([
    ["G2", 5600],
    ["G5", 5200],
    ["K1", 4900],
    ["K3", 4600],
    ["K5", 4250],
    ["K7", 3900],
    ["M0", 0],
  ] as [string, number][]),
];

const subclassOf = (teff: number): string => SUBCLASSES.find(([, from]) => teff >= from)![0];
