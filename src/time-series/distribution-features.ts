import { quantile } from "../core/quantile";
import type { CheckedLightCurve } from "./light-curve";

/** Features of the magnitudes whatever their order in time; see `LIGHT_CURVE_FEATURES` for what each is. */
export function distributionFeatures({ mag, magError }: CheckedLightCurve): { [name: string]: number } {
  const n = mag.length;
  const sorted = mag.slice().sort();
  const mean = average(mag);
  const std = Math.sqrt(average(mag.map((m) => (m - mean) ** 2)));
  const median = medianOfSorted(sorted);
  const flux = (share: number): number => sorted[Math.min(n - 1, Math.ceil(share * n))];
  const range95 = flux(0.95) - flux(0.05);
  const middle = (percent: number): number =>
    ratio(flux(0.5 + percent / 200) - flux(0.5 - percent / 200), range95);
  const distance = mag.map((m) => Math.abs(m - median)).sort();
  const tenth = (sorted[n - 1] - sorted[0]) / 10;
  const standard = mag.map((m) => (m - mean) / std);
  return {
    Mean: mean,
    Std: n > 1 ? std : Number.NaN,
    Meanvariance: n > 1 ? std / mean : Number.NaN,
    Amplitude: amplitude(sorted),
    Skew: std > 0 ? average(standard.map((z) => z ** 3)) : Number.NaN,
    SmallKurtosis: n > 3 && std > 0 ? smallKurtosis(standard) : Number.NaN,
    Gskew: gskew(sorted, median),
    MedianAbsDev: medianOfSorted(distance),
    MedianBRP: tenth > 0 ? share(mag, (m) => Math.abs(m - median) < tenth) : Number.NaN,
    PercentAmplitude: distance[n - 1] / median,
    PercentDifferenceFluxPercentile: range95 / median,
    FluxPercentileRatioMid20: middle(20),
    FluxPercentileRatioMid35: middle(35),
    FluxPercentileRatioMid50: middle(50),
    FluxPercentileRatioMid65: middle(65),
    FluxPercentileRatioMid80: middle(80),
    Q31: quantile(sorted, 0.75) - quantile(sorted, 0.25),
    AndersonDarling: n > 2 && std > 0 ? andersonDarling(sorted, mean, std) : Number.NaN,
    ...weightedFeatures(mag, magError),
  };
}

/** Beyond1Std and StetsonK, which know the errors. */
function weightedFeatures(mag: Float64Array, magError: Float64Array) {
  const n = mag.length;
  if (n < 2) return { Beyond1Std: Number.NaN, StetsonK: Number.NaN };
  const mean = weightedMean(mag, magError);
  const spread = Math.sqrt(mag.reduce((sum, m) => sum + (m - mean) ** 2, 0) / (n - 1));
  const residual = mag.map((m, i) => Math.sqrt(n / (n - 1)) * ((m - mean) / magError[i]));
  const absolute = residual.reduce((sum, d) => sum + Math.abs(d), 0);
  const squares = residual.reduce((sum, d) => sum + d * d, 0);
  return {
    Beyond1Std: spread > 0 ? share(mag, (m) => Math.abs(m - mean) > spread) : Number.NaN,
    StetsonK: ratio(absolute / Math.sqrt(n), Math.sqrt(squares)),
  };
}

/** Mean with weights of one over the square of each error. */
export function weightedMean(mag: Float64Array, magError: Float64Array): number {
  let [sum, weight] = [0, 0];
  for (let i = 0; i < mag.length; i++) {
    sum += mag[i] / magError[i] ** 2;
    weight += 1 / magError[i] ** 2;
  }
  return sum / weight;
}

export const average = (values: Float64Array): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : Number.NaN);

function share(values: Float64Array, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count++;
  return count / values.length;
}

function medianOfSorted(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Half the distance between the medians of the faintest and the brightest twentieth. */
function amplitude(sorted: Float64Array): number {
  const few = Math.ceil(0.05 * sorted.length);
  const [bright, faint] = [sorted.subarray(0, few), sorted.subarray(sorted.length - few)];
  return (medianOfSorted(faint) - medianOfSorted(bright)) / 2;
}

function gskew(sorted: Float64Array, median: number): number {
  const [low, high] = [quantile(sorted, 0.03), quantile(sorted, 0.97)];
  const bright = sorted.filter((m) => m <= low);
  const faint = sorted.filter((m) => m >= high);
  return medianOfSorted(bright) + medianOfSorted(faint) - 2 * median;
}

function smallKurtosis(standard: Float64Array): number {
  const n = standard.length;
  const fourth = standard.reduce((sum, z) => sum + z ** 4, 0);
  const scale = (n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3));
  return scale * fourth - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
}

/** The Anderson-Darling statistic against a normal distribution of the sample's moments, squeezed to 0 … 1. */
function andersonDarling(sorted: Float64Array, mean: number, std: number): number {
  const n = sorted.length;
  const scale = std * Math.sqrt(n / (n - 1));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const low = logNormalCdf((sorted[i] - mean) / scale);
    const high = logNormalCdf(-(sorted[n - 1 - i] - mean) / scale);
    sum += (2 * i + 1) * (low + high);
  }
  return 1 / (1 + Math.exp(-10 * (-n - sum / n - 0.3)));
}

/** log Φ(z) within 2e-7 relative (W. J. Cody's continued fraction by Press et al., Numerical Recipes, section 6.2). */
function logNormalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const c = [
    ...[-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806],
    ...[0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277],
  ];
  const series = c.reduceRight((sum, term) => sum * t + term, 0);
  const logTail = Math.log(t / 2) - x * x + series;
  return z < 0 ? logTail : Math.log1p(-Math.exp(logTail));
}
