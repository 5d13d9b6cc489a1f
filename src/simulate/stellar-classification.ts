import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { drawIndex } from "./draws";
import { galaxySpectrum, quasarSpectrum } from "./galaxy-and-quasar-spectra";
import { blackBodyColor } from "./rr-lyrae";
import { magnitudesOf, measuredMagnitudes, SDSS_BANDS } from "./sdss-photometry";
import { stellarLocus } from "./stellar-locus";

export interface SimulateStellarClassificationOptions {
  /** Rows; default 10,000. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The features of the SDSS DR17 table that say something of the object, in the table's order. */
export const STELLAR_FEATURES: readonly string[] = ["alpha", "delta", "u", "g", "r", "i", "z", "redshift"];

/** Units of those features; the redshift has none. */
export const STELLAR_UNITS = { alpha: "deg", delta: "deg", u: "mag", g: "mag", r: "mag", i: "mag", z: "mag" };

/** The classes in sorted order, and what each is. */
export const STELLAR_CLASSES = { GALAXY: "galaxy", QSO: "quasar", STAR: "star" } as const;

type StellarClass = keyof typeof STELLAR_CLASSES;

const SPEED_OF_LIGHT = 299_792.458;

/**
 * Simulated galaxies, quasars and stars as SDSS DR17 has them, a stand-in for `fetchStellarClassification` where the
 * real table cannot be had. Nothing in it is fitted to the real magnitudes or to what a classifier makes of them; it
 * stands on published relations:
 *
 * - **Class shares**: those of the real table, 59,445 galaxies, 18,961 quasars and 21,594 stars in 100,000, drawn
 *   independently for each row.
 * - **Positions**: even on the sphere, outside 30 deg of the Galactic plane and north of declination -12 deg.
 * - **Galaxies**: three in ten of the main sample (r < 17.77; Strauss et al. 2002, AJ 124, 1810: median redshift 0.10),
 *   half of them blue; six in ten luminous red ones of BOSS (17.5 < i < 19.9; Dawson et al. 2013, AJ 145, 10: LOWZ
 *   0.15 < z < 0.43, CMASS about 0.55); one in ten of eBOSS (Dawson et al. 2016, AJ 151, 44: red ones of redshift 0.6
 *   to 1, emission-line ones of 0.7 to 1.1). Starlight of old and young stars gives the two peaks in u-r of Strateva et
 *   al. 2001 (AJ 122, 1861), redshifted through the bands; see `galaxySpectrum`.
 * - **Quasars**: redshifts of the legacy survey (Richards et al. 2002, AJ 123, 2945), of BOSS (2.15 to 3.5; Ross et al.
 *   2012, ApJS 199, 3) and of eBOSS (0.8 to 2.2; Myers et al. 2015, ApJS 221, 27), and one in fifty beyond 3.5;
 *   power law, lines and intergalactic hydrogen wind the colours with redshift as in Richards et al. 2001
 *   (AJ 121, 2308); see `quasarSpectrum`.
 * - **Stars**: five in six on the stellar locus of Covey et al. 2007 (AJ 134, 2398, table 4) with a scatter of 0.05
 *   mag; one in twelve an A star (Sirko et al. 2004, AJ 127, 899) and one in twelve a white dwarf, as a black body of
 *   7,500 to 25,000 K. Speeds of 130 km/s dispersion.
 * - **Magnitudes**: counts that grow towards the limits of the surveys; noise, calibration and asinh scale of SDSS
 *   (York et al. 2000; Lupton, Gunn & Szalay 1999).
 *
 * The shares of the sub-samples are round figures. There is no dust, no host light in quasars, no failed redshift, and
 * no identifier of the real table.
 *
 * @returns a data set of `nSamples` rows with the features of `fetchStellarClassification`; `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateStellarClassification(
  options: SimulateStellarClassificationOptions = {},
): Promise<Dataset<string[]>> {
  checkKnown("simulateStellarClassification", options, ["nSamples", "randomState"]);
  const { nSamples = 10_000, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const columns = Object.fromEntries(STELLAR_FEATURES.map((name) => [name, new Float64Array(nSamples)]));
  const y: StellarClass[] = [];
  const [kinds, shares] = [Object.keys(SHARES) as StellarClass[], Object.values(SHARES)];
  for (let i = 0; i < nSamples; i++) {
    const kind = kinds[drawIndex(random, shares)];
    const { magnitudes, redshift } = OBJECTS[kind](random);
    const measured = measuredMagnitudes(random, magnitudes);
    const [alpha, delta] = drawPosition(random);
    columns.alpha[i] = alpha;
    columns.delta[i] = delta;
    for (const [j, { name }] of SDSS_BANDS.entries()) columns[name][i] = measured[j];
    columns.redshift[i] = redshift;
    y.push(kind);
  }
  return Dataset.create<string[]>({
    id: "stellar-classification",
    title: "Galaxies, quasars and stars of SDSS DR17",
    columns: { ...columns, class: y },
    featureNames: [...STELLAR_FEATURES],
    units: STELLAR_UNITS,
    targetName: "class",
    y,
    targetNames: Object.values(STELLAR_CLASSES),
    provenance: "simulated",
    description:
      "Simulated from published colours, counts and redshift distributions; see simulateStellarClassification for them.",
    citation:
      "Covey et al. 2007, AJ 134, 2398; Strateva et al. 2001, AJ 122, 1861; Richards et al. 2001, AJ 121, 2308; " +
      "Vanden Berk et al. 2001, AJ 122, 549",
    terms: "made by skylearn; free to use as simulated data",
  });
}

interface SimulatedObject {
  /** Before noise, in the order of the bands. */
  magnitudes: number[];
  redshift: number;
}

const OBJECTS: { [C in StellarClass]: (random: RandomState) => SimulatedObject } = {
  GALAXY: galaxy,
  QSO: quasar,
  STAR: star,
};

/** Of the real sample. */
const SHARES: { readonly [C in StellarClass]: number } = { GALAXY: 0.59445, QSO: 0.18961, STAR: 0.21594 };

const DEGREE = Math.PI / 180;
/** The north Galactic pole (J2000) and the sine of the lowest latitude. */
const POLE = { alpha: 192.86 * DEGREE, delta: 27.13 * DEGREE, limit: 0.5 };

function drawPosition(random: RandomState): [alpha: number, delta: number] {
  for (;;) {
    const alpha = random.uniform(0, 2 * Math.PI);
    const sine = random.uniform(Math.sin(-12 * DEGREE), 1);
    const cosine = Math.sqrt(1 - sine * sine);
    const latitude =
      sine * Math.sin(POLE.delta) + cosine * Math.cos(POLE.delta) * Math.cos(alpha - POLE.alpha);
    if (Math.abs(latitude) > POLE.limit) return [alpha / DEGREE, Math.asin(sine) / DEGREE];
  }
}

/** A magnitude below `faint` from counts that grow as 10^(`slope` m), not brighter than `bright`. */
function drawMagnitude(random: RandomState, slope: number, bright: number, faint: number): number {
  const lowest = 10 ** (slope * (bright - faint));
  return faint + Math.log10(random.uniform(lowest, 1)) / slope;
}

/** Shifts magnitudes so that the one of a band is as given. */
function scaled(magnitudes: number[], band: number, magnitude: number): number[] {
  const shift = magnitude - magnitudes[band];
  return magnitudes.map((m) => m + shift);
}

const [G, R, I] = [1, 2, 3];

function galaxy(random: RandomState): SimulatedObject {
  const survey = random.randomSample();
  if (survey < 0.3) {
    // z^2 exp(-(z / 0.0737)^1.5), whose median is 0.104.
    const redshift = 0.0737 * random.gamma(2) ** (2 / 3);
    const young = random.randomSample() < 0.5 ? redGalaxy(random) : blueGalaxy(random);
    return galaxyAt(redshift, young, R, drawMagnitude(random, 0.6, 13, 17.77));
  }
  if (survey < 0.9) {
    const low = random.randomSample() < 0.35;
    const redshift = low ? 0.43 * random.uniform(0.35 ** 3, 1) ** (1 / 3) : random.normal(0.55, 0.08);
    const magnitude = drawMagnitude(random, 0.5, low ? 16 : 17.5, low ? 19 : 19.9);
    return galaxyAt(redshift, redGalaxy(random), I, magnitude);
  }
  if (random.randomSample() < 0.5) {
    return galaxyAt(random.normal(0.75, 0.1), redGalaxy(random), I, drawMagnitude(random, 0.5, 19.9, 21.8));
  }
  return galaxyAt(random.normal(0.85, 0.1), blueGalaxy(random), G, drawMagnitude(random, 0.5, 21.8, 22.8));
}

/** Shares of young light: next to none in red galaxies, a third or more in blue ones. */
const redGalaxy = (random: RandomState): number => random.uniform(0, 0.05);
const blueGalaxy = (random: RandomState): number => random.uniform(0.2, 0.6);

function galaxyAt(redshift: number, young: number, band: number, magnitude: number): SimulatedObject {
  const z = Math.max(redshift, 0.003);
  return { magnitudes: scaled(magnitudesOf(galaxySpectrum(young), z), band, magnitude), redshift: z };
}

function quasar(random: RandomState): SimulatedObject {
  const survey = random.randomSample();
  let redshift: number;
  let faint = 22;
  if (survey < 0.15) {
    redshift = random.uniform(0.1, 2.2);
    faint = 19.1;
  } else if (survey < 0.7) {
    redshift = random.uniform(0.8, 2.2);
  } else if (survey < 0.98) {
    redshift = 2.15 + boundedExponential(random, 0.45, 1.35);
  } else {
    redshift = 3.5 + boundedExponential(random, 0.9, 3.5);
  }
  // Scatter of the slopes: Richards et al. 2003, AJ 126, 1131.
  const spectrum = quasarSpectrum(random.normal(-0.44, 0.3), redshift);
  return {
    magnitudes: scaled(magnitudesOf(spectrum, redshift), I, drawMagnitude(random, 0.35, 16, faint)),
    redshift,
  };
}

/** An exponential deviate below `limit`. */
function boundedExponential(random: RandomState, scale: number, limit: number): number {
  return -scale * Math.log1p(random.uniform(0, 1) * Math.expm1(-limit / scale));
}

function star(random: RandomState): SimulatedObject {
  const kind = random.randomSample();
  let colors: number[];
  if (kind < 5 / 6) {
    // F and G stars, which SEGUE looked for, and K and M dwarfs.
    const drawn = random.randomSample() < 0.5 ? random.normal(0.55, 0.15) : random.uniform(0.3, 3);
    const gi = 0.3 + Math.abs(drawn - 0.3);
    colors = stellarLocus(gi).map((color) => random.normal(color, 0.05));
  } else if (kind < 11 / 12) {
    const gr = random.uniform(-0.4, 0);
    // As hot a black body as has this g-r continues it into the red.
    colors = [random.uniform(0.8, 1.35), gr, 0.4 * gr - 0.03, 0.3 * gr - 0.03];
  } else {
    const temperature = random.uniform(7500, 25_000);
    colors = SDSS_BANDS.slice(1).map(({ centre }, j) =>
      blackBodyColor(temperature, SDSS_BANDS[j].centre / 1e4, centre / 1e4),
    );
  }
  // SEGUE's stars (Yanny et al. 2009, AJ 137, 4377) and those taken for quasars or galaxies by the later surveys.
  const g = random.randomSample() < 0.6 ? random.uniform(14, 20.3) : drawMagnitude(random, 0.3, 17, 22);
  const magnitudes = [g];
  for (const color of colors.slice(1)) magnitudes.push(magnitudes[magnitudes.length - 1] - color);
  return {
    magnitudes: [g + colors[0], ...magnitudes],
    redshift: random.normal(0, 130 / SPEED_OF_LIGHT),
  };
}
