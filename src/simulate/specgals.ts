import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { makeBreath } from "../core/worker-pool";
import { Dataset } from "../datasets/dataset";
import { asinhMagnitude, photonNoise, SDSS_BANDS, skyNoise } from "./sdss-photometry";
import { FluxLimitedSurvey, type SimulatedGalaxy } from "./specgals-population";

export interface SimulateSpecgalsOptions {
  /** Galaxies; default 5,000. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The features of the spectroscopic galaxies. */
export const SPECGALS_FEATURES: readonly string[] = SDSS_BANDS.map(({ name }) => name);

/** The colours that their tables also have. */
export const SPECGALS_COLORS: readonly string[] = ["u-g", "g-r", "r-i", "i-z"];

/**
 * Simulated galaxies of the SDSS main sample with their redshifts, a stand-in for `fetchSdssSpecgals` where the real ones
 * cannot be had. Nothing is fitted to the real magnitudes; it stands on published relations:
 *
 * - **Luminosities**: the Schechter functions of red and of blue galaxies (Baldry et al. 2004, ApJ 600, 681), evenly
 *   through space (H0 70 km/s/Mpc, matter 0.3, flat), as many as are brighter than r = 17.77 (Strauss et al. 2002, AJ 124,
 *   1810). There is neither evolution nor clustering.
 * - **Colours**: u-r at rest of red and of blue galaxies of each luminosity, with its scatter (Baldry et al. 2004). A mix of
 *   old and young stars, dust (Calzetti et al. 2000, ApJ 533, 682) and metals that gives this colour is put at the
 *   galaxy's redshift and integrated through the passbands, emission lines and all: that is the K-correction.
 * - **Errors**: noise of the sky under a galaxy of the size that its luminosity goes with (Shen et al. 2003, MNRAS 343,
 *   978) at the survey's depth (York et al. 2000, AJ 120, 1579), noise of its photons, and a calibration good to 1 per
 *   cent, 2 in u (Padmanabhan et al. 2008, ApJ 674, 1217). Magnitudes are corrected for the dust of our own galaxy.
 *
 * @returns a data set of `nSamples` rows with the columns of `fetchSdssSpecgals({ sample: "mlz" })`; `provenance` is
 * `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateSpecgals(
  options: SimulateSpecgalsOptions = {},
): Promise<Dataset<Float64Array>> {
  checkKnown("simulateSpecgals", options, ["nSamples", "randomState"]);
  const { nSamples = 5000, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const names = [...SPECGALS_FEATURES, ...SPECGALS_COLORS];
  const withErrors = [...names, ...names.map((name) => `e_${name}`)];
  const columns = Object.fromEntries(
    ["redshift", ...withErrors].map((name) => [name, new Float64Array(nSamples)]),
  );
  const survey = new FluxLimitedSurvey();
  const breath = makeBreath();
  for (let i = 0; i < nSamples; i++) {
    if (i % 100 === 0) await breath();
    const galaxy = survey.draw(random);
    const { magnitudes, errors } = measured(random, galaxy);
    columns.redshift[i] = galaxy.redshift;
    for (const [j, name] of SPECGALS_FEATURES.entries()) {
      columns[name][i] = magnitudes[j];
      columns[`e_${name}`][i] = errors[j];
    }
    for (const [j, name] of SPECGALS_COLORS.entries()) {
      columns[name][i] = magnitudes[j] - magnitudes[j + 1];
      columns[`e_${name}`][i] = Math.hypot(errors[j], errors[j + 1]);
    }
  }
  return Dataset.create({
    id: "sdss-specgals",
    title: "Galaxies of the SDSS main sample with redshifts",
    columns,
    featureNames: [...SPECGALS_FEATURES],
    units: Object.fromEntries(withErrors.map((name) => [name, "mag"])),
    targetName: "redshift",
    y: columns.redshift,
    provenance: "simulated",
    description:
      "Simulated from published luminosities, colours, sizes and limits; see simulateSpecgals for them.",
    citation:
      "Baldry et al. 2004, ApJ 600, 681; Strauss et al. 2002, AJ 124, 1810; Shen et al. 2003, MNRAS 343, 978",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** Errors of the calibration, mag (Padmanabhan et al. 2008, ApJ 674, 1217). */
const CALIBRATION = [0.02, 0.01, 0.01, 0.01, 0.01];
/** Areas whose sky's noise a galaxy's magnitude has: in half-light radii squared, as an exponential disc, and the seeing's. */
const GALAXY_AREA = 8.9;
const SEEING_AREA = 4.4;

/** Magnitudes with noise, and the errors that a pipeline would give them, which know nothing of the calibration. */
function measured(
  random: RandomState,
  { magnitudes, halfLightRadius }: SimulatedGalaxy,
): { magnitudes: number[]; errors: number[] } {
  const area = SEEING_AREA + GALAXY_AREA * halfLightRadius ** 2;
  const errors: number[] = [];
  const noisy = magnitudes.map((magnitude, j) => {
    const flux = 10 ** (-0.4 * magnitude);
    const noise = Math.hypot(skyNoise(j, area), photonNoise(j, flux));
    errors.push(((2.5 / Math.LN10) * noise) / flux);
    return asinhMagnitude(
      flux * 10 ** (-0.4 * random.normal(0, CALIBRATION[j])) + random.normal(0, noise),
      j,
    );
  });
  return { magnitudes: noisy, errors };
}
