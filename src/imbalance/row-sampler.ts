import { decodeLabels } from "../core/labels";
import type { Resampled } from "../core/sampler";
import type { TableLike } from "../core/table-like";
import { ClassSampler, type ClassSamplerParams, type SamplingPlan } from "./class-sampler";

/** A sampler that puts out rows that came in, some of them several times or not at all. */
export abstract class RowSampler<P extends ClassSamplerParams> extends ClassSampler<P> {
  /** (m) for each row that came out the number of the row that went in. */
  declare sampleIndices: Int32Array;

  /** Remembers the rows drawn and returns them with their labels. */
  protected select(X: TableLike, plan: SamplingPlan, indices: Int32Array): Resampled {
    this.remember(X, plan);
    this.sampleIndices = indices;
    const codes = indices.map((i) => plan.codes[i]);
    return { X: plan.X.takeRows(indices), y: decodeLabels(plan.classes, codes) };
  }
}
