import { ValidationError } from "../core/errors";
import { STD_OF_MAD } from "../core/mad-std";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber } from "../core/parameters";
import { quantile } from "../core/quantile";
import { type TableLike, toMatrix } from "../core/table-like";

export interface BackgroundMapOptions {
  /** Side of a cell of the mesh in pixels, at least 8; default 64. Many times a source, and well below the image. */
  cellSize?: number;
  /** Pixels further from the median than this many standard deviations are left out, over and over; default 3. */
  clip?: number;
}

/** What an image would show without sources, and how much it scatters there, at every pixel. */
export interface BackgroundMap {
  /** (rows x columns) level without sources, in the image's unit. */
  background: Matrix;
  /** (rows x columns) standard deviation of the noise, in the image's unit. */
  rms: Matrix;
}

/** A cell with fewer pixels than this share takes the level of the cells around it. */
const LEAST_SHARE = 0.2;

/**
 * Background and noise of an image, each as a map: in every cell of a mesh the median and the scaled median absolute
 * deviation of what is left after clipping, a median over the 3 x 3 cells around it, and between the cells' middles
 * straight lines (Bertin & Arnouts 1996, A&AS 117, 393, section 3, with robust spread). NaN marks pixels without data;
 * both maps have values there nevertheless.
 *
 * @param image - (rows x columns) NaN where there are no data.
 * @throws ValidationError if the image is empty, holds an infinite value, or has no cell with enough data.
 * @throws ParameterError if an option is out of range or does not exist.
 */
export function backgroundMap(image: TableLike, options: BackgroundMapOptions = {}): BackgroundMap {
  checkKnown("backgroundMap", options, ["cellSize", "clip"]);
  const { cellSize = 64, clip = 3 } = options;
  checkNumber("cellSize", cellSize, { min: 8, integer: true });
  checkNumber("clip", clip, { exclusiveMin: 0 });
  const pixels = toMatrix(image, { name: "image", allowNaN: true });
  const down = Math.max(1, Math.round(pixels.rows / cellSize));
  const across = Math.max(1, Math.round(pixels.cols / cellSize));
  const levels = Matrix.zeros(down, across);
  const spreads = Matrix.zeros(down, across);
  for (let i = 0; i < down; i++) {
    for (let j = 0; j < across; j++) {
      const cell = clipped(cellPixels(pixels, [down, across], [i, j]), clip);
      levels.set(i, j, cell?.level ?? Number.NaN);
      spreads.set(i, j, cell?.spread ?? Number.NaN);
    }
  }
  if (levels.data.every(Number.isNaN)) {
    throw new ValidationError(
      "The image has no cell with enough pixels that are numbers to measure a background.",
    );
  }
  return {
    background: interpolated(medianOfNeighbours(levels), pixels),
    rms: interpolated(medianOfNeighbours(spreads), pixels),
  };
}

/** The pixels of one cell that are numbers, sorted; none where they are too few. */
function cellPixels(image: Matrix, mesh: readonly number[], cell: readonly number[]): Float64Array {
  const edge = (axis: number, step: number): number =>
    Math.round(((cell[axis] + step) * (axis === 0 ? image.rows : image.cols)) / mesh[axis]);
  const [top, bottom, left, right] = [edge(0, 0), edge(0, 1), edge(1, 0), edge(1, 1)];
  const values = new Float64Array((bottom - top) * (right - left));
  let count = 0;
  for (let i = top; i < bottom; i++) {
    for (let j = left; j < right; j++) {
      const value = image.get(i, j);
      if (!Number.isNaN(value)) values[count++] = value;
    }
  }
  return count < LEAST_SHARE * values.length ? new Float64Array(0) : values.subarray(0, count).sort();
}

/** Median and spread of sorted values without those that stand out. */
function clipped(sorted: Float64Array, clip: number): { level: number; spread: number } | undefined {
  if (sorted.length === 0) return undefined;
  let kept = sorted;
  for (;;) {
    const level = quantile(kept, 0.5);
    const spread = STD_OF_MAD * medianDistance(kept, level);
    let [first, end] = [0, kept.length];
    while (kept[first] < level - clip * spread) first++;
    while (kept[end - 1] > level + clip * spread) end--;
    // a spread of 0 would throw out all but the median's own value
    if (end - first === kept.length || spread === 0) return { level, spread };
    kept = kept.subarray(first, end);
  }
}

/** Median distance of sorted values from a level, by walking outwards from it. */
function medianDistance(sorted: Float64Array, level: number): number {
  let above = 0;
  while (above < sorted.length && sorted[above] < level) above++;
  let below = above - 1;
  const half = Math.floor(sorted.length / 2);
  let [last, distance] = [0, 0];
  for (let k = 0; k <= half; k++) {
    last = distance;
    const left = below >= 0 ? level - sorted[below] : Number.POSITIVE_INFINITY;
    const right = above < sorted.length ? sorted[above] - level : Number.POSITIVE_INFINITY;
    if (left <= right) below--;
    else above++;
    distance = Math.min(left, right);
  }
  return sorted.length % 2 === 1 ? distance : (last + distance) / 2;
}

/** Median of the 3 x 3 cells around each, those without a value left out; the median of all cells where none has one. */
function medianOfNeighbours(mesh: Matrix): Matrix {
  const known = mesh.data.filter((value) => !Number.isNaN(value));
  const overall = quantile(known.sort(), 0.5);
  const smooth = Matrix.zeros(mesh.rows, mesh.cols);
  for (let i = 0; i < mesh.rows; i++) {
    for (let j = 0; j < mesh.cols; j++) {
      const near: number[] = [];
      for (let a = Math.max(0, i - 1); a <= Math.min(mesh.rows - 1, i + 1); a++) {
        for (let b = Math.max(0, j - 1); b <= Math.min(mesh.cols - 1, j + 1); b++) {
          if (!Number.isNaN(mesh.get(a, b))) near.push(mesh.get(a, b));
        }
      }
      smooth.set(i, j, near.length > 0 ? quantile(Float64Array.from(near).sort(), 0.5) : overall);
    }
  }
  return smooth;
}

/** The mesh at each pixel, linear between the cells' middles and level beyond the outermost. */
function interpolated(mesh: Matrix, { rows, cols }: Matrix): Matrix {
  const map = Matrix.zeros(rows, cols);
  const down = cellsAlong(rows, mesh.rows);
  const across = cellsAlong(cols, mesh.cols);
  const line = new Float64Array(mesh.cols);
  for (let i = 0; i < rows; i++) {
    const [below, above] = [mesh.row(down.low[i]), mesh.row(down.high[i])];
    for (let c = 0; c < mesh.cols; c++) line[c] = below[c] + (above[c] - below[c]) * down.share[i];
    for (let j = 0; j < cols; j++) {
      const from = line[across.low[j]];
      map.data[i * cols + j] = from + (line[across.high[j]] - from) * across.share[j];
    }
  }
  return map;
}

/** For each pixel along an axis the cells on both sides, and how far it is from the lower to the higher. */
function cellsAlong(
  length: number,
  cells: number,
): { low: Int32Array; high: Int32Array; share: Float64Array } {
  const low = new Int32Array(length);
  const high = new Int32Array(length);
  const share = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    const place = Math.min(cells - 1, Math.max(0, ((k + 0.5) * cells) / length - 0.5));
    low[k] = Math.floor(place);
    high[k] = Math.min(cells - 1, low[k] + 1);
    share[k] = place - low[k];
  }
  return { low, high, share };
}
