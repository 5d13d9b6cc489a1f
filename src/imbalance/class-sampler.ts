import { encodeLabels, type Label, type LabelsLike } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { Sampler } from "../core/sampler";
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength } from "../core/targets";
import { type ClassTarget, resolveStrategy, type SamplingStrategy } from "./sampling-strategy";

/** What the samplers of this folder have in common. */
export interface ClassSamplerParams {
  /** Which classes are resampled, and to how many rows; default `"auto"`. */
  samplingStrategy: SamplingStrategy;
}

/** Rows by class, and what is to be done about them. */
export interface SamplingPlan {
  X: Matrix;
  classes: Label[];
  codes: Int32Array;
  targets: ClassTarget[];
}

/** A sampler that looks at the sizes of the classes. */
export abstract class ClassSampler<P extends ClassSamplerParams> extends Sampler<P> {
  /** For each class that is resampled, the rows to add (over-sampling) or to keep (under-sampling). */
  declare samplingCounts: { label: Label; count: number }[];

  protected abstract readonly way: "over" | "under";

  /** @throws ParameterError if an option is unusable. */
  protected abstract checkParams(): void;

  /**
   * Checks the options and the data and sets `samplingCounts`; `fitResample` does so itself.
   *
   * @param X - (n x features) numbers.
   * @param y - (n) labels.
   * @throws ValidationError if X or y is unusable, their lengths differ, or y has one class only.
   * @throws ParameterError if an option is unusable or `samplingStrategy` cannot be met.
   */
  async fit(X: TableLike, y: LabelsLike): Promise<this> {
    this.remember(X, this.plan(X, y));
    return this;
  }

  protected plan(X: TableLike, y: LabelsLike, allowNaN = false): SamplingPlan {
    this.checkParams();
    const matrix = toMatrix(X, { allowNaN });
    const { classes, codes } = encodeLabels(y);
    checkSameLength(codes.length, matrix.rows, "y", "X");
    const counts = new Int32Array(classes.length);
    for (const code of codes) counts[code]++;
    const targets = resolveStrategy(this.params.samplingStrategy, this.way, classes, counts);
    return { X: matrix, classes, codes, targets };
  }

  protected remember(X: TableLike, { X: matrix, classes, targets }: SamplingPlan): void {
    this.rememberFeatures(X, matrix);
    this.samplingCounts = targets.map(({ code, count }) => ({ label: classes[code], count }));
  }
}

/** The rows of one class, in their order. */
export function rowsOfClass(codes: Int32Array, code: number): Int32Array {
  let n = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] === code) n++;
  const rows = new Int32Array(n);
  for (let i = 0, to = 0; i < codes.length; i++) if (codes[i] === code) rows[to++] = i;
  return rows;
}
