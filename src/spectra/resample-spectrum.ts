import { ValidationError } from "../core/errors";
import { checkNumber } from "../core/parameters";
import { checkSameLength } from "../core/targets";
import type { WavelengthGrid } from "./wavelength-grid";

/** A spectrum as it was observed. */
export interface ObservedSpectrum {
  flux: ArrayLike<number>;
  /** The observed wavelengths. */
  grid: WavelengthGrid;
  /** Inverse variance of the flux: where it is 0 or less, a pixel is left out; default: all are good. */
  inverseVariance?: ArrayLike<number>;
  /** Redshift that is taken out, above -1; default 0. */
  redshift?: number;
}

/**
 * A spectrum on another grid of wavelengths, at rest: each new pixel holds the mean of the good light that falls on it,
 * old pixels counting with the part of them that does. New pixels without good light are filled along a straight line
 * between the nearest that have some; beyond the last of them with its value.
 *
 * @returns one value a pixel of `to`.
 * @throws ValidationError if lengths differ, the flux of a good pixel is not finite, or no good light falls on the grid.
 * @throws ParameterError if the redshift is not above -1.
 */
export function resampleSpectrum(spectrum: ObservedSpectrum, to: WavelengthGrid): Float64Array {
  const { flux, grid, inverseVariance, redshift = 0 } = spectrum;
  checkNumber("redshift", redshift, { exclusiveMin: -1 });
  checkSameLength(flux.length, grid.length, "flux", "grid");
  if (inverseVariance) checkSameLength(inverseVariance.length, grid.length, "inverseVariance", "grid");
  const shift = Math.log10(1 + redshift);
  // places in units of old pixels, whose borders are whole numbers
  const scale = to.step / grid.step;
  const start = (to.first + shift - grid.first) / grid.step + 0.5 - scale / 2;
  const out = new Float64Array(to.length);
  const light = new Float64Array(to.length);
  for (let k = 0; k < to.length; k++) {
    const [left, right] = [start + k * scale, start + (k + 1) * scale];
    const last = Math.min(grid.length, Math.ceil(right));
    for (let j = Math.max(0, Math.floor(left)); j < last; j++) {
      if (inverseVariance && !(inverseVariance[j] > 0)) continue;
      if (!Number.isFinite(flux[j]))
        throw new ValidationError(`Pixel ${j} of the spectrum holds ${flux[j]}.`);
      const part = Math.min(right, j + 1) - Math.max(left, j);
      out[k] += part * flux[j];
      light[k] += part;
    }
  }
  fillGaps(out, light);
  return out;
}

/** Divides by the light where there is enough of it, and draws straight lines where there is not. */
function fillGaps(out: Float64Array, light: Float64Array): void {
  let before = -1;
  for (let k = 0; k < out.length; k++) {
    if (!(light[k] > 1e-6)) continue;
    out[k] /= light[k];
    for (let j = before + 1; j < k; j++) {
      out[j] = before < 0 ? out[k] : out[before] + ((out[k] - out[before]) * (j - before)) / (k - before);
    }
    before = k;
  }
  if (before < 0) throw new ValidationError("No good pixel of the spectrum lies on the grid.");
  out.fill(out[before], before + 1);
}
