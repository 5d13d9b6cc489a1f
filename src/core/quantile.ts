/** Quantile of sorted values by linear interpolation, as `numpy.percentile` has it; NaN where there are none. */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const part = at - low;
  const a = sorted[low];
  const b = sorted[Math.min(low + 1, sorted.length - 1)];
  // From the nearer end, as NumPy does it: the results agree to the last digit.
  return part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part);
}
