import { ParameterError } from "../core/errors";
import { checkNumber } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";

export interface SourceShapeOptions {
  /** Pixels fainter than this share of the brightest are left out, because noise far out weighs most; default 0.02. */
  threshold?: number;
}

/** A source in a few numbers. */
export interface SourceShape {
  /** Sum of the pixels, in the image's unit. */
  flux: number;
  /** Centre of light. */
  row: number;
  column: number;
  /** Root mean square distance from the centre along the longest direction, in pixels. */
  size: number;
  /** The same along the shortest direction, as a share of `size`: 1 is round. */
  axisRatio: number;
}

/**
 * Flux, centre, size and elongation of the one source in an image, from the moments of its light (Hu 1962, IRE
 * Transactions on Information Theory 8, 179): size and elongation stay the same where the source is shifted, turned or
 * brighter.
 *
 * @throws ValidationError if the image is empty, ragged or not finite.
 * @throws ParameterError if `threshold` is not between 0 and 1, or no pixel is above 0.
 */
export function sourceShape(image: TableLike, options: SourceShapeOptions = {}): SourceShape {
  const { threshold = 0.02 } = options;
  checkNumber("threshold", threshold, { min: 0, exclusiveMax: 1 });
  const { data, rows, cols } = toMatrix(image, { name: "image" });
  const brightest = data.reduce((most, value) => Math.max(most, value), 0);
  if (!(brightest > 0)) throw new ParameterError("sourceShape: no pixel is above 0, so there is no source.");
  const floor = threshold * brightest;
  let [flux, sumRow, sumColumn] = [0, 0, 0];
  const eachPixel = (take: (value: number, row: number, column: number) => void): void => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        const value = data[i * cols + j];
        if (value > 0 && value >= floor) take(value, i, j);
      }
    }
  };
  eachPixel((value, i, j) => {
    flux += value;
    sumRow += value * i;
    sumColumn += value * j;
  });
  const [row, column] = [sumRow / flux, sumColumn / flux];
  let [rr, rc, cc] = [0, 0, 0];
  eachPixel((value, i, j) => {
    rr += (value * (i - row) ** 2) / flux;
    rc += (value * (i - row) * (j - column)) / flux;
    cc += (value * (j - column) ** 2) / flux;
  });
  // the eigenvalues of [[rr, rc], [rc, cc]]: spread along the longest and the shortest direction
  const middle = (rr + cc) / 2;
  const apart = Math.hypot((rr - cc) / 2, rc);
  const size = Math.sqrt(middle + apart);
  return {
    flux,
    row,
    column,
    size,
    axisRatio: size > 0 ? Math.sqrt(Math.max(0, middle - apart)) / size : 1,
  };
}
