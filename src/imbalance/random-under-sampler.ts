import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import type { Resampled } from "../core/sampler";
import type { TableLike } from "../core/table-like";
import { type ClassSamplerParams, rowsOfClass } from "./class-sampler";
import { RowSampler } from "./row-sampler";

export interface RandomUnderSamplerParams extends ClassSamplerParams {
  /** Seed or generator of the draws; default `null`, another draw each time. */
  randomState: RandomStateLike;
  /** Whether a row may be drawn more than once; default `false`. */
  replacement: boolean;
}

/**
 * Brings large classes to the size of the smallest by keeping rows drawn at random. Equal, seed for seed, to
 * `imblearn.under_sampling.RandomUnderSampler` of imbalanced-learn 0.10.
 *
 * @see https://imbalanced-learn.org/0.10/references/generated/imblearn.under_sampling.RandomUnderSampler.html
 *
 * @example
 * ```ts
 * const { X, y } = await new RandomUnderSampler({ randomState: 0 }).fitResample(XTrain, yTrain);
 * ```
 */
export class RandomUnderSampler extends RowSampler<RandomUnderSamplerParams> {
  constructor(params: Partial<RandomUnderSamplerParams> = {}) {
    super({ samplingStrategy: "auto", randomState: null, replacement: false }, params);
  }

  protected get way(): "under" {
    return "under";
  }

  /**
   * @param X - (n x features) numbers; NaN is let through.
   * @param y - (n) labels.
   * @returns the rows kept, class by class.
   * @throws ValidationError if X or y is unusable, their lengths differ, or y has one class only.
   * @throws ParameterError if an option is unusable or `samplingStrategy` cannot be met.
   */
  async fitResample(X: TableLike, y: LabelsLike): Promise<Resampled> {
    const plan = this.plan(X, y, true);
    const { classes, codes, targets } = plan;
    const random = checkRandomState(this.params.randomState);
    const kept = classes.map((_, code) => {
      const members = rowsOfClass(codes, code);
      const target = targets.find((wanted) => wanted.code === code);
      if (target === undefined) return members;
      const drawn = random.choice(members.length, { size: target.count, replace: this.params.replacement });
      return Int32Array.from(drawn, (k) => members[k]);
    });
    const indices = new Int32Array(kept.reduce((sum, rows) => sum + rows.length, 0));
    let to = 0;
    for (const rows of kept) {
      indices.set(rows, to);
      to += rows.length;
    }
    return this.select(X, plan, indices);
  }

  protected checkParams(): void {
    if (typeof this.params.replacement !== "boolean") {
      throw new ParameterError("replacement must be true or false.");
    }
  }
}

registerEstimator(RandomUnderSampler);
