import { ValidationError } from "../core/errors";
import { ImageStack } from "../core/image-stack";

/**
 * Each image cut in four: upper left, upper right, lower left, lower right, one image's quarters after another's.
 *
 * @throws ValidationError if a side of the images is odd.
 */
export function quarters(stack: ImageStack): ImageStack {
  const { count, height, width, channels } = stack;
  if (height % 2 !== 0 || width % 2 !== 0) {
    throw new ValidationError(`Images of ${height} x ${width} pixels cannot be cut in four equal parts.`);
  }
  const out = ImageStack.zeros({ count: 4 * count, height: height / 2, width: width / 2, channels });
  const run = (width / 2) * channels;
  for (let k = 0; k < out.count; k++) {
    const image = stack.image(k >> 2);
    const top = k & 2 ? height / 2 : 0;
    const left = k & 1 ? run : 0;
    for (let row = 0; row < height / 2; row++) {
      const from = (top + row) * width * channels + left;
      out.image(k).set(image.subarray(from, from + run), row * run);
    }
  }
  return out;
}
