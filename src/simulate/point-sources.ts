import type { RandomStateLike } from "../core/check-random-state";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { COLOR_NAMES } from "./color-box";
import { drawIndex } from "./draws";
import { quasarSpectrum } from "./galaxy-and-quasar-spectra";
import { sampleOptions } from "./resolve-options";
import { blackBodyColor } from "./rr-lyrae";
import { magnitudesOf, measuredMagnitudes, SDSS_BANDS } from "./sdss-photometry";
import { stellarLocus } from "./stellar-locus";

export interface SimulatePointSourcesOptions {
  /** Point sources; default 9,000, as many as in the real table. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** What each `class` of the point sources means, and how many the real table has of it. */
export const POINT_SOURCE_CLASSES = [
  { code: 1, name: "quasar", count: 2000 },
  { code: 2, name: "main-sequence star or giant", count: 5000 },
  { code: 3, name: "white dwarf", count: 2000 },
] as const;

/**
 * Simulated quasars, stars and white dwarfs in the four colours of SDSS, a stand-in for `fetchPointSources` where the real
 * table cannot be had. Nothing in it is fitted to the real colours; it stands on published relations:
 *
 * - **Class shares**: those of the real table (Feigelson & Babu 2012), drawn for each source.
 * - **Quasars**: power laws with the emission lines of Vanden Berk et al. 2001 (AJ 122, 549) behind the intergalactic
 *   hydrogen (Madau 1995, ApJ 441, 18), slopes that scatter by 0.3 (Richards et al. 2003, AJ 126, 1131); redshifts even from
 *   0.3 to 2.3, and one quasar in ten beyond, to 3.7, as the survey chose them (Richards et al. 2002, AJ 123, 2945).
 * - **Stars**: the stellar locus of Covey et al. 2007 (AJ 134, 2398), most of them F and G stars, with 0.03 mag of scatter for
 *   metals and dust.
 * - **White dwarfs**: black bodies of 7,000 to 40,000 K, hot ones rarer. Four of five have hydrogen at the surface, whose
 *   Balmer jump reddens u-g by up to 0.5 mag at 12,000 K (Harris et al. 2003, AJ 126, 1023, figure 2); one in twenty has a
 *   red companion (Silvestri et al. 2006, AJ 131, 1674), a star of the locus that is as bright in r.
 * - **Errors** are those of SDSS at g between 17 and 19.5 mag.
 *
 * Round figures are round guesses.
 *
 * @returns a data set of `nSamples` rows with the features and the target of `fetchPointSources`; `provenance` is
 * `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulatePointSources(
  options: SimulatePointSourcesOptions = {},
): Promise<Dataset<Float64Array>> {
  const { nSamples, random } = sampleOptions("simulatePointSources", options, 9000);
  const columns = Object.fromEntries(COLOR_NAMES.map((name) => [name, new Float64Array(nSamples)]));
  const y = new Float64Array(nSamples);
  const shares = POINT_SOURCE_CLASSES.map(({ count }) => count);
  for (let i = 0; i < nSamples; i++) {
    const kind = drawIndex(random, shares);
    const bands = [quasar, star, whiteDwarf][kind](random);
    const shift = random.uniform(17, 19.5) - bands[1];
    const measured = measuredMagnitudes(
      random,
      bands.map((m) => m + shift),
    );
    for (const [j, name] of COLOR_NAMES.entries()) columns[name][i] = measured[j] - measured[j + 1];
    y[i] = POINT_SOURCE_CLASSES[kind].code;
  }
  return Dataset.create({
    id: "sdss-point-sources",
    title: "Quasars, stars and white dwarfs of SDSS",
    columns: { ...columns, class: y },
    featureNames: [...COLOR_NAMES],
    units: Object.fromEntries(COLOR_NAMES.map((name) => [name, "mag"])),
    targetName: "class",
    y,
    targetNames: POINT_SOURCE_CLASSES.filter(({ code }) => y.includes(code)).map(({ name }) => name),
    provenance: "simulated",
    description: "Colours simulated from published spectra and colours; see simulatePointSources for them.",
    citation:
      "Covey et al. 2007, AJ 134, 2398; Vanden Berk et al. 2001, AJ 122, 549; Richards et al. 2003, AJ 126, 1131; " +
      "Harris et al. 2003, AJ 126, 1023",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** Magnitudes in u, g, r, i, z up to a constant. */
type Bands = number[];

function quasar(random: RandomState): Bands {
  const redshift = random.randomSample() < 0.9 ? random.uniform(0.3, 2.3) : random.uniform(2.3, 3.7);
  return magnitudesOf(quasarSpectrum(random.normal(-0.44, 0.3), redshift), redshift);
}

function star(random: RandomState): Bands {
  const gi = 0.3 + Math.abs(random.normal(0.3, 0.5));
  return fromColors(stellarLocus(Math.min(gi, 3.5)).map((color) => random.normal(color, 0.03)));
}

function whiteDwarf(random: RandomState): Bands {
  const temperature = 7000 / random.uniform(7 / 40, 1);
  const jump = random.randomSample() < 0.8 ? 0.5 * Math.exp(-(Math.log(temperature / 12_000) ** 2) / 0.3) : 0;
  const colors = SDSS_BANDS.slice(1).map(
    ({ centre }, j) =>
      blackBodyColor(temperature, SDSS_BANDS[j].centre / 1e4, centre / 1e4) + (j === 0 ? jump : 0),
  );
  const bands = fromColors(colors);
  if (random.randomSample() >= 0.05) return bands;
  const companion = fromColors(stellarLocus(random.uniform(2, 3.2)));
  return bands.map((m, j) => {
    const light = 10 ** (-0.4 * (m - bands[2])) + 10 ** (-0.4 * (companion[j] - companion[2]));
    return -2.5 * Math.log10(light);
  });
}

/** Magnitudes whose neighbours differ by the colours given, the first being 0. */
function fromColors(colors: readonly number[]): Bands {
  const bands = [0];
  for (const [j, color] of colors.entries()) bands.push(bands[j] - color);
  return bands;
}
