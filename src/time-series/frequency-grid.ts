import { ValidationError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";
import type { FrequencyGrid } from "./periodogram-power";

export interface AutofrequencyOptions {
  /** Frequencies across the width of a peak, 1 / (length of the light curve); default 5. */
  samplesPerPeak?: number;
  /** Highest frequency in units of the average Nyquist frequency; default 5. */
  nyquistFactor?: number;
  /** Cycles a day; default half a step. */
  minimumFrequency?: number;
  /** Cycles a day; in place of `nyquistFactor`. */
  maximumFrequency?: number;
}

/**
 * The frequencies that sample every peak, as astropy chooses them.
 *
 * @throws ParameterError for an option that does not exist or bounds in the wrong order.
 * @throws ValidationError if all points have the same time.
 */
export function automaticGrid(time: Float64Array, options: AutofrequencyOptions): FrequencyGrid {
  checkKnown("autofrequency", options, [
    ...["samplesPerPeak", "nyquistFactor", "minimumFrequency", "maximumFrequency"],
  ]);
  const { samplesPerPeak = 5, nyquistFactor = 5, minimumFrequency, maximumFrequency } = options;
  checkNumber("samplesPerPeak", samplesPerPeak, { exclusiveMin: 0 });
  checkNumber("nyquistFactor", nyquistFactor, { exclusiveMin: 0 });
  const length = timeSpan(time);
  if (length === 0) {
    throw new ValidationError("All points have the same time: give frequencies to power() yourself.");
  }
  const step = 1 / length / samplesPerPeak;
  const start = minimumFrequency ?? step / 2;
  const end = maximumFrequency ?? (nyquistFactor * 0.5 * time.length) / length;
  checkNumber("minimumFrequency", start, { min: 0 });
  checkNumber("maximumFrequency", end, { min: start });
  return { start, step, count: 1 + roundHalfEven((end - start) / step) };
}

/** The grid's frequencies, one after the other. */
export const frequenciesOf = ({ start, step, count }: FrequencyGrid): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => start + step * k);

/** The grid that frequencies lie on, or `undefined`. */
export function regularGrid(f: Float64Array): FrequencyGrid | undefined {
  if (f.length < 2) return undefined;
  const step = (f[f.length - 1] - f[0]) / (f.length - 1);
  if (!(step > 0)) return undefined;
  for (let k = 0; k < f.length; k++) {
    if (Math.abs(f[k] - (f[0] + step * k)) > 1e-7 * step + 1e-14 * Math.abs(f[k])) return undefined;
  }
  return { start: f[0], step, count: f.length };
}

/** From the first point to the last. */
export function timeSpan(time: Float64Array): number {
  let [first, last] = [time[0], time[0]];
  for (const t of time) {
    first = Math.min(first, t);
    last = Math.max(last, t);
  }
  return last - first;
}

/** As Python rounds. */
function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
