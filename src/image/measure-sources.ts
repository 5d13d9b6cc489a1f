import type { Matrix } from "../core/matrix";
import { type FitPixels, fitGaussianSource } from "./fit-gaussian-source";
import { addSource, FWHM, type GaussianSource } from "./gaussian-source";
import type { Segment } from "./segment-image";

export interface MeasureOptions {
  /** Full width at half maximum of the beam in pixels. */
  beam: number;
  /** Noise of each pixel. */
  rms: Matrix;
  /** How much better an ellipse must fit than a point, in squared noise summed over pixels, to be believed. */
  extension: number;
}

/** After so many rounds, what neighbours add to each other changes no more than the noise does. */
const ROUNDS = 3;

/**
 * Fits a Gaussian source to each segment, each with the light of the others taken away, in rounds: a point first, and an
 * ellipse where the pixels ask for one.
 *
 * @param image - (rows x columns) without background; NaN is left out.
 */
export function measureSources(
  image: Matrix,
  segments: readonly Segment[],
  { beam, rms, extension }: MeasureOptions,
): GaussianSource[] {
  const beamVariance = (beam / FWHM) ** 2;
  const places = segments.map((segment) => fitPlaces(image, segment, beam));
  const sources = segments.map(({ peak }): GaussianSource => {
    const row = Math.floor(peak / image.cols);
    return { peak: image.data[peak], row, column: peak - row * image.cols, l11: 0, l21: 0, l22: 0 };
  });
  const rest = image.copy();
  for (const source of sources) addSource(rest, source, { beamVariance, sign: -1 });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [k, segment] of segments.entries()) {
      addSource(rest, sources[k], { beamVariance });
      const pixels = pixelsOf(rest, places[k]);
      const noise = rms.data[segment.peak];
      const found = fitBetter(pixels, sources[k], { beamVariance, tolerance: extension * noise * noise });
      if (isNear(found, segment, { beam, cols: image.cols })) sources[k] = found;
      addSource(rest, sources[k], { beamVariance, sign: -1 });
    }
  }
  return sources;
}

/** A point, or an ellipse where that lowers the misfit by more than the tolerance. */
function fitBetter(
  pixels: FitPixels,
  start: GaussianSource,
  { beamVariance, tolerance }: { beamVariance: number; tolerance: number },
): GaussianSource {
  const point = fitGaussianSource(pixels, { ...start, l11: 0, l21: 0, l22: 0 }, { beamVariance, free: 3 });
  if (point.misfit <= tolerance) return point.source;
  // at L = 0 the misfit has no slope: a fit that starts there stays there
  const width = Math.sqrt(beamVariance) / 2;
  const from =
    start.l11 !== 0 || start.l22 !== 0 ? start : { ...point.source, l11: width, l21: 0, l22: width };
  const ellipse = fitGaussianSource(pixels, from, { beamVariance, free: 6 });
  return point.misfit - ellipse.misfit > tolerance ? ellipse.source : point.source;
}

/** Whether a fit is still of the source that it began with. */
function isNear(
  { peak, row, column }: GaussianSource,
  segment: Segment,
  { beam, cols }: { beam: number; cols: number },
): boolean {
  const i = Math.floor(segment.peak / cols);
  return peak > 0 && Math.hypot(row - i, column - (segment.peak - i * cols)) <= beam;
}

/** The pixels of a segment and those within a beam of its peak that have data. */
function fitPlaces(image: Matrix, { peak, pixels }: Segment, beam: number): Int32Array {
  const { rows, cols, data } = image;
  const row = Math.floor(peak / cols);
  const column = peak - row * cols;
  const reach = Math.ceil(beam);
  const places = new Set(pixels);
  for (let i = Math.max(0, row - reach); i <= Math.min(rows - 1, row + reach); i++) {
    for (let j = Math.max(0, column - reach); j <= Math.min(cols - 1, column + reach); j++) {
      const k = i * cols + j;
      if (Math.hypot(i - row, j - column) <= beam && !Number.isNaN(data[k])) places.add(k);
    }
  }
  return Int32Array.from(places).sort();
}

function pixelsOf({ data, cols }: Matrix, places: Int32Array): FitPixels {
  const rows = Float64Array.from(places, (k) => Math.floor(k / cols));
  return {
    rows,
    columns: Float64Array.from(places, (k, n) => k - rows[n] * cols),
    values: Float64Array.from(places, (k) => data[k]),
  };
}
