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
