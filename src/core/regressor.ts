import type { SampleWeightOptions } from "./classifier";
import { Estimator } from "./estimator";
import type { Matrix } from "./matrix";
import { type TableLike, toMatrix } from "./table-like";
import { checkSameLength, toSampleWeight, toVector, type VectorLike } from "./targets";

/** An estimator that learns numbers. */
export abstract class Regressor<P extends object> extends Estimator<P> {
  abstract fit(X: TableLike, y: VectorLike, options?: SampleWeightOptions): Promise<this>;

  /** The predicted value of each row. */
  abstract predict(X: TableLike): Float64Array;

  /** Coefficient of determination R² of `predict(X)` against `y`; 1 is best. */
  score(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): number {
    const predicted = this.predict(X);
    const expected = toVector(y);
    checkSameLength(expected.length, predicted.length, "y", "X");
    const weight = toSampleWeight(options.sampleWeight, expected.length);
    let sum = 0;
    let total = 0;
    for (let i = 0; i < expected.length; i++) {
      const w = weight === undefined ? 1 : weight[i];
      sum += w * expected[i];
      total += w;
    }
    const mean = sum / total;
    let residual = 0;
    let spread = 0;
    for (let i = 0; i < expected.length; i++) {
      const w = weight === undefined ? 1 : weight[i];
      residual += w * (expected[i] - predicted[i]) ** 2;
      spread += w * (expected[i] - mean) ** 2;
    }
    if (spread === 0) return residual === 0 ? 1 : 0;
    return 1 - residual / spread;
  }

  /** Reads and checks what `fit` is given. */
  protected checkFitTargets(
    X: TableLike,
    y: VectorLike,
    options: { allowNaN?: boolean } = {},
  ): { X: Matrix; y: Float64Array } {
    const matrix = toMatrix(X, options);
    const targets = toVector(y);
    checkSameLength(targets.length, matrix.rows, "y", "X");
    this.rememberFeatures(X, matrix);
    return { X: matrix, y: targets };
  }
}
