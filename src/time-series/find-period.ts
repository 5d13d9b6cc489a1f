import { exponentialPower } from "../kernels/fourier";
import { weightedMean } from "./distribution-features";
import { type HarmonicFit, harmonicFit } from "./harmonic-fit";
import type { CheckedLightCurve } from "./light-curve";
import type { FrequencyGrid, WeightedSeries } from "./periodogram-power";

/** Peaks of the screening periodogram that are looked at closely. */
const CANDIDATES = 6;
/** Harmonics of a light curve's shape, at a period with one wave and at one with two (a binary's two minima). */
const TERMS = 3;

/** A light curve in the order of time, from time 0 on, without its weighted mean. */
export function centredSeries({ time, mag, magError }: CheckedLightCurve): WeightedSeries {
  const mean = weightedMean(mag, magError);
  const total = magError.reduce((sum, error) => sum + error ** -2, 0);
  return {
    time: time.map((t) => t - time[0]),
    values: mag.map((m) => m - mean),
    weights: magError.map((error) => error ** -2 / total),
  };
}

/** `|Σ w y e^(2π i f t)|²` on the grid: the classical periodogram, one transform. */
export function screen({ time, values, weights }: WeightedSeries, grid: FrequencyGrid): Float64Array {
  const wy = values.map((value, i) => value * weights[i]);
  return exponentialPower(time, wy, grid.start, grid.step, grid.count, "coarse");
}

/** Places of the highest local maxima, the highest first. */
export function highestPeaks(power: Float64Array, count: number): number[] {
  const peaks: number[] = [];
  let lowest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < power.length; k++) {
    const p = power[k];
    if (p <= lowest) continue;
    if ((k > 0 && power[k - 1] > p) || (k + 1 < power.length && power[k + 1] >= p)) continue;
    let at = peaks.length < count ? peaks.length : count - 1;
    for (; at > 0 && power[peaks[at - 1]] < p; at--) peaks[at] = peaks[at - 1];
    peaks[at] = k;
    if (peaks.length === count) lowest = power[peaks[count - 1]];
  }
  return peaks;
}

/** The best fit of so many harmonics within a frequency's neighbourhood, by golden sections. */
export function refine(
  series: WeightedSeries,
  frequency: number,
  reach: number,
  nTerms: number,
): HarmonicFit {
  const fitAt = (f: number) => harmonicFit(series.time, series.values, series.weights, f, nTerms);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.max(frequency - reach, frequency / 2), frequency + reach];
  let left = fitAt(high - golden * (high - low));
  let right = fitAt(low + golden * (high - low));
  for (let k = 0; k < 8; k++) {
    if (left.power > right.power) {
      high = right.frequency;
      right = left;
      left = fitAt(high - golden * (high - low));
    } else {
      low = left.frequency;
      left = right;
      right = fitAt(low + golden * (high - low));
    }
  }
  return left.power > right.power ? left : right;
}

/** The sine that fits best: the highest peak of the floating-mean periodogram among the screen's highest. */
export function bestSine(series: WeightedSeries, grid: FrequencyGrid, power: Float64Array): HarmonicFit {
  const fits = highestPeaks(power, CANDIDATES).map((k) => {
    const f = grid.start + k * grid.step;
    return harmonicFit(series.time, series.values, series.weights, f, 1);
  });
  const best = fits.reduce((a, b) => (b.power > a.power ? b : a));
  return refine(series, best.frequency, grid.step, 1);
}

/**
 * The period of a light curve of any shape. Candidates are the highest peaks of the periodogram and of its sum over
 * harmonics (which sees the narrow eclipses that a sine misses), and each at twice its period; the choice is by the
 * Bayesian information criterion, which takes the doubled period when the two waves in it differ by more than the noise.
 */
export function bestShape(series: WeightedSeries, grid: FrequencyGrid, power: Float64Array): HarmonicFit {
  const { values, weights } = series;
  const n = values.length;
  const squares = values.reduce((sum, value, i) => sum + weights[i] * value * value, 0);
  const criterion = (fit: HarmonicFit): number =>
    n * Math.log(Math.max(squares - fit.power, 1e-12 * squares)) + 2 * fit.sin.length * Math.log(n);
  // grid.start is one step, so harmonic m of place k is place m (k + 1) - 1.
  const summed = power.slice(0, Math.floor(power.length / TERMS));
  for (let k = 0; k < summed.length; k++) {
    for (let m = 2; m <= TERMS; m++) summed[k] += power[m * (k + 1) - 1];
  }
  const places = new Set([...highestPeaks(power, CANDIDATES), ...highestPeaks(summed, CANDIDATES)]);
  let best: HarmonicFit | undefined;
  for (const k of places) {
    const f = grid.start + k * grid.step;
    const rough = harmonicFit(series.time, values, weights, f, TERMS);
    if (best === undefined || criterion(rough) < criterion(best)) best = rough;
  }
  const single = refine(series, (best as HarmonicFit).frequency, grid.step / 2, TERMS);
  const double = refine(series, single.frequency / 2, grid.step / 8, 2 * TERMS);
  return criterion(double) < criterion(single) ? double : single;
}
