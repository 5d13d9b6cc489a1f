import { ParameterError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { checkNumber } from "../core/parameters";

/**
 * The middle `size` x `size` pixels of each image; where the rest is odd, one pixel more is left out below and to the right.
 *
 * @throws ParameterError if `size` is no whole number from 1 to the smaller side of the images.
 */
export function cropImages(stack: ImageStack, size: number): ImageStack {
  checkNumber("size", size, { min: 1, integer: true });
  const { count, height, width, channels } = stack;
  if (size > height || size > width) {
    throw new ParameterError(`The images have ${height} x ${width} pixels, fewer than size = ${size}.`);
  }
  const out = ImageStack.zeros({ count, height: size, width: size, channels });
  const top = Math.floor((height - size) / 2);
  const left = Math.floor((width - size) / 2);
  for (let i = 0; i < count; i++) {
    const image = stack.image(i);
    const cropped = out.image(i);
    for (let row = 0; row < size; row++) {
      const from = ((top + row) * width + left) * channels;
      cropped.set(image.subarray(from, from + size * channels), row * size * channels);
    }
  }
  return out;
}

/**
 * Images of `size` x `size` pixels, each of which has the mean brightness of the part of the image that it covers: sums stay
 * the same but for the number of pixels, and no detail is stepped over. What was not square is stretched.
 *
 * @throws ParameterError if `size` is no whole number above 0.
 */
export function resizeImages(stack: ImageStack, size: number): ImageStack {
  checkNumber("size", size, { min: 1, integer: true });
  const { count, height, width, channels } = stack;
  const out = ImageStack.zeros({ count, height: size, width: size, channels });
  const rows = overlaps(height, size);
  const columns = overlaps(width, size);
  const narrow = new Float64Array(height * size * channels);
  for (let i = 0; i < count; i++) {
    averageAlong(stack.image(i), narrow, columns, { lines: height, length: width, step: channels });
    averageAlong(narrow, out.image(i), rows, { lines: 1, length: height, step: size * channels });
  }
  return out;
}

/** Which old pixels lie under a new one, and what share of it each of them covers. */
interface Overlap {
  first: number;
  shares: Float64Array;
}

function overlaps(length: number, size: number): Overlap[] {
  return Array.from({ length: size }, (_, k) => {
    const [from, to] = [(k * length) / size, ((k + 1) * length) / size];
    const first = Math.floor(from);
    const shares = new Float64Array(Math.min(Math.ceil(to), length) - first);
    for (let j = 0; j < shares.length; j++) {
      const covered = Math.min(to, first + j + 1) - Math.max(from, first + j);
      shares[j] = (covered * size) / length;
    }
    return { first, shares };
  });
}

/** Shortens each line of `length` pixels, of `step` values each, to one pixel an overlap. */
function averageAlong(
  from: Float32Array | Float64Array,
  to: Float32Array | Float64Array,
  pixels: readonly Overlap[],
  { lines, length, step }: { lines: number; length: number; step: number },
): void {
  for (let line = 0; line < lines; line++) {
    for (let k = 0; k < pixels.length; k++) {
      const { first, shares } = pixels[k];
      const target = (line * pixels.length + k) * step;
      for (let c = 0; c < step; c++) {
        let sum = 0;
        for (let j = 0; j < shares.length; j++)
          sum += shares[j] * from[(line * length + first + j) * step + c];
        to[target + c] = sum;
      }
    }
  }
}
