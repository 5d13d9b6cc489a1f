/** A round Gaussian patch of light, in pixels. */
export interface GaussianPatch {
  row: number;
  column: number;
  /** Square of its standard deviation. */
  variance: number;
  /** Value in its middle. */
  peak: number;
}

/** Adds a patch to a square image of `size` x `size` pixels, as far as it lies within and is not negligible. */
export function addPatch(
  image: Float64Array,
  size: number,
  { row, column, variance, peak }: GaussianPatch,
): void {
  const reach = 5 * Math.sqrt(variance);
  const [top, bottom] = [Math.max(0, Math.ceil(row - reach)), Math.min(size - 1, Math.floor(row + reach))];
  const [left, right] = [
    Math.max(0, Math.ceil(column - reach)),
    Math.min(size - 1, Math.floor(column + reach)),
  ];
  if (top > bottom || left > right) return;
  const across = new Float64Array(right - left + 1);
  for (let j = 0; j < across.length; j++) across[j] = Math.exp(-((left + j - column) ** 2) / (2 * variance));
  for (let i = top; i <= bottom; i++) {
    const height = peak * Math.exp(-((i - row) ** 2) / (2 * variance));
    for (let j = 0; j < across.length; j++) image[i * size + left + j] += height * across[j];
  }
}

/** A square image convolved with a round Gaussian, rows then columns; what lies outside is dark. */
export function smoothed(image: Float64Array, size: number, sigma: number): Float64Array {
  const reach = Math.min(Math.ceil(4 * sigma), size - 1);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
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
        to[column * size + row] = sum / total;
      }
    }
    from = to;
  }
  return from;
}
