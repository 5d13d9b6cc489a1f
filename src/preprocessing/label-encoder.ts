import { NotFittedError, ValidationError } from "../core/errors";
import {
  decodeLabels,
  encodeLabels,
  encodeLabelsWith,
  type Label,
  type LabelsLike,
  type LabelVector,
} from "../core/labels";
import { describe } from "../core/table-like";

/**
 * Numbers labels from 0 to classes - 1 in sorted order, as `sklearn.preprocessing.LabelEncoder` of scikit-learn 1.2.
 * It is for targets; classifiers take labels as they are and need none.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.preprocessing.LabelEncoder.html
 */
export class LabelEncoder {
  /** The distinct labels, sorted; empty before `fit`. */
  classes: Label[] = [];

  /** @throws ValidationError if `y` is unusable. */
  async fit(y: LabelsLike): Promise<this> {
    this.classes = encodeLabels(y).classes;
    return this;
  }

  /** Fits and returns the numbers of the same labels. */
  async fitTransform(y: LabelsLike): Promise<Int32Array> {
    await this.fit(y);
    return this.transform(y);
  }

  /**
   * (n) number of each label.
   *
   * @throws ValidationError if a label was not there at fit.
   */
  transform(y: LabelsLike): Int32Array {
    this.checkFitted("transform");
    return encodeLabelsWith(this.classes, y);
  }

  /**
   * (n) label of each number.
   *
   * @throws ValidationError if a number is none of a class.
   */
  inverseTransform(codes: ArrayLike<number>): LabelVector {
    this.checkFitted("inverseTransform");
    for (let i = 0; i < codes.length; i++) {
      if (Number.isInteger(codes[i]) && codes[i] >= 0 && codes[i] < this.classes.length) continue;
      throw new ValidationError(
        `codes holds ${describe(codes[i])} at row ${i}: a code is a whole number from 0 to ${this.classes.length - 1}.`,
      );
    }
    return decodeLabels(this.classes, codes);
  }

  private checkFitted(method: string): void {
    if (this.classes.length > 0) return;
    throw new NotFittedError(
      `This LabelEncoder is not fitted yet: call \`await encoder.fit(y)\` before \`${method}\`.`,
    );
  }
}
