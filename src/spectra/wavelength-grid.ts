import { checkNumber } from "../core/parameters";

/** Wavelengths in Å that are evenly spaced in their logarithm: a step is the same Doppler shift everywhere. */
export interface WavelengthGrid {
  /** Base-10 logarithm of the wavelength of the first pixel's middle. */
  first: number;
  /** Step of the base-10 logarithm, above 0. */
  step: number;
  length: number;
}

/**
 * The grid that begins at one wavelength and ends at, or less than a step before, another.
 *
 * @param from - Å, above 0.
 * @param to - Å, above `from`.
 * @param step - of the base-10 logarithm, above 0.
 * @throws ParameterError if one of them is out of range.
 */
export function wavelengthGrid(from: number, to: number, step: number): WavelengthGrid {
  checkNumber("from", from, { exclusiveMin: 0 });
  checkNumber("to", to, { exclusiveMin: from });
  checkNumber("step", step, { exclusiveMin: 0 });
  const first = Math.log10(from);
  return { first, step, length: Math.floor((Math.log10(to) - first) / step + 1e-9) + 1 };
}

/** The wavelength of each pixel's middle in Å. */
export const wavelengthsOf = ({ first, step, length }: WavelengthGrid): Float64Array =>
  Float64Array.from({ length }, (_, k) => 10 ** (first + k * step));
