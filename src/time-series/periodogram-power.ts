import { type ExponentialSums, exponentialSums } from "../kernels/fourier";
import { solvePositive } from "./harmonic-fit";

/** Equally spaced frequencies, in cycles a day. */
export interface FrequencyGrid {
  start: number;
  step: number;
  count: number;
}

/** What a periodogram is computed of: weights that sum to 1 and values whose mean may have been taken away. */
export interface WeightedSeries {
  time: Float64Array;
  values: Float64Array;
  weights: Float64Array;
}

/** Gives `Σ c cos(2π m f t)` and `Σ c sin(2π m f t)` at every frequency. */
export type Sums = (coefficients: Float64Array, multiple: number) => ExponentialSums;

/** Sums over a grid by a fast Fourier transform; phases are 0 at the time `origin`. */
export function fastSums(time: Float64Array, grid: FrequencyGrid, origin = time[0]): Sums {
  const shifted = time.map((t) => t - origin);
  return (coefficients, multiple) =>
    exponentialSums(shifted, coefficients, multiple * grid.start, multiple * grid.step, grid.count);
}

/** Sums at any frequencies, term by term; phases are 0 at the time `origin`. */
export function exactSums(time: Float64Array, frequency: Float64Array, origin = time[0]): Sums {
  return (coefficients, multiple) => {
    const cos = new Float64Array(frequency.length);
    const sin = new Float64Array(frequency.length);
    for (let k = 0; k < frequency.length; k++) {
      for (let i = 0; i < time.length; i++) {
        const turns = multiple * frequency[k] * (time[i] - origin);
        const angle = 2 * Math.PI * (turns - Math.floor(turns));
        cos[k] += coefficients[i] * Math.cos(angle);
        sin[k] += coefficients[i] * Math.sin(angle);
      }
    }
    return { cos, sin };
  };
}

/**
 * Drop of the weighted sum of squares by the best sine of each frequency (Zechmeister & Kürster 2009, A&A 496, 577,
 * equations 5 to 15, in coordinates that make sine and cosine orthogonal).
 */
export function sinePower(
  { values, weights }: WeightedSeries,
  sums: Sums,
  count: number,
  fitMean: boolean,
): Float64Array {
  const y = sums(
    values.map((value, i) => value * weights[i]),
    1,
  );
  const w2 = sums(weights, 2);
  const w = fitMean ? sums(weights, 1) : undefined;
  const power = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const C = w === undefined ? 0 : w.cos[k];
    const S = w === undefined ? 0 : w.sin[k];
    const c2 = w2.cos[k] - (C * C - S * S);
    const s2 = w2.sin[k] - 2 * S * C;
    const size = Math.sqrt(c2 * c2 + s2 * s2);
    // Half the angle of (c2, s2): the turn that takes away the product of sine and cosine.
    const cos2 = size === 0 ? 1 : c2 / size;
    const cos = Math.sqrt(0.5 * (1 + cos2));
    const sin = (s2 < 0 ? -1 : 1) * Math.sqrt(0.5 * (1 - cos2));
    const yc = y.cos[k] * cos + y.sin[k] * sin;
    const ys = y.sin[k] * cos - y.cos[k] * sin;
    const mean = 1 - C * C - S * S;
    const cc = 0.5 * (mean + size);
    const ss = 0.5 * (mean - size);
    power[k] = (cc > TINY ? (yc * yc) / cc : 0) + (ss > TINY ? (ys * ys) / ss : 0);
  }
  return power;
}

/** A sum of squares below this is rounding: the points do not tell this wave from a constant. */
const TINY = 1e-12;

/**
 * The columns 1, sin, cos, sin 2, cos 2, … of a frequency: their products with one another and with the values, weighted
 * and summed over the points, for each frequency of {@link Sums}.
 */
export class HarmonicProducts {
  private readonly weight: number;
  private readonly sum: number;
  private readonly y: ExponentialSums[];
  private readonly w: ExponentialSums[];

  constructor(
    { values, weights }: WeightedSeries,
    sums: Sums,
    private readonly nTerms: number,
  ) {
    const wy = values.map((value, i) => value * weights[i]);
    this.weight = weights.reduce((a, b) => a + b, 0);
    this.sum = wy.reduce((a, b) => a + b, 0);
    this.y = Array.from({ length: nTerms }, (_, m) => sums(wy, m + 1));
    this.w = Array.from({ length: 2 * nTerms }, (_, m) => sums(weights, m + 1));
  }

  /**
   * Writes the products at frequency number k.
   *
   * @param hasConstant - whether the column of ones is among the columns.
   * @param normal - (columns x columns), of which the lower triangle is written.
   * @param right - (columns) with the values.
   */
  write(k: number, hasConstant: boolean, normal: Float64Array, right: Float64Array): void {
    const { weight, sum, y, w, nTerms } = this;
    const first = hasConstant ? 1 : 0;
    const size = first + 2 * nTerms;
    const cosAt = (m: number) => (m === 0 ? weight : w[Math.abs(m) - 1].cos[k]);
    const sinAt = (m: number) => (m === 0 ? 0 : Math.sign(m) * w[Math.abs(m) - 1].sin[k]);
    if (hasConstant) {
      normal[0] = weight;
      right[0] = sum;
    }
    for (let a = 1; a <= nTerms; a++) {
      const s = first + 2 * a - 2;
      const c = s + 1;
      right[s] = y[a - 1].sin[k];
      right[c] = y[a - 1].cos[k];
      if (hasConstant) {
        normal[s * size] = sinAt(a);
        normal[c * size] = cosAt(a);
      }
      for (let b = 1; b <= a; b++) {
        const t = first + 2 * b - 2;
        normal[s * size + t] = 0.5 * (cosAt(a - b) - cosAt(a + b));
        normal[c * size + t + 1] = 0.5 * (cosAt(a - b) + cosAt(a + b));
        normal[s * size + t + 1] = 0.5 * (sinAt(a + b) + sinAt(a - b));
        normal[c * size + t] = 0.5 * (sinAt(a + b) - sinAt(a - b));
      }
    }
  }
}

/**
 * Drop of the weighted sum of squares by the best series of `nTerms` harmonics of each frequency (Bretthorst 1988;
 * Palmer 2009, ApJ 695, 496).
 */
export function harmonicPower(
  series: WeightedSeries,
  sums: Sums,
  count: number,
  nTerms: number,
  fitMean: boolean,
): Float64Array {
  const products = new HarmonicProducts(series, sums, nTerms);
  const size = (fitMean ? 1 : 0) + 2 * nTerms;
  const normal = new Float64Array(size * size);
  const right = new Float64Array(size);
  const power = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    products.write(k, fitMean, normal, right);
    const theta = right.slice();
    solvePositive(normal, theta, size);
    for (let j = 0; j < size; j++) power[k] += theta[j] * right[j];
  }
  return power;
}
