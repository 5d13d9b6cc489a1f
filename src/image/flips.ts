import { ImageStack } from "../core/image-stack";

/**
 * Each image four times: as it is, turned over left to right, top to bottom, and both; one image's after another's.
 */
export function flips(stack: ImageStack): ImageStack {
  const { height, width, channels } = stack;
  const out = ImageStack.zeros({ count: 4 * stack.count, height, width, channels });
  for (let k = 0; k < out.count; k++) {
    const [from, to] = [stack.image(k >> 2), out.image(k)];
    for (let row = 0; row < height; row++) {
      const sourceRow = k & 2 ? height - 1 - row : row;
      for (let column = 0; column < width; column++) {
        const sourceColumn = k & 1 ? width - 1 - column : column;
        const at = (sourceRow * width + sourceColumn) * channels;
        to.set(from.subarray(at, at + channels), (row * width + column) * channels);
      }
    }
  }
  return out;
}
