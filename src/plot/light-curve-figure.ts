import { checkNumber } from "../core/parameters";
import { checkLightCurve, type LightCurve } from "../time-series/light-curve";
import { phaseFold } from "../time-series/phase-fold";
import type { Figure } from "./figure";
import { type LineFigureOptions, lineFigure } from "./line-figure";

/** One series for each filter, or a single one. */
function series(curve: LightCurve, xOf: (time: Float64Array) => Float64Array) {
  const { time, mag, magError, band } = checkLightCurve(curve);
  const bands = band === undefined ? [undefined] : [...new Set(band)].sort();
  return bands.map((name) => {
    const rows = Array.from(time.keys()).filter((i) => band === undefined || band[i] === name);
    const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]);
    const x = xOf(pick(time));
    const repeats = x.length / rows.length;
    const repeat = (values: Float64Array) =>
      Float64Array.from({ length: x.length }, (_, i) => values[i % rows.length]);
    const y = repeats === 1 ? pick(mag) : repeat(pick(mag));
    const yError = curve.magError === undefined ? undefined : repeat(pick(magError));
    return { x, y, yError, mode: "markers" as const, ...(name === undefined ? {} : { name }) };
  });
}

/**
 * A light curve as observed: magnitude, which runs downwards, over time in days, with error bars; a colour a filter.
 *
 * @throws ValidationError if the light curve is bad.
 */
export function lightCurveFigure(curve: LightCurve, options: LineFigureOptions = {}): Figure {
  const { data, layout } = lineFigure(
    series(curve, (time) => time),
    { xLabel: "time (d)", yLabel: "magnitude (mag)", reversedAxes: ["y"], ...options },
  );
  // Julian dates are read in full, not as powers of ten.
  return { data, layout: { ...layout, xaxis: { ...layout.xaxis, exponentformat: "none" } } };
}

/**
 * A light curve folded with a period, shown twice over.
 *
 * @param period In days, above 0.
 * @param options `epoch`: the time of phase 0; default 0.
 * @throws ParameterError if the period is not above 0; ValidationError if the light curve is bad.
 */
export function phasedLightCurveFigure(
  curve: LightCurve,
  period: number,
  options: LineFigureOptions & { epoch?: number } = {},
): Figure {
  checkNumber("period", period, { exclusiveMin: 0 });
  const { epoch = 0, ...rest } = options;
  const twice = (time: Float64Array): Float64Array => {
    const { phase, order } = phaseFold(time, period, { epoch });
    const phases = new Float64Array(2 * time.length);
    for (let k = 0; k < time.length; k++) {
      phases[order[k]] = phase[k];
      phases[time.length + order[k]] = phase[k] + 1;
    }
    return phases;
  };
  return lineFigure(series(curve, twice), {
    xLabel: `phase (period ${Number(period.toPrecision(6))} d)`,
    yLabel: "magnitude (mag)",
    reversedAxes: ["y"],
    ...rest,
  });
}

/** Points of a periodogram that a figure shows: more could not be told apart. */
const COLUMNS = 2000;

/**
 * Power over frequency. Of a periodogram of more than 2,000 frequencies the highest of each neighbourhood is shown, so no
 * peak is lost.
 *
 * @throws ValidationError if lengths differ. @throws ParameterError if there is no frequency.
 */
export function periodogramFigure(
  { frequency, power }: { frequency: Float64Array; power: Float64Array },
  options: LineFigureOptions = {},
): Figure {
  const width = Math.ceil(frequency.length / COLUMNS);
  const places: number[] = [];
  for (let start = 0; width > 1 && start < frequency.length; start += width) {
    let best = start;
    for (let k = start; k < Math.min(start + width, frequency.length); k++)
      if (power[k] > power[best]) best = k;
    places.push(best);
  }
  const pick = (values: Float64Array) => (width > 1 ? Float64Array.from(places, (k) => values[k]) : values);
  return lineFigure(
    { x: pick(frequency), y: pick(power) },
    { xLabel: "frequency (1/d)", yLabel: "power", ...options },
  );
}
