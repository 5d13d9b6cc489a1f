import { gaussianKernel } from "../core/gaussian-kernel";

/** A square image convolved with a round Gaussian, rows then columns; what lies outside is dark. */
export function smoothed(image: Float64Array, size: number, sigma: number): Float64Array {
  const kernel = gaussianKernel(sigma, size - 1);
  const reach = (kernel.length - 1) / 2;
  let from = image;
  for (let pass = 0; pass < 2; pass++) {
    // each pass turns the image over, so that two do rows and columns and leave it upright
    const to = new Float64Array(size * size);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const last = Math.min(size - 1, column + reach);
        let sum = 0;
        for (let k = Math.max(0, column - reach); k <= last; k++) {
          sum += kernel[k - column + reach] * from[row * size + k];
        }
        to[column * size + row] = sum;
      }
    }
    from = to;
  }
  return from;
}
