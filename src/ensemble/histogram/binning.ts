/** Bin of a missing value; the others are numbered from 0. */
export const MISSING_BIN = 255;
/** Room for the bins of one feature. */
export const BIN_STRIDE = 256;

/**
 * The thresholds between the bins of a column: the middles between its distinct values or, where those are more than
 * `maxBins`, its quantiles. NaN counts as missing.
 */
export function binThresholds(column: Float64Array, maxBins: number): Float64Array {
  const sorted = column.slice().sort();
  // NaN sorts to the end.
  let n = sorted.length;
  while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
  const distinct: number[] = [];
  for (let i = 0; i < n && distinct.length <= maxBins; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]);
  }
  if (distinct.length <= maxBins) {
    return Float64Array.from({ length: Math.max(distinct.length - 1, 0) }, (_, k) => {
      return (distinct[k] + distinct[k + 1]) * 0.5;
    });
  }
  return Float64Array.from({ length: maxBins - 1 }, (_, k) => {
    const at = (n - 1) * (((100 / maxBins) * (k + 1)) / 100);
    const below = Math.floor(at);
    if (at === below) return sorted[below];
    return sorted[below + 1] - (sorted[below + 1] - sorted[below]) * 0.5;
  });
}

/** Writes the bin of each value: how many thresholds are below it, or {@link MISSING_BIN}. */
export function binColumn(column: Float64Array, thresholds: Float64Array, out: Uint8Array): void {
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (Number.isNaN(value)) {
      out[i] = MISSING_BIN;
      continue;
    }
    let low = 0;
    let high = thresholds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (thresholds[middle] < value) low = middle + 1;
      else high = middle;
    }
    out[i] = low;
  }
}
