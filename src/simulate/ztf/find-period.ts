import { bestSine, centredSeries, screen } from "../../time-series/find-period";
import type { ZtfLightCurve } from "./photometry";

/** Cycles a day; the shortest pulsations of delta Scuti stars that the survey's table has last 0.04 d. */
const HIGHEST_FREQUENCY = 25;
/** Frequencies across the width of a peak. */
const SAMPLES_PER_PEAK = 5;

/** A period and the share of the variance that a sine of it explains. */
export interface FoundPeriod {
  period: number;
  power: number;
}

/**
 * The highest peak of the floating-mean periodogram (Zechmeister & Kürster 2009, A&A 496, 577) among all frequencies from
 * one wave in the whole light curve to 25 a day, the same for every star. Of a binary that mostly is half the
 * orbit, since a sine has one minimum and an orbit two; of a star that hardly rises above the noise it may be anything.
 */
export function findPeriod({ time, mag, error }: ZtfLightCurve): FoundPeriod {
  const series = centredSeries({ time, mag, magError: error });
  const lowest = 1 / (time[time.length - 1] - time[0]);
  const step = lowest / SAMPLES_PER_PEAK;
  const grid = { start: lowest, step, count: Math.ceil((HIGHEST_FREQUENCY - lowest) / step) };
  const sine = bestSine(series, grid, screen(series, grid));
  const squares = series.values.reduce((sum, value, i) => sum + series.weights[i] * value * value, 0);
  return { period: 1 / sine.frequency, power: sine.power / squares };
}
