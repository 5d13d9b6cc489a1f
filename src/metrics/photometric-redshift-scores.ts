import { madStd } from "../core/mad-std";
import { checkKnown, checkNumber } from "../core/parameters";
import { quantile } from "../core/quantile";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";

/** How good photometric redshifts are; all of Δz = (predicted − measured) / (1 + measured). */
export interface PhotometricRedshiftScores {
  /** Median of Δz. */
  bias: number;
  /** Scatter that outliers do not change: 1.4826 times the median distance of Δz from its median. */
  nmad: number;
  /** Share of galaxies with |Δz| above the limit. */
  outlierFraction: number;
}

/**
 * Scores of photometric redshifts against spectroscopic ones as the field gives them (Ilbert et al. 2006, A&A 457, 841;
 * Brammer, van Dokkum & Coppi 2008, ApJ 686, 1503): an error matters in proportion to 1 + z, by which light is stretched.
 *
 * @param zTrue - (n) redshifts from spectra.
 * @param zPred - (n) redshifts from photometry.
 * @param options - `outlierLimit`: where |Δz| makes an outlier; default 0.15, as in deep surveys. For bright galaxies,
 * whose redshifts come out much better, 0.05 says more.
 * @throws ValidationError if the lengths differ or a value is not finite.
 * @throws ParameterError if `outlierLimit` is not above 0, or an option does not exist.
 */
export function photometricRedshiftScores(
  zTrue: VectorLike,
  zPred: VectorLike,
  options: { outlierLimit?: number } = {},
): PhotometricRedshiftScores {
  checkKnown("photometricRedshiftScores", options, ["outlierLimit"]);
  const { outlierLimit = 0.15 } = options;
  checkNumber("outlierLimit", outlierLimit, { exclusiveMin: 0 });
  const measured = toVector(zTrue, "zTrue");
  const predicted = toVector(zPred, "zPred");
  checkSameLength(predicted.length, measured.length, "zPred", "zTrue");
  const errors = measured.map((z, i) => (predicted[i] - z) / (1 + z));
  return {
    bias: quantile(errors.slice().sort(), 0.5),
    nmad: madStd(errors),
    outlierFraction: errors.filter((error) => Math.abs(error) > outlierLimit).length / errors.length,
  };
}
