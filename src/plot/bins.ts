import { ParameterError } from "../core/errors";
import { quantile } from "../core/quantile";

/** How a histogram is divided: a rule, a number of bins, or the edges themselves. */
export type BinsOption = "fd" | "sturges" | "auto" | number | ArrayLike<number>;

/** Beyond so many bins a bar is thinner than a pixel. */
const MOST_BINS = 400;

/**
 * Edges of equal bins over all values, as NumPy's `histogram_bin_edges` chooses them: "fd" is Freedman and
 * Diaconis' width 2·IQR/n^(1/3), "sturges" log2(n) + 1 bins, "auto" the finer of the two. A rule gives at
 * most 400 bins, so that one far outlier does not ask for millions.
 *
 * @throws ParameterError for an unknown rule, a number of bins below 1, or edges that do not rise.
 */
export function binEdges(values: ArrayLike<number>, bins: BinsOption = "auto"): number[] {
  if (typeof bins === "object") {
    const edges = Array.from(bins);
    if (edges.length < 2 || edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]))) {
      throw new ParameterError("bins: edges must be at least two rising numbers.");
    }
    return edges;
  }
  const sorted = Float64Array.from(values).sort();
  let low = sorted[0];
  let high = sorted[sorted.length - 1];
  const count = Math.max(1, countOf(sorted, bins));
  if (low === high) {
    low -= 0.5;
    high += 0.5;
  }
  return Array.from({ length: count + 1 }, (_, i) => (i === count ? high : low + ((high - low) * i) / count));
}

function countOf(sorted: Float64Array, bins: string | number): number {
  if (typeof bins === "number") {
    if (!(Number.isInteger(bins) && bins >= 1 && bins <= 100_000)) {
      throw new ParameterError(`bins must be a whole number from 1 to 100,000, got ${bins}.`);
    }
    return bins;
  }
  const n = sorted.length;
  const range = sorted[n - 1] - sorted[0];
  const sturges = range / (Math.log2(n) + 1);
  const freedmanDiaconis = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(n);
  let width: number;
  if (bins === "sturges") width = sturges;
  else if (bins === "fd") width = freedmanDiaconis;
  else if (bins === "auto") width = freedmanDiaconis > 0 ? Math.min(sturges, freedmanDiaconis) : sturges;
  else
    throw new ParameterError(
      `bins must be "auto", "fd", "sturges", a number or edges, got ${JSON.stringify(bins)}.`,
    );
  return width > 0 ? Math.min(MOST_BINS, Math.ceil(range / width)) : 1;
}

/** Counts the values in each bin; a bin holds its lower edge, the last one its upper edge too. */
export function countInBins(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= edges[0] && value <= edges[edges.length - 1])) continue;
    let low = 0;
    let high = counts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (value >= edges[middle]) low = middle;
      else high = middle - 1;
    }
    counts[low]++;
  }
  return counts;
}
