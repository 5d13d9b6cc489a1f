import { ImageStack } from "../core/image-stack";
import { checkKnown, checkNumber } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";

export interface CutoutsOptions {
  /** Side of a cut-out in pixels. */
  size: number;
  /** What stands where the image has no data and beyond its edge; default 0. */
  fill?: number;
}

/**
 * Squares cut out of an image, one around each place; the pixel nearest to the place stands at row and column
 * `floor(size / 2)`.
 *
 * @param image - (rows x columns) NaN where there are no data.
 * @param places - in pixels, the middle of the first pixel at 0; they may lie outside the image.
 * @returns as many images of one channel as there are places.
 * @throws ValidationError if the image is empty or holds an infinite value.
 * @throws ParameterError if a place is not finite, an option is out of range or does not exist.
 */
export function cutouts(
  image: TableLike,
  places: readonly { row: number; column: number }[],
  options: CutoutsOptions,
): ImageStack {
  checkKnown("cutouts", options, ["size", "fill"]);
  const { size, fill = 0 } = options;
  checkNumber("size", size, { min: 1, integer: true });
  checkNumber("fill", fill);
  const { data, rows, cols } = toMatrix(image, { name: "image", allowNaN: true });
  const stack = ImageStack.zeros({ count: places.length, height: size, width: size, channels: 1 });
  if (fill !== 0) stack.data.fill(fill);
  for (const [k, { row, column }] of places.entries()) {
    checkNumber(`places[${k}].row`, row);
    checkNumber(`places[${k}].column`, column);
    const top = Math.round(row) - Math.floor(size / 2);
    const left = Math.round(column) - Math.floor(size / 2);
    const cutout = stack.image(k);
    for (let i = Math.max(0, -top); i < Math.min(size, rows - top); i++) {
      for (let j = Math.max(0, -left); j < Math.min(size, cols - left); j++) {
        const value = data[(top + i) * cols + left + j];
        if (!Number.isNaN(value)) cutout[i * size + j] = value;
      }
    }
  }
  return stack;
}
