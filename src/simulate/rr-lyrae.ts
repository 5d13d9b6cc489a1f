import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { COLOR_NAMES, insideBox, RR_LYRAE_COLOR_BOX } from "./color-box";

export interface SimulateRRLyraeOptions {
  /** Background stars; default 92,658, as many as in the Stripe 82 sample. */
  nStars?: number;
  /** RR Lyrae stars; default 483, as many as in the Stripe 82 sample. */
  nRRLyrae?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** Centres of the bands in micrometres (Fukugita et al. 1996, AJ 111, 1748, as on sdss.org). */
const WAVELENGTH = { r: 0.6166, i: 0.748, z: 0.8932 };

/** Errors of one mean colour on Stripe 82, mag (Ivezic et al. 2007, AJ 134, 973): 0.01 a band, 0.02 in u. */
const COLOR_ERRORS = [0.022, 0.014, 0.014, 0.014];

/**
 * Simulated RR Lyrae stars and background stars within the colour box of Sesar et al. 2010, a stand-in for
 * `fetchRRLyraeCombined` where the real data cannot be had. Nothing in it is fitted to the real sample or to what a
 * classifier makes of it; it stands on published relations:
 *
 * - **RR Lyrae**: u-g and g-r fill the range in which Ivezic et al. 2005 (AJ 129, 1096) find RR Lyrae at a random phase,
 *   0.99 < u-g < 1.28 and -0.11 < g-r < 0.31, taken as the central 99 per cent of a normal distribution. The scatter
 *   that pulsation puts on a single epoch is left out of the mean colours but for what remains after 30 epochs.
 * - **Main-sequence stars** of the turn-off: g-r from 0.2, rising linearly in number to the red; [Fe/H] of the halo
 *   (-1.46 ± 0.30) for three in five and of the disc (-0.7 ± 0.2) for the others; u-g from g-r and [Fe/H] by the
 *   photometric metallicity (Ivezic et al. 2008, ApJ 684, 287, equation 4 and section 4).
 * - **Blue horizontal branch and blue stragglers**, one star in thirty: evenly over 0.8 < u-g < 1.35 and
 *   -0.4 < g-r < 0, the colours of A stars by Sirko et al. 2004 (AJ 127, 899).
 * - For all, the effective temperature is that of g-r (Ivezic et al. 2008, equation 3), and r-i and i-z are those of a
 *   black body of that temperature.
 *
 * The shares of halo, disc and A stars are round figures. As in the real sample, only the background is cut to the box.
 *
 * @returns a data set of `nStars` rows with `y` = 0 followed by `nRRLyrae` rows with `y` = 1; features u-g, g-r, r-i,
 * i-z in mag; `provenance` is `"simulated"`.
 * @throws ParameterError if a number is not a whole number above 0, or an option does not exist.
 */
export async function simulateRRLyraeCombined(
  options: SimulateRRLyraeOptions = {},
): Promise<Dataset<Float64Array>> {
  checkKnown("simulateRRLyraeCombined", options, ["nStars", "nRRLyrae", "randomState"]);
  const { nStars = 92_658, nRRLyrae = 483, randomState = 0 } = options;
  checkNumber("nStars", nStars, { min: 1, integer: true });
  checkNumber("nRRLyrae", nRRLyrae, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const n = nStars + nRRLyrae;
  const columns = COLOR_NAMES.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const colors = i < nStars ? starInBox(random) : rrLyrae(random);
    for (let j = 0; j < colors.length; j++) columns[j][i] = colors[j];
  }
  const y = new Float64Array(n).fill(1, nStars);
  return Dataset.create({
    id: "rrlyrae-combined",
    title: "RR Lyrae stars and background stars of the same colours",
    columns: { ...Object.fromEntries(COLOR_NAMES.map((name, j) => [name, columns[j]])), rrLyrae: y },
    featureNames: [...COLOR_NAMES],
    units: Object.fromEntries(COLOR_NAMES.map((name) => [name, "mag"])),
    targetName: "rrLyrae",
    y,
    targetNames: ["background star", "RR Lyrae"],
    provenance: "simulated",
    description:
      "Simulated from published colour relations and ranges; see simulateRRLyraeCombined for them.",
    citation:
      "Ivezic et al. 2005, AJ 129, 1096; Ivezic et al. 2008, ApJ 684, 287; Sirko et al. 2004, AJ 127, 899",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** Half the width of a normal distribution's central 99 per cent, in standard deviations. */
const CENTRAL_99 = 2.576;
/** Root mean square of one epoch's g-r about its mean: a sine of 0.2 mag from crest to trough. */
const PULSATION = 0.07;
const EPOCHS = 30;

function rrLyrae(random: RandomState): number[] {
  const range = (low: number, high: number, pulsation: number) => {
    const total = (high - low) / 2 / CENTRAL_99;
    const variance = total ** 2 - pulsation ** 2 + pulsation ** 2 / EPOCHS;
    return random.normal((low + high) / 2, Math.sqrt(variance));
  };
  // The Balmer jump hides most of the pulsation in u-g.
  return observed(random, range(0.99, 1.28, 0), range(-0.11, 0.31, PULSATION));
}

function starInBox(random: RandomState): number[] {
  for (;;) {
    const colors = random.randomSample() < 1 / 30 ? aStar(random) : turnOffStar(random);
    if (insideBox(colors, RR_LYRAE_COLOR_BOX)) return colors;
  }
}

function aStar(random: RandomState): number[] {
  return observed(random, random.uniform(0.8, 1.35), random.uniform(-0.4, 0));
}

function turnOffStar(random: RandomState): number[] {
  const gr = 0.2 + 0.25 * Math.sqrt(random.randomSample());
  const metallicity = random.randomSample() < 0.6 ? random.normal(-1.46, 0.3) : random.normal(-0.7, 0.2);
  return observed(random, ugOf(gr, metallicity), gr);
}

/**
 * u-g at which the photometric metallicity of Ivezic et al. 2008 (equation 4) is the given one, for 0.2 < g-r < 0.6:
 * the root of a quadratic in u-g on the branch where metallicity grows with u-g.
 */
export function ugOf(gr: number, metallicity: number): number {
  const a = -5.9 + 9.14 * gr;
  const b = 14.09 - 5.51 * gr - 20.61 * gr ** 2;
  const c = -13.13 + 28.04 * gr - 58.68 * gr ** 2 + 58.2 * gr ** 3 - metallicity;
  return (-b + Math.sqrt(Math.max(b * b - 4 * a * c, 0))) / (2 * a);
}

/** Effective temperature in K: Ivezic et al. 2008, equation 3. */
export function effectiveTemperature(gr: number): number {
  return 10 ** (3.882 - 0.316 * gr + 0.0488 * gr ** 2 + 0.0283 * gr ** 3);
}

/** AB colour of a black body between two wavelengths in micrometres. */
export function blackBodyColor(temperature: number, blue: number, red: number): number {
  const photon = (wavelength: number) => Math.expm1(14_387.769 / (wavelength * temperature));
  return -2.5 * Math.log10((red / blue) ** 3 * (photon(red) / photon(blue)));
}

function observed(random: RandomState, ug: number, gr: number): number[] {
  const temperature = effectiveTemperature(gr);
  const ri = blackBodyColor(temperature, WAVELENGTH.r, WAVELENGTH.i);
  const iz = blackBodyColor(temperature, WAVELENGTH.i, WAVELENGTH.z);
  return [ug, gr, ri, iz].map((color, j) => random.normal(color, COLOR_ERRORS[j]));
}
