import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";
import { backgroundMap } from "./background-map";
import { FWHM, sourceAxes, sourceFlux } from "./gaussian-source";
import { measureSources } from "./measure-sources";
import { type Segment, segmentImage } from "./segment-image";
import { smoothImage } from "./smooth-image";

export interface DetectSourcesOptions {
  /** Full width at half maximum of the round beam in pixels. */
  beam: number;
  /** A source must reach this many standard deviations of the noise; default 5. */
  detectionThreshold?: number;
  /** Its pixels reach down to this many; default 3, and never more than `detectionThreshold`. */
  islandThreshold?: number;
  /** A peak beside a brighter one counts if it stands this many above the saddle between them; default 2. */
  prominence?: number;
  /**
   * Full width at half maximum in pixels of a Gaussian that the image is smoothed with before sources are looked for (not
   * before they are measured); default 0, none. The beam's own width is best for faint points in white noise.
   */
  smoothing?: number;
  /** Side of a cell of the background's mesh in pixels; default 64. */
  cellSize?: number;
  /**
   * A source counts as wider than the beam if an ellipse lowers the squared misfit, in units of the squared noise, by
   * this; default 100. Lower finds narrower sources, and takes more blends for wide ones.
   */
  extension?: number;
}

/** A source as it was found and measured. Places are in pixels, the middle of the first pixel at 0. */
export interface DetectedSource {
  row: number;
  column: number;
  /** Highest signal to noise in the image that was searched. */
  snr: number;
  /** Value at its centre after the beam, in the image's unit. */
  peak: number;
  /** Whole flux, in the image's unit times a beam: Jy where pixels are Jy/beam. */
  flux: number;
  /** Full width at half maximum along the long axis without the beam, in pixels; 0 for what looks like a point. */
  major: number;
  /** The same along the short axis. */
  minor: number;
  /** Of the long axis, from the direction of growing columns towards that of growing rows: 0 to 180 degrees. */
  angle: number;
  /** Pixels above the island's threshold that belong to it. */
  area: number;
  /** Number of the connected island it is part of; sources of one island touch. */
  island: number;
}

export interface Detection {
  /** The brightest (by `snr`) first. */
  sources: DetectedSource[];
  /** (rows x columns) level without sources. */
  background: Matrix;
  /** (rows x columns) standard deviation of the noise. */
  rms: Matrix;
  /** (rows x columns) the image that was searched, in standard deviations of its noise. */
  signal: Matrix;
  /** (rows x columns) 1 + the index in `sources` of the source a pixel belongs to, or 0. */
  segments: Matrix;
}

const OPTIONS = [
  "beam",
  "detectionThreshold",
  "islandThreshold",
  "prominence",
  "smoothing",
  "cellSize",
  "extension",
];

/**
 * Finds and measures the sources in an image of the sky: background and noise ({@link backgroundMap}), islands above a
 * threshold, taken apart at their saddles (as SExtractor does, Bertin & Arnouts 1996, A&AS 117, 393), and a Gaussian for
 * each source, fitted with its neighbours taken away (as PyBDSF does, Mohan & Rafferty 2015, ascl:1502.007).
 *
 * @param image - (rows x columns) values a beam, such as Jy/beam; NaN where there are no data.
 * @throws ValidationError if the image is empty, holds an infinite value, or has no cell with enough data.
 * @throws ParameterError if `beam` is missing, an option is out of range or does not exist.
 */
export function detectSources(image: TableLike, options: DetectSourcesOptions): Detection {
  checkKnown("detectSources", options, OPTIONS);
  const {
    beam,
    detectionThreshold = 5,
    prominence = 2,
    smoothing = 0,
    cellSize = 64,
    extension = 100,
  } = options;
  const { islandThreshold = Math.min(3, detectionThreshold) } = options;
  checkNumber("beam", beam, { exclusiveMin: 0 });
  checkNumber("detectionThreshold", detectionThreshold, { exclusiveMin: 0 });
  checkNumber("islandThreshold", islandThreshold, { exclusiveMin: 0 });
  checkNumber("prominence", prominence, { min: 0 });
  checkNumber("smoothing", smoothing, { min: 0 });
  checkNumber("extension", extension, { min: 0 });
  if (islandThreshold > detectionThreshold) {
    throw new ParameterError(
      `islandThreshold must not be above detectionThreshold; got ${islandThreshold} and ${detectionThreshold}.`,
    );
  }
  const pixels = toMatrix(image, { name: "image", allowNaN: true });
  const { background, rms } = backgroundMap(pixels, { cellSize });
  const signal =
    smoothing === 0
      ? signalToNoise(pixels, background, rms)
      : smoothedSignal(smoothImage(pixels, smoothing / FWHM), cellSize);
  const found = segmentImage(signal, { detectionThreshold, islandThreshold, prominence });
  const plain = new Matrix(
    pixels.data.map((value, k) => value - background.data[k]),
    pixels.rows,
    pixels.cols,
  );
  const fits = measureSources(plain, found, { beam, rms, extension });
  const beamVariance = (beam / FWHM) ** 2;
  const sources = fits.map((fit, k): DetectedSource => {
    const { peak, row, column } = fit;
    const { pixels: own, island } = found[k];
    return {
      row,
      column,
      snr: signal.data[found[k].peak],
      peak,
      flux: sourceFlux(fit, beamVariance),
      ...sourceAxes(fit),
      area: own.length,
      island,
    };
  });
  return { sources, background, rms, signal, segments: segmentMap(found, pixels) };
}

function signalToNoise(image: Matrix, background: Matrix, rms: Matrix): Matrix {
  const ratio = image.data.map((value, k) =>
    rms.data[k] > 0 ? (value - background.data[k]) / rms.data[k] : 0,
  );
  return new Matrix(ratio, image.rows, image.cols);
}

function smoothedSignal(smooth: Matrix, cellSize: number): Matrix {
  const { background, rms } = backgroundMap(smooth, { cellSize });
  return signalToNoise(smooth, background, rms);
}

function segmentMap(found: readonly Segment[], { rows, cols }: Matrix): Matrix {
  const map = Matrix.zeros(rows, cols);
  for (const [k, { pixels }] of found.entries()) for (const pixel of pixels) map.data[pixel] = k + 1;
  return map;
}
