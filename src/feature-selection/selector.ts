import { ValidationError } from "../core/errors";
import { Matrix } from "../core/matrix";
import type { TableLike } from "../core/table-like";
import { toMatrix } from "../core/table-like";
import { Transformer } from "../core/transformer";

/** A transformer that keeps some of the features as they are. */
export abstract class FeatureSelector<P extends object> extends Transformer<P> {
  /** (features) whether each is kept. */
  declare support: boolean[];

  /** The features kept, as numbers of columns in their order. */
  getSupport(): Int32Array {
    this.checkFitted("getSupport");
    return Int32Array.from(this.support.flatMap((kept, j) => (kept ? [j] : [])));
  }

  /** The names of the features kept; `x3` where the table had none. */
  getFeatureNamesOut(): string[] {
    this.checkFitted("getFeatureNamesOut");
    return Array.from(this.getSupport(), (j) => this.featureNamesIn?.[j] ?? `x${j}`);
  }

  /** (n x kept) the features kept. */
  transform(X: TableLike): Matrix {
    return this.kept(X, "transform");
  }

  /**
   * (n x features) the features kept in their places, with zeros between.
   *
   * @param X - (n x kept).
   * @throws ValidationError if X is unusable or has another number of columns.
   */
  inverseTransform(X: TableLike): Matrix {
    this.checkFitted("inverseTransform");
    const kept = this.getSupport();
    const { data, rows, cols } = toMatrix(X);
    if (cols !== kept.length) {
      throw new ValidationError(`X has ${cols} columns, but ${kept.length} features were kept.`);
    }
    const out = Matrix.zeros(rows, this.support.length);
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out.set(i, kept[j], data[i * cols + j]);
    return out;
  }

  /** (n x kept) the features kept, for the method that asks. */
  protected kept(X: TableLike, method: string): Matrix {
    return this.checkTable(X, method).takeColumns(this.getSupport());
  }
}
