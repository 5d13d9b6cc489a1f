import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { columnMeans } from "../core/column-means";
import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { Label, LabelsLike } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import type { Resampled } from "../core/sampler";
import type { TableLike } from "../core/table-like";
import { type ClassSamplerParams, rowsOfClass } from "./class-sampler";
import { RowSampler } from "./row-sampler";

export interface RandomOverSamplerParams extends ClassSamplerParams {
  /** Seed or generator of the draws; default `null`, another draw each time. */
  randomState: RandomStateLike;
  /**
   * `null` (default): rows are repeated as they are. A number, or one for each class that is resampled: normal noise
   * is added to the repeated rows, of the standard deviation of the class times this times Silverman's bandwidth.
   */
  shrinkage: number | { readonly [label: string]: number } | null;
}

/**
 * Brings small classes to the size of the largest by repeating rows drawn at random. Equal, seed for seed, to
 * `imblearn.over_sampling.RandomOverSampler` of imbalanced-learn 0.10.
 *
 * Resample the training rows only, as a `Pipeline` does: repeated before a split, the same row stands on both sides.
 *
 * @see https://imbalanced-learn.org/0.10/references/generated/imblearn.over_sampling.RandomOverSampler.html
 * @see Menardi & Torelli 2014, Data Mining and Knowledge Discovery 28, 92 (for `shrinkage`)
 *
 * @example
 * ```ts
 * const { X, y } = await new RandomOverSampler({ randomState: 0 }).fitResample(XTrain, yTrain);
 * ```
 */
export class RandomOverSampler extends RowSampler<RandomOverSamplerParams> {
  constructor(params: Partial<RandomOverSamplerParams> = {}) {
    super({ samplingStrategy: "auto", randomState: null, shrinkage: null }, params);
  }

  protected get way(): "over" {
    return "over";
  }

  /**
   * @param X - (n x features) numbers; NaN is let through where there is no `shrinkage`.
   * @param y - (n) labels.
   * @returns the rows that came in, in their order, then those added, class by class.
   * @throws ValidationError if X or y is unusable, their lengths differ, or y has one class only.
   * @throws ParameterError if an option is unusable or `samplingStrategy` cannot be met.
   */
  async fitResample(X: TableLike, y: LabelsLike): Promise<Resampled> {
    const { randomState, shrinkage } = this.params;
    const plan = this.plan(X, y, shrinkage === null);
    const { X: matrix, classes, codes, targets } = plan;
    const random = checkRandomState(randomState);
    const { rows: n, cols } = matrix;
    const total = targets.reduce((sum, { count }) => sum + count, n);
    const indices = new Int32Array(total);
    for (let i = 0; i < n; i++) indices[i] = i;
    const noise: { from: number; values: Matrix }[] = [];
    let to = n;
    for (const { code, count } of targets) {
      const members = rowsOfClass(codes, code);
      const drawn = random.choice(members.length, { size: count });
      if (shrinkage !== null) {
        const factor = shrinkageOf(shrinkage, classes[code]);
        noise.push({ from: to, values: smoothing(random, matrix, members, count, factor) });
      }
      for (let i = 0; i < count; i++) indices[to++] = members[drawn[i]];
    }
    const out = this.select(X, plan, indices);
    for (const { from, values } of noise) {
      for (let k = 0, at = from * cols; k < values.data.length; k++, at++) out.X.data[at] += values.data[k];
    }
    return out;
  }

  protected checkParams(): void {
    const { shrinkage } = this.params;
    if (shrinkage === null) return;
    const factors = typeof shrinkage === "object" ? shrinkage : { all: shrinkage };
    for (const [label, factor] of Object.entries(factors)) {
      checkNumber(typeof shrinkage === "object" ? `shrinkage of class ${label}` : "shrinkage", factor, {
        min: 0,
      });
    }
  }
}

registerEstimator(RandomOverSampler);

function shrinkageOf(shrinkage: number | { readonly [label: string]: number }, label: Label): number {
  if (typeof shrinkage === "number") return shrinkage;
  if (Object.hasOwn(shrinkage, String(label))) return shrinkage[String(label)];
  throw new ParameterError(`shrinkage has no factor for class ${String(label)}, which is resampled: add it.`);
}

/** (count x features) noise of the spread of the class, scaled by Silverman's rule. */
function smoothing(
  random: RandomState,
  X: Matrix,
  members: Int32Array,
  count: number,
  factor: number,
): Matrix {
  const { rows, cols } = X;
  const bandwidth = (4 / ((cols + 2) * rows)) ** (1 / (cols + 4));
  const spread = standardDeviations(X.takeRows(members)).map((s) => factor * bandwidth * s);
  const noise = random.standardNormal([count, cols] as const);
  for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < cols; j++, k++) noise.data[k] *= spread[j];
  return noise;
}

function standardDeviations(X: Matrix): Float64Array {
  const mean = columnMeans(X);
  const sum = new Float64Array(X.cols);
  X.data.forEach((value, k) => {
    sum[k % X.cols] += (value - mean[k % X.cols]) ** 2;
  });
  return sum.map((s) => Math.sqrt(s / X.rows));
}
