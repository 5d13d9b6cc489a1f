import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError, ValidationError } from "../core/errors";
import { checkKnown } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { type CrossValidator, checkEnoughRows, checkKFold, type Fold, foldAt } from "./cross-validator";
import { countRows } from "./rows";

/** Options of {@link KFold} and {@link StratifiedKFold}. */
export interface KFoldOptions {
  /** Number of folds, at least 2; default 5. */
  nSplits?: number;
  /** Whether to shuffle the rows before they are dealt out; default `false`. */
  shuffle?: boolean;
  /** Seed or generator of the shuffle; default unseeded. */
  randomState?: RandomStateLike;
}

/**
 * Splits rows into `nSplits` consecutive parts; each is tested on once, with all others to train on. The same
 * folds as scikit-learn 1.2's, seed for seed.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.KFold.html
 */
export class KFold implements CrossValidator {
  readonly nSplits: number;
  readonly shuffle: boolean;
  readonly randomState: RandomStateLike;

  /** @throws ParameterError if an option is unusable, or a seed is given without shuffling. */
  constructor(options: KFoldOptions = {}) {
    checkKnown("KFold", options, ["nSplits", "shuffle", "randomState"]);
    this.nSplits = options.nSplits ?? 5;
    this.shuffle = options.shuffle ?? false;
    this.randomState = options.randomState;
    checkKFold("KFold", this.nSplits, this.shuffle, this.randomState);
  }

  getNSplits(): number {
    return this.nSplits;
  }

  /** @throws ValidationError if there are fewer rows than folds. */
  *split(X: TableLike | ArrayLike<unknown>): Generator<Fold, void> {
    const n = countRows(X);
    checkEnoughRows(n, this.nSplits);
    const order = Int32Array.from({ length: n }, (_, i) => i);
    if (this.shuffle) checkRandomState(this.randomState).shuffle(order);
    const foldOf = new Int32Array(n);
    const size = Math.floor(n / this.nSplits);
    const larger = n % this.nSplits;
    for (let k = 0, at = 0; k < this.nSplits; k++) {
      const end = at + size + (k < larger ? 1 : 0);
      for (; at < end; at++) foldOf[order[at]] = k;
    }
    for (let k = 0; k < this.nSplits; k++) yield foldAt(foldOf, k);
  }
}

/**
 * Tests on each row once, alone, with all others to train on.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.LeaveOneOut.html
 */
export class LeaveOneOut implements CrossValidator {
  /** @throws ParameterError if X is not given, because the number of folds is the number of rows. */
  getNSplits(X?: TableLike | ArrayLike<unknown>): number {
    if (X === undefined) throw new ParameterError("LeaveOneOut.getNSplits needs X: it makes one fold a row.");
    return countRows(X);
  }

  /** @throws ValidationError if there is one row only. */
  *split(X: TableLike | ArrayLike<unknown>): Generator<Fold, void> {
    const n = countRows(X);
    if (n < 2) throw new ValidationError("LeaveOneOut needs at least 2 rows, to train on what is left.");
    for (let i = 0; i < n; i++) {
      const train = Int32Array.from({ length: n - 1 }, (_, k) => (k < i ? k : k + 1));
      yield { train, test: Int32Array.of(i) };
    }
  }
}
