import { ParameterError } from "../core/errors";
import type { LabelsLike } from "../core/labels";
import { describe, type TableLike } from "../core/table-like";
import { type CrossValidator, type Fold, isCrossValidator } from "./cross-validator";
import { KFold } from "./k-fold";
import { countRows } from "./rows";
import { StratifiedKFold } from "./stratified-k-fold";

/**
 * What an option `cv` takes: a number of folds (stratified for classifiers, consecutive otherwise), a splitter such
 * as {@link StratifiedKFold}, the folds themselves, or nothing for 5.
 */
export type CvLike = number | CrossValidator | Iterable<Fold> | null | undefined;

/**
 * The folds that `cv` stands for.
 *
 * @throws ParameterError if `cv` is nothing of the kind, or names rows that do not exist.
 * @throws ValidationError as the splitter.
 */
export function resolveFolds(
  cv: CvLike,
  X: TableLike | ArrayLike<unknown>,
  y: LabelsLike | undefined,
  isClassifier: boolean,
): Fold[] {
  if (cv === undefined || cv === null || typeof cv === "number") {
    const nSplits = cv ?? 5;
    const splitter: CrossValidator =
      isClassifier && y !== undefined ? new StratifiedKFold({ nSplits }) : new KFold({ nSplits });
    return [...splitter.split(X, y)];
  }
  if (isCrossValidator(cv)) return [...cv.split(X, y)];
  if (typeof cv !== "object" || !(Symbol.iterator in cv)) {
    throw new ParameterError(`cv must be a number of folds, a splitter or the folds; got ${describe(cv)}.`);
  }
  const rows = countRows(X);
  const folds = Array.from(cv, (fold, k) => ({
    train: rowNumbers(fold?.train, rows, `cv: train of fold ${k}`),
    test: rowNumbers(fold?.test, rows, `cv: test of fold ${k}`),
  }));
  if (folds.length === 0) throw new ParameterError("cv holds no fold: at least one is needed.");
  return folds;
}

function rowNumbers(indices: unknown, rows: number, name: string): Int32Array {
  if (!Array.isArray(indices) && !ArrayBuffer.isView(indices)) {
    throw new ParameterError(`${name} must be an array of row numbers; got ${describe(indices)}.`);
  }
  const given = Array.from(indices as unknown as ArrayLike<unknown>);
  const bad = given.find((i) => !Number.isInteger(i) || (i as number) < 0 || (i as number) >= rows);
  if (bad !== undefined) {
    throw new ParameterError(`${name} holds ${describe(bad)}: row numbers are 0 to ${rows - 1}.`);
  }
  if (given.length === 0) throw new ParameterError(`${name} holds no row.`);
  return Int32Array.from(given as number[]);
}
