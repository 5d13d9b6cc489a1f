import type { RandomStateLike } from "../core/check-random-state";
import { ParameterError, ValidationError } from "../core/errors";
import type { LabelsLike } from "../core/labels";
import { checkNumber } from "../core/parameters";
import type { TableLike } from "../core/table-like";

/** Row numbers of one fold: what to train on and what to test on. */
export interface Fold {
  train: Int32Array;
  test: Int32Array;
}

/** Something that splits rows several times, as {@link KFold}. */
export interface CrossValidator {
  /**
   * The folds, one after the other.
   *
   * @param X n rows; of a table only their number matters.
   * @param y n labels; stratified splitters need them.
   */
  split(X: TableLike | ArrayLike<unknown>, y?: LabelsLike | null): Iterable<Fold>;
  /** The number of folds. */
  getNSplits(X?: TableLike | ArrayLike<unknown>): number;
}

/** Whether `value` can split rows. */
export const isCrossValidator = (value: unknown): value is CrossValidator =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as CrossValidator).split === "function" &&
  typeof (value as CrossValidator).getNSplits === "function";

/** Checks the options that the k-fold splitters share. */
export function checkKFold(
  name: string,
  nSplits: number,
  shuffle: boolean,
  randomState: RandomStateLike,
): void {
  checkNumber(`${name}: nSplits`, nSplits, { min: 2, integer: true });
  if (typeof shuffle !== "boolean") throw new ParameterError(`${name}: shuffle must be true or false.`);
  if (shuffle || randomState === undefined || randomState === null) return;
  throw new ParameterError(
    `${name}: randomState has no effect without shuffling. Pass shuffle: true, or leave randomState out.`,
  );
}

/** @throws ValidationError if there are fewer rows than folds. */
export function checkEnoughRows(n: number, nSplits: number): void {
  if (n >= nSplits) return;
  throw new ValidationError(`nSplits is ${nSplits}, but there are only ${n} rows: use at most ${n} folds.`);
}

/** The fold whose test rows are those where `foldOf` is `k`; both parts are in ascending order. */
export function foldAt(foldOf: Int32Array, k: number): Fold {
  const n = foldOf.length;
  let size = 0;
  for (let i = 0; i < n; i++) if (foldOf[i] === k) size++;
  const test = new Int32Array(size);
  const train = new Int32Array(n - size);
  let tested = 0;
  let trained = 0;
  for (let i = 0; i < n; i++) {
    if (foldOf[i] === k) test[tested++] = i;
    else train[trained++] = i;
  }
  return { train, test };
}
