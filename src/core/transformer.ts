import { Estimator } from "./estimator";
import type { LabelsLike } from "./labels";
import type { Matrix } from "./matrix";
import type { TableLike } from "./table-like";

/** An estimator that turns a table into another. */
export abstract class Transformer<P extends object> extends Estimator<P> {
  abstract fit(X: TableLike, y?: LabelsLike | null): Promise<this>;

  abstract transform(X: TableLike): Matrix;

  /** Fits to `X` and returns its transform. */
  async fitTransform(X: TableLike, y?: LabelsLike | null): Promise<Matrix> {
    await this.fit(X, y);
    return this.transform(X);
  }
}
