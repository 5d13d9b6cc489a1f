import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ValidationError } from "../core/errors";
import { encodeLabels, type LabelsLike } from "../core/labels";
import { checkKnown } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { checkSameLength } from "../core/targets";
import { type CrossValidator, checkEnoughRows, checkKFold, type Fold, foldAt } from "./cross-validator";
import type { KFoldOptions } from "./k-fold";
import { countRows } from "./rows";

/**
 * Splits rows into `nSplits` parts, each with the class proportions of the whole; each part is tested on once, with
 * all others to train on. The same folds as scikit-learn 1.2's, seed for seed. A class with fewer members than there
 * are folds is missing from the test rows of some.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.StratifiedKFold.html
 */
export class StratifiedKFold implements CrossValidator {
  readonly nSplits: number;
  readonly shuffle: boolean;
  readonly randomState: RandomStateLike;

  /** @throws ParameterError if an option is unusable, or a seed is given without shuffling. */
  constructor(options: KFoldOptions = {}) {
    checkKnown("StratifiedKFold", options, ["nSplits", "shuffle", "randomState"]);
    this.nSplits = options.nSplits ?? 5;
    this.shuffle = options.shuffle ?? false;
    this.randomState = options.randomState;
    checkKFold("StratifiedKFold", this.nSplits, this.shuffle, this.randomState);
  }

  getNSplits(): number {
    return this.nSplits;
  }

  /**
   * @throws ValidationError if y is missing, is no vector of labels or not as long as X, or every class has fewer
   * members than there are folds.
   */
  *split(X: TableLike | ArrayLike<unknown>, y?: LabelsLike | null): Generator<Fold, void> {
    if (y === undefined || y === null)
      throw new ValidationError("StratifiedKFold.split needs y, the labels.");
    const { codes, classes } = encodeLabels(y);
    const n = countRows(X);
    checkSameLength(codes.length, n, "y", "X");
    checkEnoughRows(n, this.nSplits);
    const foldOf = this.dealOut(codes, classes.length);
    for (let k = 0; k < this.nSplits; k++) yield foldAt(foldOf, k);
  }

  private dealOut(codes: Int32Array, nClasses: number): Int32Array {
    const { nSplits } = this;
    const rng = checkRandomState(this.randomState);
    const rowsOfClass = groupByAppearance(codes, nClasses);
    const largest = rowsOfClass.reduce((most, rows) => Math.max(most, rows.length), 0);
    if (largest < nSplits) {
      throw new ValidationError(
        `nSplits is ${nSplits}, but the largest class has only ${largest} members: use fewer folds.`,
      );
    }
    const foldOf = new Int32Array(codes.length);
    // Rows sorted by class are dealt to the folds in turn, so each class goes on where the one before it stopped.
    let start = 0;
    for (const rows of rowsOfClass) {
      const shares = new Int32Array(nSplits);
      for (let i = 0; i < rows.length; i++) shares[(start + i) % nSplits]++;
      start += rows.length;
      const folds = new Int32Array(rows.length);
      for (let k = 0, at = 0; k < nSplits; at += shares[k], k++) folds.fill(k, at, at + shares[k]);
      if (this.shuffle) rng.shuffle(folds);
      for (let i = 0; i < rows.length; i++) foldOf[rows[i]] = folds[i];
    }
    return foldOf;
  }
}

/** The rows of each class; the class that occurs first in y comes first, as in scikit-learn. */
function groupByAppearance(codes: Int32Array, nClasses: number): number[][] {
  const groups: number[][] = [];
  const groupOf = new Int32Array(nClasses).fill(-1);
  for (let i = 0; i < codes.length; i++) {
    if (groupOf[codes[i]] < 0) groupOf[codes[i]] = groups.push([]) - 1;
    groups[groupOf[codes[i]]].push(i);
  }
  return groups;
}
