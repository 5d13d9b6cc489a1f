import { solvePositive } from "./harmonic-fit";
import { HarmonicProducts, type Sums, type WeightedSeries } from "./periodogram-power";

/** A model of several bands: a harmonic series common to all, and one more for each band. */
export interface MultibandModel {
  /** Harmonics of the common series; 0 leaves a constant. */
  ntermsBase: number;
  /** Harmonics of each band's own series. */
  ntermsBand: number;
  /** What is added to the diagonal of the normal matrix for the common coefficients. */
  ridgeBase: number;
  /** The same for the coefficients of the bands. */
  ridgeBand: number;
  /** Whether ridges are in units of the matrix's trace. */
  isRelative: boolean;
}

/** The best coefficients at one frequency, and the drop of the sum of squares that they bring. */
export interface MultibandFit {
  /** Of 1, sin, cos, sin 2, cos 2, …: each band's own, band after band, then the common ones. */
  coefficients: Float64Array;
  drop: number;
}

/**
 * The best models at all frequencies, one after the other (VanderPlas & Ivezić 2015, ApJ 812, 18, section 4). A fit is
 * overwritten by the next.
 *
 * @param sums - of each band's points, at `count` frequencies, phases from the same time on.
 */
export function* multibandFits(
  bands: readonly WeightedSeries[],
  sums: readonly Sums[],
  count: number,
  model: MultibandModel,
): Generator<MultibandFit> {
  const { ntermsBase, ntermsBand } = model;
  const nTerms = Math.max(ntermsBase, ntermsBand);
  const products = bands.map((band, b) => new HarmonicProducts(band, sums[b], nTerms));
  const [base, own, width] = [1 + 2 * ntermsBase, 1 + 2 * ntermsBand, 1 + 2 * nTerms];
  const common = bands.length * own;
  const size = common + base;
  const part = new Float64Array(width * width);
  const partRight = new Float64Array(width);
  const normal = new Float64Array(size * size);
  const right = new Float64Array(size);
  const coefficients = new Float64Array(size);
  for (let k = 0; k < count; k++) {
    normal.fill(0);
    right.fill(0);
    products.forEach((product, b) => {
      product.write(k, true, part, partRight);
      const from = b * own;
      for (let p = 0; p < own; p++) {
        right[from + p] = partRight[p];
        for (let q = 0; q <= p; q++) normal[(from + p) * size + from + q] = part[p * width + q];
      }
      for (let p = 0; p < base; p++) {
        const row = (common + p) * size;
        right[common + p] += partRight[p];
        for (let q = 0; q < own; q++) {
          normal[row + from + q] = q <= p ? part[p * width + q] : part[q * width + p];
        }
        for (let q = 0; q <= p; q++) normal[row + common + q] += part[p * width + q];
      }
    });
    addRidges(normal, size, common, model);
    coefficients.set(right);
    solvePositive(normal, coefficients, size);
    let drop = 0;
    for (let j = 0; j < size; j++) drop += coefficients[j] * right[j];
    yield { coefficients, drop };
  }
}

function addRidges(
  normal: Float64Array,
  size: number,
  common: number,
  { ridgeBase, ridgeBand, isRelative }: MultibandModel,
): void {
  let unit = isRelative ? 0 : 1;
  if (isRelative) for (let j = 0; j < size; j++) unit += normal[j * size + j];
  for (let j = 0; j < size; j++) normal[j * size + j] += unit * (j < common ? ridgeBand : ridgeBase);
}
