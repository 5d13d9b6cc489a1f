import { ParameterError, ValidationError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { quantile } from "../core/quantile";
import { type CheckedLightCurve, checkLightCurve, type LightCurve } from "../time-series/light-curve";

export interface LightCurveImageOptions {
  /**
   * `"dmdt"` (the default): how much brightness changes (down) over which time (across), for every pair of observations;
   * `"phase"`: magnitude (down) against phase (across).
   */
  kind?: "dmdt" | "phase";
  /** Side of the image in pixels, at least 2; default 28. */
  size?: number;
  /** For `"phase"`, which needs it: the period to fold with, in days. */
  period?: number;
  /** For `"dmdt"`: times between two observations at the left and the right edge, in days; default [0.005, 3000]. */
  dtRange?: readonly [low: number, high: number];
  /** For `"dmdt"`: magnitudes at the upper and the lower edge, minus and plus; default 2.5. */
  dmMax?: number;
}

/** The names of {@link LightCurveImageOptions}. */
export const LIGHT_CURVE_IMAGE_OPTIONS = ["kind", "size", "period", "dtRange", "dmMax"] as const;

/** Options that have been checked, and what is drawn with them. */
export interface LightCurveDrawing {
  size: number;
  /** Numbers of points or pairs in each pixel, row after row. */
  count(curve: CheckedLightCurve, period?: number): Float64Array;
}

/**
 * A light curve as an image for a network, 0 to 1; row 0 is the brightest.
 *
 * `"dmdt"` (Mahabal et al. 2017, arXiv:1709.06257) counts all pairs of observations by the time between them and the change
 * of magnitude from the earlier to the later. Columns are even in the logarithm of the time; rows are even in the square
 * root of the change, so that small ones have more of them. Pairs beyond an edge count at the edge. It needs no period, and
 * periodic or not is all the same to it.
 *
 * `"phase"` folds with a period and counts observations by phase and magnitude, from the 1 % to the 99 % quantile of the
 * magnitudes. The faintest phase is put in the middle.
 *
 * A pixel is the square root of its count as a share of the fullest pixel's: counts differ a thousandfold, and the
 * rare ones tell classes apart. (Mahabal et al. keep shares of all pairs.)
 *
 * @param time Of each observation in days, in any order.
 * @param mag Magnitude of each.
 * @throws ValidationError if lengths differ, a value is not finite, or there is no point, or for `"dmdt"` only one.
 * @throws ParameterError if an option is out of range or does not exist, or `"phase"` has no period.
 */
export function lightCurveImage(
  time: ArrayLike<number>,
  mag: ArrayLike<number>,
  options: LightCurveImageOptions = {},
): Matrix {
  checkKnown("lightCurveImage", options, LIGHT_CURVE_IMAGE_OPTIONS);
  const drawing = checkDrawing(options);
  return new Matrix(drawCurve({ time, mag }, drawing, options.period), drawing.size, drawing.size);
}

/** @throws ParameterError as {@link lightCurveImage}; the period is checked with each curve. */
export function checkDrawing(options: Omit<LightCurveImageOptions, "period">): LightCurveDrawing {
  const { kind = "dmdt", size = 28, dtRange = [0.005, 3000], dmMax = 2.5 } = options;
  checkOneOf("kind", kind, ["dmdt", "phase"]);
  checkNumber("size", size, { min: 2, integer: true });
  checkNumber("dmMax", dmMax, { exclusiveMin: 0 });
  if (!Array.isArray(dtRange) || dtRange.length !== 2) {
    throw new ParameterError(`dtRange must be a pair of times, [low, high]; got ${JSON.stringify(dtRange)}.`);
  }
  checkNumber("dtRange[0]", dtRange[0], { exclusiveMin: 0 });
  checkNumber("dtRange[1]", dtRange[1], { exclusiveMin: dtRange[0] });
  if (kind === "dmdt") return { size, count: (curve) => countPairs(curve, size, dtRange, dmMax) };
  return {
    size,
    count(curve, period) {
      if (period === undefined) throw new ParameterError('kind "phase" needs a period.');
      checkNumber("period", period, { exclusiveMin: 0 });
      return countPhases(curve, size, period);
    },
  };
}

/** The pixels of a curve, row after row. */
export function drawCurve(
  curve: LightCurve,
  { count }: LightCurveDrawing,
  period?: number,
  name?: string,
): Float64Array {
  const counts = count(checkLightCurve(curve, name), period);
  const most = counts.reduce((max, value) => Math.max(max, value), 1);
  return counts.map((value) => Math.sqrt(value / most));
}

/** What a pixel of such an image holds, in words. */
export const pixelMeaning = (kind: LightCurveImageOptions["kind"]): string =>
  kind === "phase"
    ? "observations at a phase (across) and a magnitude (down), on a scale from 0 to 1"
    : "pairs of observations by time between them (across) and change of magnitude (down), on a scale from 0 to 1";

function countPairs(
  { time, mag }: CheckedLightCurve,
  size: number,
  [shortest, longest]: readonly number[],
  dmMax: number,
): Float64Array {
  if (time.length < 2) throw new ValidationError("The light curve has one point only; pairs need two.");
  const counts = new Float64Array(size * size);
  const logShortest = Math.log(shortest);
  const columnsPerLog = size / (Math.log(longest) - logShortest);
  const half = size / 2;
  for (let i = 1; i < time.length; i++) {
    for (let j = 0; j < i; j++) {
      const later = time[i] >= time[j] ? 1 : -1;
      const dt = later * (time[i] - time[j]);
      const dm = later * (mag[i] - mag[j]);
      const column = (Math.log(dt) - logShortest) * columnsPerLog;
      const row = half + half * Math.sign(dm) * Math.sqrt(Math.abs(dm) / dmMax);
      counts[clamped(row, size) * size + clamped(column, size)]++;
    }
  }
  return counts;
}

function countPhases({ time, mag }: CheckedLightCurve, size: number, period: number): Float64Array {
  const sorted = mag.slice().sort();
  const brightest = quantile(sorted, 0.01);
  const range = quantile(sorted, 0.99) - brightest;
  const columns = time.map((t) => {
    const turns = t / period;
    return clamped((turns - Math.floor(turns)) * size, size);
  });
  const shift = Math.floor(size / 2) - faintestColumn(columns, mag, size) + size;
  const counts = new Float64Array(size * size);
  for (let i = 0; i < mag.length; i++) {
    const row = range > 0 ? clamped(((mag[i] - brightest) / range) * size, size) : Math.floor(size / 2);
    counts[row * size + ((columns[i] + shift) % size)]++;
  }
  return counts;
}

/** The column about which the star is faintest, on average with both neighbours; phases go round. */
function faintestColumn(columns: Float64Array, mag: Float64Array, size: number): number {
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < mag.length; i++) {
    for (const aside of [size - 1, 0, 1]) {
      const column = (columns[i] + aside) % size;
      sums[column] += mag[i];
      counts[column]++;
    }
  }
  let faintest = 0;
  let least = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < size; k++) {
    if (counts[k] === 0 || !(sums[k] / counts[k] > least)) continue;
    faintest = k;
    least = sums[k] / counts[k];
  }
  return faintest;
}

/** The whole pixel of a place, the nearest one where it lies outside. */
const clamped = (place: number, size: number): number => Math.max(0, Math.min(size - 1, Math.floor(place)));
