import { falseAlarmProbability } from "./false-alarm";
import { bestShape, bestSine, centredSeries, screen } from "./find-period";
import { type HarmonicFit, harmonicFit, harmonicValues } from "./harmonic-fit";
import type { CheckedLightCurve } from "./light-curve";
import type { FrequencyGrid, WeightedSeries } from "./periodogram-power";
import { phaseFold } from "./phase-fold";
import { rangeOfCumulativeSum, vonNeumannRatio } from "./sequence-features";

export interface PeriodSearch {
  /** Cycles a day. */
  maximumFrequency: number;
  samplesPerPeak: number;
}

/** Fewer points than this are no match for a period and four harmonics. */
const MIN_POINTS = 10;
const HARMONICS = 4;
const FREQUENCIES = 3;

/** Features of the light curve's periods; all NaN for fewer than 10 points, or where nothing varies. */
export function periodicFeatures(curve: CheckedLightCurve, search: PeriodSearch): { [name: string]: number } {
  const { time, mag } = curve;
  const n = time.length;
  const length = time[n - 1] - time[0];
  if (n < MIN_POINTS || length === 0 || mag.every((m) => m === mag[0])) return {};
  let series = centredSeries(curve);
  const grid = gridFor(length, search);
  const power = screen(series, grid);
  const features: { [name: string]: number } = {};
  const first = bestSine(series, grid, power);
  const shape = bestShape(series, grid, power);
  Object.assign(features, firstPeriod(curve, series, first, grid), shapeFeatures(series, shape));
  let sine = first;
  for (let k = 1; k <= FREQUENCIES; k++) {
    if (k > 1) sine = bestSine(series, grid, screen(series, grid));
    const fit = harmonicFit(series.time, series.values, series.weights, sine.frequency, HARMONICS);
    for (let j = 0; j < HARMONICS; j++) {
      features[`Freq${k}_harmonics_amplitude_${j}`] = Math.hypot(fit.sin[j], fit.cos[j]);
      if (j > 0) features[`Freq${k}_harmonics_rel_phase_${j}`] = relativePhase(fit, j);
    }
    const model = harmonicValues(fit, series.time);
    series = { ...series, values: series.values.map((value, i) => value - model[i]) };
  }
  return features;
}

/** From one wave in the whole light curve to the highest frequency. */
function gridFor(length: number, { maximumFrequency, samplesPerPeak }: PeriodSearch): FrequencyGrid {
  const step = 1 / length / samplesPerPeak;
  return { start: step, step, count: Math.max(1, Math.round(maximumFrequency / step)) };
}

function firstPeriod(
  { time, mag }: CheckedLightCurve,
  { values, weights }: WeightedSeries,
  sine: HarmonicFit,
  grid: FrequencyGrid,
) {
  const n = time.length;
  const period = 1 / sine.frequency;
  const { order } = phaseFold(time, 2 * period);
  const folded = Float64Array.from(order, (i) => mag[i]);
  const squares = values.reduce((sum, value, i) => sum + weights[i] * value * value, 0);
  const mean = time.reduce((sum, t, i) => sum + weights[i] * t, 0);
  const variance = time.reduce((sum, t, i) => sum + weights[i] * (t - mean) ** 2, 0);
  const highest = grid.step * grid.count;
  return {
    PeriodLS: period,
    Period_fit: falseAlarmProbability(
      Math.min(sine.power / squares, 1),
      {
        points: n,
        normalization: "standard",
        independent: highest * (time[n - 1] - time[0]),
        width: highest * Math.sqrt(4 * Math.PI * variance),
      },
      "baluev",
    ),
    Psi_CS: rangeOfCumulativeSum(folded),
    Psi_eta: vonNeumannRatio(folded),
  };
}

/** Phase of a harmonic once the fundamental's is turned to 0, from -π to π. */
function relativePhase({ sin, cos }: HarmonicFit, harmonic: number): number {
  const phase = (j: number) => Math.atan2(cos[j], sin[j]);
  const turned = phase(harmonic) - (harmonic + 1) * phase(0);
  return Math.atan2(Math.sin(turned), Math.cos(turned));
}

/** Features of the fitted shape over one period. */
function shapeFeatures({ values, weights }: WeightedSeries, fit: HarmonicFit) {
  const amplitude = (j: number) => Math.hypot(fit.sin[j], fit.cos[j]);
  const squares = values.reduce((sum, value, i) => sum + weights[i] * value * value, 0);
  const steps = 200;
  const period = 1 / fit.frequency;
  const model = harmonicValues(
    fit,
    Float64Array.from({ length: steps }, (_, k) => (k / steps) * period),
  );
  const at = (k: number) => model[(k + steps) % steps];
  const faintest = model.indexOf(Math.max(...model));
  const brightest = model.indexOf(Math.min(...model));
  const middle = (at(faintest) + at(brightest)) / 2;
  // The deepest minimum at least a quarter of the period from the primary.
  let second = Number.NEGATIVE_INFINITY;
  for (let k = steps / 4; k <= (3 * steps) / 4; k++) {
    const m = at(faintest + k);
    if (m >= at(faintest + k - 1) && m >= at(faintest + k + 1)) second = Math.max(second, m);
  }
  const depth = at(faintest) - at(brightest);
  return {
    Period: period,
    Period_R2: Math.min(fit.power / squares, 1),
    Period_amplitude: depth,
    Period_R21: amplitude(1) / amplitude(0),
    Period_R31: amplitude(2) / amplitude(0),
    Period_phi21: relativePhase(fit, 1),
    Period_phi31: relativePhase(fit, 2),
    Period_min_depth_ratio: second > at(brightest) ? (second - at(brightest)) / depth : 0,
    Period_bright_fraction: model.filter((m) => m < middle).length / steps,
    Period_rise_fraction: ((brightest - faintest + steps) % steps) / steps,
  };
}
