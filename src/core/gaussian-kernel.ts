/** A Gaussian's weights up to four standard deviations either way, or `most` pixels; they sum to 1. */
export function gaussianKernel(sigma: number, most = Number.POSITIVE_INFINITY): Float64Array {
  const reach = Math.min(Math.ceil(4 * sigma), most);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  return kernel.map((weight) => weight / total);
}
