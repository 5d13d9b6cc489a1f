import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import { Dataset } from "../datasets/dataset";
import { galaxySpectrum } from "./galaxy-and-quasar-spectra";
import { magnitudesOf, measuredMagnitudes, SDSS_BANDS } from "./sdss-photometry";

export interface SimulateSdssPhotozOptions {
  /** Galaxies; default 5,000. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The features of the photometric-redshift sets. */
export const PHOTOZ_FEATURES: readonly string[] = SDSS_BANDS.map(({ name }) => name);

/** The colours that their tables also have. */
export const PHOTOZ_COLORS: readonly string[] = ["u-g", "g-r", "r-i", "i-z"];

/**
 * Simulated galaxies of the SDSS main sample with their redshifts, a stand-in for `fetchSdssPhotoz` where the real sets
 * cannot be had: redshifts of a sample limited at r = 17.77 (Strauss et al. 2002, AJ 124, 1810; median 0.10), half red and
 * half blue galaxies (Strateva et al. 2001, AJ 122, 1861; see `galaxySpectrum`), and the noise of SDSS. The nearer of two
 * galaxies is the brighter one on average: absolute magnitudes in r are -21 ± 0.8 (Blanton et al. 2003, ApJ 592, 819),
 * and those that come out fainter than the limit are drawn anew. Nothing is fitted to the real magnitudes.
 *
 * @returns a data set of `nSamples` rows with the features of `fetchSdssPhotoz`; `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateSdssPhotoz(
  options: SimulateSdssPhotozOptions = {},
): Promise<Dataset<Float64Array>> {
  checkKnown("simulateSdssPhotoz", options, ["nSamples", "randomState"]);
  const { nSamples = 5000, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const names = [...PHOTOZ_FEATURES, ...PHOTOZ_COLORS];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  const y = new Float64Array(nSamples);
  for (let i = 0; i < nSamples; ) {
    // Evenly through space; the limit then leaves few that are far.
    const redshift = 0.3 * random.randomSample() ** (1 / 3);
    // Hubble's law of 70 km/s/Mpc to the first order in redshift beyond it.
    const megaparsecs = (299_792.458 / 70) * redshift * (1 + redshift / 2);
    const young = random.randomSample() < 0.5 ? random.uniform(0, 0.05) : random.uniform(0.2, 0.6);
    const r = random.normal(-21, 0.8) + 25 + 5 * Math.log10(megaparsecs);
    if (r > 17.77) continue;
    const shape = magnitudesOf(galaxySpectrum(young), redshift);
    const magnitudes = measuredMagnitudes(
      random,
      shape.map((m) => m + r - shape[2]),
    );
    for (const [j, name] of PHOTOZ_FEATURES.entries()) columns[name][i] = magnitudes[j];
    for (const [j, name] of PHOTOZ_COLORS.entries()) columns[name][i] = magnitudes[j] - magnitudes[j + 1];
    y[i++] = redshift;
  }
  return Dataset.create({
    id: "sdss-photoz",
    title: "Galaxies of the SDSS main sample with redshifts",
    columns: { ...columns, redshift: y },
    featureNames: [...PHOTOZ_FEATURES],
    units: Object.fromEntries(names.map((name) => [name, "mag"])),
    targetName: "redshift",
    y,
    provenance: "simulated",
    description:
      "Simulated from published colours, luminosities and limits; see simulateSdssPhotoz for them.",
    citation: "Strauss et al. 2002, AJ 124, 1810; Strateva et al. 2001, AJ 122, 1861",
    terms: "made by skylearn; free to use as simulated data",
  });
}
