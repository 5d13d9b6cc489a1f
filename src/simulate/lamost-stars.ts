import type { RandomStateLike } from "../core/check-random-state";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { drawIndex } from "./draws";
import { sampleOptions } from "./resolve-options";
import { blackBodyColor, effectiveTemperature, ugOf } from "./rr-lyrae";
import { stellarLocus } from "./stellar-locus";

export interface SimulateLamostStarsOptions {
  /** Stars; default 3,165, as many as in the real table. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The seven magnitudes of a star, in the order that its `magtype` names. */
export const LAMOST_MAGNITUDES: readonly string[] = ["mag1", "mag2", "mag3", "mag4", "mag5", "mag6", "mag7"];

/** The other columns of numbers. */
export const LAMOST_NUMBERS: readonly string[] = [
  ...["ra", "dec", "snru", "snrg", "snrr", "snri", "snrz", "rv", "rv_err", "teff", "teff_err"],
  ...["logg", "logg_err", "feh", "feh_err"],
];

/** The columns of text. */
export const LAMOST_TEXTS: readonly string[] = [
  ...["obsid", "designation", "obsdate", "planid", "subclass", "magtype", "tfrom"],
];

/** Units of the columns that have one. */
export const LAMOST_UNITS: { [column: string]: string } = {
  ...Object.fromEntries(LAMOST_MAGNITUDES.map((name) => [name, "mag"])),
  ...{ ra: "deg", dec: "deg", rv: "km/s", rv_err: "km/s", teff: "K", teff_err: "K" },
  ...{ logg: "log10(cm/s2)", logg_err: "dex", feh: "dex", feh_err: "dex" },
};

/** What stands in the table for a magnitude that is not there, and for a signal-to-noise ratio. */
const [NO_MAGNITUDE, NO_RATIO] = [99, -9999];

/**
 * Simulated stars of a survey's input and output tables, flaws included: a stand-in for `fetchLamostStars` where the
 * real table cannot be had, to practise cleaning on. Stars and flaws stand on published relations, or on what the real
 * table says of how it was put together; nothing of their distribution is fitted to it:
 *
 * - **Stars**: dwarfs of spectral type F to K on the stellar locus (Covey et al. 2007, AJ 134, 2398), with the u-g of their
 *   [Fe/H] where Ivezic et al. 2008 (ApJ 684, 287, equation 4) give it, and the temperature of their g-r (equation 3); one in
 *   ten a giant, one in sixty an A star. J and H are those of a black body on the Vega scale (Blanton & Roweis 2007, AJ
 *   133, 734). One star in twenty belongs to the halo and is poor in metals.
 * - **Dust**: E(B-V) of 0.1 on average, and up to 0.7 for one star in fifty behind a cloud, with the extinction of
 *   Schlafly & Finkbeiner 2011 (ApJ 737, 103, table 6).
 * - **Saturation**: the camera of SDSS saturates at 14 mag (York et al. 2000, AJ 120, 1579), and a saturated star loses
 *   light, 0.6 mag on average; as in the real table it does so in i, and one star in thirty of those so bright in g.
 * - **Missing**: as in the real table a third of the stars, on plans of their own, have g, r and i only, and one in twenty
 *   J and H only; 99 stands in the other places. Three in a thousand have 0 for g, and for i.
 * - **Signal-to-noise** grows as the square root of the light; a ratio of 100 and more does not fit its field of the table
 *   and becomes -9999.
 * - **Parameters** have Gaussian errors that fall with the ratio in g; three stars in a thousand have the magnitudes of
 *   a neighbour in the sky.
 *
 * Round figures are round guesses.
 *
 * @returns the columns of `fetchLamostStars`; the features are `mag1` to `mag7` as they stand in the table, the target is
 * `teff` in K. `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateLamostStars(
  options: SimulateLamostStarsOptions = {},
): Promise<Dataset<Float64Array>> {
  const { nSamples, random } = sampleOptions("simulateLamostStars", options, 3165);
  const numbers = Object.fromEntries(
    [...LAMOST_NUMBERS, ...LAMOST_MAGNITUDES].map((name) => [name, new Float64Array(nSamples)]),
  );
  const texts: { [name: string]: string[] } = Object.fromEntries(LAMOST_TEXTS.map((name) => [name, []]));
  for (let i = 0; i < nSamples; i++) {
    const star = drawStar(random);
    const neighbour = random.randomSample() < 0.003 ? drawStar(random) : star;
    const magnitudes = observe(random, neighbour);
    const plan = PLANS[drawIndex(random, [0.59, 0.36, 0.05])];
    for (const [j, name] of LAMOST_MAGNITUDES.entries()) {
      const missing = !plan.bands.includes(BANDS[j]);
      const zero = (j === 1 || j === 3) && random.randomSample() < 0.003;
      numbers[name][i] = missing ? NO_MAGNITUDE : zero ? 0 : Math.round(magnitudes[j] * 100) / 100;
    }
    const measured = spectroscopy(random, star);
    for (const [name, value] of Object.entries(measured)) numbers[name][i] = value;
    numbers.ra[i] = random.uniform(350, 357);
    numbers.dec[i] = random.uniform(28, 34);
    texts.obsid.push(String(i + 1));
    texts.designation.push(`sim ${i + 1}`);
    texts.obsdate.push("2011-10-27");
    texts.planid.push(plan.id);
    texts.subclass.push(subclassOf(measured.teff));
    texts.magtype.push(BANDS);
    texts.tfrom.push(plan.source);
  }
  return Dataset.create({
    id: "lamost-stars",
    title: "Stars of LAMOST with magnitudes and stellar parameters",
    columns: { ...texts, ...numbers },
    featureNames: [...LAMOST_MAGNITUDES],
    units: LAMOST_UNITS,
    targetName: "teff",
    y: numbers.teff,
    provenance: "simulated",
    description:
      "Magnitudes as in the table of a survey: 99 and 0 are not magnitudes, -9999 is no signal-to-noise ratio. Simulated " +
      "from published relations; see simulateLamostStars for them.",
    citation:
      "Covey et al. 2007, AJ 134, 2398; Ivezic et al. 2008, ApJ 684, 287; Schlafly & Finkbeiner 2011, ApJ 737, 103; " +
      "York et al. 2000, AJ 120, 1579",
    terms: "made by skylearn; free to use as simulated data",
  });
}

const BANDS = "ugrizjh";
/** Which bands the plans' input catalogues have. */
const PLANS = [
  { id: "sim 1", bands: BANDS, source: "SDSS_S_Y" },
  { id: "sim 2", bands: "gri", source: "" },
  { id: "sim 3", bands: "jh", source: "SDSS_S_Y" },
];
/** Extinction in each band in units of E(B-V): Schlafly & Finkbeiner 2011, table 6, R_V = 3.1. */
const EXTINCTION = [4.239, 3.303, 2.285, 1.698, 1.263, 0.723, 0.46];
/** Wavelength in micrometres, and magnitude on the AB scale of a star that has 0 on the Vega scale. */
const J = { wavelength: 1.235, vega: 0.91 };
const H = { wavelength: 1.662, vega: 1.39 };
/** Errors of photometry, mag. */
const ERRORS = [0.04, 0.02, 0.02, 0.02, 0.03, 0.03, 0.03];
/** Mean loss in mag below the limit, and the chance of it in each band. */
const SATURATED = { from: 14, loss: 0.6, chances: [0, 1 / 30, 0, 1, 0, 0, 0] };

interface Star {
  teff: number;
  logg: number;
  feh: number;
  rv: number;
  /** Before extinction, errors and saturation, in the order of the bands. */
  magnitudes: number[];
  reddening: number;
}

/** How common each kind of star is, its g-r, and its surface gravity with the scatter of that. */
const KINDS = [
  {
    name: "dwarf",
    share: 0.883,
    color: (random: RandomState) => within(random, 0.52, 0.22, 0.2, 1.2),
    gravity: [4.45, 0.15],
  },
  {
    name: "giant",
    share: 0.1,
    color: (random: RandomState) => within(random, 0.75, 0.12, 0.5, 1.1),
    gravity: [2.6, 0.4],
  },
  {
    name: "A star",
    share: 0.017,
    color: (random: RandomState) => random.uniform(-0.25, 0.05),
    gravity: [4, 0.15],
  },
];

function drawStar(random: RandomState): Star {
  const halo = random.randomSample() < 0.05;
  const feh = halo ? random.normal(-1.3, 0.3) : random.normal(-0.15, 0.25);
  const kind =
    KINDS[
      drawIndex(
        random,
        KINDS.map(({ share }) => share),
      )
    ];
  const r = 16.5 + Math.log10(random.uniform(10 ** (0.2 * (12.5 - 16.5)), 1)) / 0.2;
  const reddening = random.randomSample() < 0.02 ? random.uniform(0.2, 0.7) : random.gamma(2, 0.05);
  const gr = kind.color(random);
  // the locus ends at F stars; a black body's colours go on from there
  const [ug, , ri, iz] = kind.name === "A star" ? [1.1, gr, 0.45 * gr - 0.08, 0.3 * gr - 0.05] : locusAt(gr);
  const byMetals = kind.name === "dwarf" && gr > 0.2 && gr < 0.6;
  const teff = effectiveTemperature(gr);
  const i = r - ri;
  const j = i - blackBodyColor(teff, 0.7672, J.wavelength);
  const h = j - blackBodyColor(teff, J.wavelength, H.wavelength);
  const g = r + gr;
  return {
    teff,
    feh,
    logg: random.normal(kind.gravity[0], kind.gravity[1]),
    rv: halo ? random.normal(-120, 120) : random.normal(-20, 35),
    magnitudes: [g + (byMetals ? ugOf(gr, Math.min(feh, 0)) : ug), g, r, i, i - iz, j - J.vega, h - H.vega],
    reddening,
  };
}

/** u-g, g-r, r-i and i-z on the locus at a g-r, by bisection in the g-i that the locus is given over. */
function locusAt(gr: number): number[] {
  let [low, high] = [0.3, 3];
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (stellarLocus(middle)[1] < gr) low = middle;
    else high = middle;
  }
  return stellarLocus(low);
}

function observe(random: RandomState, { magnitudes, reddening }: Star): number[] {
  return magnitudes.map((m, j) => {
    const bright = m + EXTINCTION[j] * reddening;
    const saturated =
      bright < random.normal(SATURATED.from, 0.2) && random.randomSample() < SATURATED.chances[j];
    const lost = saturated ? random.exponential(SATURATED.loss) : 0;
    return bright + lost + random.normal(0, ERRORS[j]);
  });
}

/** The survey's own columns of a star: what its spectrum gave. */
function spectroscopy(random: RandomState, star: Star): { [column: string]: number } {
  const [u, g, r, i, z] = star.magnitudes.map((m, j) => m + EXTINCTION[j] * star.reddening);
  // A fibre that is not well centred loses light in all bands alike.
  const zero = 4.6 + random.normal(0, 0.15);
  const ratio = (magnitude: number, offset: number) => 10 ** (zero + offset - 0.2 * magnitude);
  const ratios = {
    snru: ratio(u, -0.7),
    snrg: ratio(g, -0.1),
    snrr: ratio(r, 0),
    snri: ratio(i, 0.1),
    snrz: ratio(z, 0),
  };
  const errors = {
    teff: 50 + 1200 / ratios.snrg,
    logg: 0.15 + 3 / ratios.snrg,
    feh: 0.1 + 3 / ratios.snrg,
    rv: 5 + 100 / ratios.snrg,
  };
  const written = Object.entries(ratios).map(([name, value]) => [name, value < 99.995 ? value : NO_RATIO]);
  const measured = Object.entries(errors).flatMap(([name, error]) => [
    [name, star[name as "teff" | "logg" | "feh" | "rv"] + random.normal(0, error)],
    [`${name}_err`, error],
  ]);
  return Object.fromEntries([...written, ...measured]);
}

/** Coolest temperature in K of each subclass; round figures. */
const SUBCLASSES: [name: string, from: number][] = [
  ...([
    ["A5V", 7500],
    ["F0", 7000],
    ["F5", 6300],
    ["F9", 5900],
    ["G2", 5700],
  ] as [string, number][]),
  ...([
    ["G5", 5300],
    ["K1", 5000],
    ["K3", 4600],
    ["K5", 4200],
    ["K7", 0],
  ] as [string, number][]),
];

const subclassOf = (teff: number): string =>
  (SUBCLASSES.find(([, from]) => teff >= from) ?? SUBCLASSES[9])[0];

/** A normal draw between two bounds. */
function within(random: RandomState, mean: number, sigma: number, low: number, high: number): number {
  for (;;) {
    const value = random.normal(mean, sigma);
    if (value >= low && value <= high) return value;
  }
}
