import { cholesky, solveCholesky } from "../core/linalg/cholesky";
import { Matrix } from "../core/matrix";
import { type GaussianSource, seenCovariance } from "./gaussian-source";

/** The pixels that a source is fitted to. */
export interface FitPixels {
  rows: Float64Array;
  columns: Float64Array;
  values: Float64Array;
}

export interface FittedSource {
  source: GaussianSource;
  /** Sum of the squared differences between pixels and source. */
  misfit: number;
}

const STEPS = 30;

/**
 * The Gaussian source nearest to the pixels by least squares (Levenberg 1944, Marquardt 1963).
 *
 * @param free - how many of peak, column, row, l11, l21, l22 may change, in that order: 3 fits a point, 6 an ellipse.
 */
export function fitGaussianSource(
  pixels: FitPixels,
  start: GaussianSource,
  { beamVariance, free }: { beamVariance: number; free: 3 | 6 },
): FittedSource {
  let source = start;
  let { misfit, normal, gradient } = slopes(pixels, source, beamVariance, free);
  let damping = 1e-3;
  for (let step = 0; step < STEPS; step++) {
    const damped = normal.copy();
    // the scale of each number is its own; a number without any effect here stays where it is
    for (let p = 0; p < free; p++) damped.set(p, p, normal.get(p, p) * (1 + damping) || 1);
    const L = cholesky(damped);
    if (L === null) {
      damping *= 10;
      continue;
    }
    const tried = moved(source, solveCholesky(L, gradient));
    const next = slopes(pixels, tried, beamVariance, free);
    if (next.misfit < misfit) {
      const gain = misfit - next.misfit;
      source = tried;
      ({ misfit, normal, gradient } = next);
      damping = Math.max(1e-9, damping / 10);
      if (gain <= 1e-10 * misfit) break;
    } else {
      damping *= 10;
      if (damping > 1e9) break;
    }
  }
  return { source, misfit };
}

function moved(source: GaussianSource, by: Float64Array): GaussianSource {
  return {
    peak: source.peak + by[0],
    column: source.column + by[1],
    row: source.row + by[2],
    l11: source.l11 + (by[3] ?? 0),
    l21: source.l21 + (by[4] ?? 0),
    l22: source.l22 + (by[5] ?? 0),
  };
}

/** Misfit, the normal matrix JᵀJ and Jᵀ times the differences. */
function slopes(
  { rows, columns, values }: FitPixels,
  source: GaussianSource,
  beamVariance: number,
  free: number,
): { misfit: number; normal: Matrix; gradient: Float64Array } {
  const { cc, rc, rr, determinant } = seenCovariance(source, beamVariance);
  const [a, b, c] = [rr / determinant, -rc / determinant, cc / determinant];
  const normal = Matrix.zeros(free, free);
  const gradient = new Float64Array(free);
  const slope = new Float64Array(6);
  let misfit = 0;
  for (let k = 0; k < values.length; k++) {
    const x = columns[k] - source.column;
    const y = rows[k] - source.row;
    const [u, v] = [a * x + b * y, b * x + c * y];
    const shape = Math.exp(-(x * u + y * v) / 2);
    const value = source.peak * shape;
    slope[0] = shape;
    slope[1] = value * u;
    slope[2] = value * v;
    // d(-q/2)/dS = w wᵀ / 2 with w = S⁻¹ (x, y), and S = L Lᵀ + beam
    slope[3] = value * (u * u * source.l11 + u * v * source.l21);
    slope[4] = value * (u * v * source.l11 + v * v * source.l21);
    slope[5] = value * v * v * source.l22;
    const difference = values[k] - value;
    misfit += difference * difference;
    for (let p = 0; p < free; p++) {
      gradient[p] += slope[p] * difference;
      for (let q = 0; q <= p; q++) normal.data[p * free + q] += slope[p] * slope[q];
    }
  }
  for (let p = 0; p < free; p++) {
    for (let q = 0; q < p; q++) normal.data[q * free + p] = normal.data[p * free + q];
  }
  return { misfit, normal, gradient };
}
