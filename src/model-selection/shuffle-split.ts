import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ValidationError } from "../core/errors";
import { encodeLabels, type LabelsLike } from "../core/labels";
import { checkKnown, checkNumber } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { checkSameLength } from "../core/targets";
import type { CrossValidator, Fold } from "./cross-validator";
import { countRows } from "./rows";
import { resolveSplitSizes, type SplitIndices, shuffledSplit, stratifiedSplit } from "./shuffle-indices";

/** Options of {@link ShuffleSplit} and {@link StratifiedShuffleSplit}. */
export interface ShuffleSplitOptions {
  /** How often to split; default 10. */
  nSplits?: number;
  /** Share (0 to 1) or number (≥ 1) of rows to test on; default: what `trainSize` leaves, or 0.1. */
  testSize?: number | null;
  /** Share (0 to 1) or number (≥ 1) of rows to train on; default: what `testSize` leaves. */
  trainSize?: number | null;
  /** Seed or generator of the shuffles; default unseeded. */
  randomState?: RandomStateLike;
}

abstract class RepeatedSplit implements CrossValidator {
  readonly nSplits: number;
  readonly testSize: number | null;
  readonly trainSize: number | null;
  readonly randomState: RandomStateLike;

  /** @throws ParameterError if an option does not exist or `nSplits` is no whole number ≥ 1. */
  constructor(options: ShuffleSplitOptions = {}) {
    const name = this.constructor.name;
    checkKnown(name, options, ["nSplits", "testSize", "trainSize", "randomState"]);
    this.nSplits = options.nSplits ?? 10;
    this.testSize = options.testSize ?? null;
    this.trainSize = options.trainSize ?? null;
    this.randomState = options.randomState;
    checkNumber(`${name}: nSplits`, this.nSplits, { min: 1, integer: true });
  }

  getNSplits(): number {
    return this.nSplits;
  }

  abstract split(X: TableLike | ArrayLike<unknown>, y?: LabelsLike | null): Generator<Fold, void>;

  protected sizes(n: number): { nTrain: number; nTest: number } {
    return resolveSplitSizes(n, this.testSize, this.trainSize, 0.1);
  }
}

/**
 * Splits rows at random, `nSplits` times independently; the same rows as scikit-learn 1.2's, seed for seed.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.ShuffleSplit.html
 */
export class ShuffleSplit extends RepeatedSplit {
  /** @throws ParameterError if the sizes do not fit the rows. */
  *split(X: TableLike | ArrayLike<unknown>): Generator<Fold, void> {
    const n = countRows(X);
    const { nTrain, nTest } = this.sizes(n);
    const rng = checkRandomState(this.randomState);
    for (let k = 0; k < this.nSplits; k++) yield asFold(shuffledSplit(n, nTrain, nTest, rng));
  }
}

/**
 * Splits rows at random, `nSplits` times independently, each class in proportion; the same rows as scikit-learn
 * 1.2's, seed for seed.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.StratifiedShuffleSplit.html
 */
export class StratifiedShuffleSplit extends RepeatedSplit {
  /**
   * @throws ValidationError if y is missing or not as long as X, or a class has one member.
   * @throws ParameterError if the sizes do not fit the rows or the classes.
   */
  *split(X: TableLike | ArrayLike<unknown>, y?: LabelsLike | null): Generator<Fold, void> {
    if (y === undefined || y === null) {
      throw new ValidationError("StratifiedShuffleSplit.split needs y, the labels.");
    }
    const { codes, classes } = encodeLabels(y);
    const n = countRows(X);
    checkSameLength(codes.length, n, "y", "X");
    const { nTrain, nTest } = this.sizes(n);
    const rng = checkRandomState(this.randomState);
    for (let k = 0; k < this.nSplits; k++) yield asFold(stratifiedSplit(codes, classes, nTrain, nTest, rng));
  }
}

const asFold = ({ trainIndices, testIndices }: SplitIndices): Fold => ({
  train: trainIndices,
  test: testIndices,
});
