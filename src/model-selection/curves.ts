import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import type { Estimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkKnown } from "../core/parameters";
import { describe, type TableLike } from "../core/table-like";
import { getScorer } from "../metrics/scorers";
import type { CrossValScoreOptions } from "./cross-validate";
import { type EstimatorJob, type EstimatorOutcome, fitFolds, readFoldData } from "./fit-folds";
import { resolveScoring } from "./scoring";

/** Options of {@link learningCurve}. */
export interface LearningCurveOptions extends CrossValScoreOptions {
  /**
   * How many of the training rows to train on: shares of them (above 0, up to 1) or, where one is above 1, numbers
   * of rows; default [0.1, 0.325, 0.55, 0.775, 1].
   */
  trainSizes?: ArrayLike<number>;
  /** Shuffle the training rows before the first of them are taken; default `false`. */
  shuffle?: boolean;
  /** Seed or generator of the shuffle; default unseeded. */
  randomState?: RandomStateLike;
}

/** What {@link learningCurve} and {@link validationCurve} return: scores with one row a step, one column a fold. */
export interface ScoreCurve {
  trainScores: Matrix;
  testScores: Matrix;
}

/** What {@link learningCurve} returns. */
export interface LearningCurve extends ScoreCurve {
  /** Rows trained on, ascending; sizes that came out equal are there once. */
  trainSizes: Int32Array;
  /** (sizes x folds) seconds. */
  fitTimes: Matrix;
  /** (sizes x folds) seconds, of the test rows. */
  scoreTimes: Matrix;
}

/**
 * Training and test scores of estimators that are trained on more and more of each fold's training rows.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.learning_curve.html
 *
 * @param estimator is not fitted itself.
 * @throws ParameterError if an option is unusable.
 * @throws ValidationError if X and y are; and what a fold throws, its number and size before the message.
 */
export async function learningCurve(
  estimator: Estimator<object>,
  X: TableLike,
  y?: LabelsLike | null,
  options: LearningCurveOptions = {},
): Promise<LearningCurve> {
  checkKnown("learningCurve", options, ["scoring", "cv", "nJobs", "trainSizes", "shuffle", "randomState"]);
  const { scoring, cv, nJobs = null, shuffle = false, randomState } = options;
  const data = readFoldData(estimator, X, y, cv);
  const trainSizes = countTrainRows(options.trainSizes ?? FIFTHS, data.folds[0].train.length);
  let { folds } = data;
  if (shuffle) {
    const rng = checkRandomState(randomState);
    folds = folds.map(({ train, test }) => ({ train: rng.permutation(train), test }));
  }
  const jobs = Array.from(trainSizes, (trainCount) =>
    folds.map((_, fold) => ({
      estimator: estimator.clone(),
      fold,
      trainCount,
      name: `${trainCount} rows, fold ${fold + 1} of ${folds.length}`,
    })),
  ).flat();
  const outcomes = await fitCurve(X, { ...data, folds }, jobs, scoring, nJobs);
  const table = (read: (outcome: EstimatorOutcome) => number): Matrix =>
    new Matrix(Float64Array.from(outcomes, read), trainSizes.length, folds.length);
  return {
    trainSizes,
    trainScores: table(({ trainScores }) => trainScores[0]),
    testScores: table(({ testScores }) => testScores[0]),
    fitTimes: table(({ fitTime }) => fitTime),
    scoreTimes: table(({ scoreTime }) => scoreTime),
  };
}

const FIFTHS = [0.1, 0.325, 0.55, 0.775, 1];

function countTrainRows(sizes: ArrayLike<number>, most: number): Int32Array {
  const given = Array.from(sizes);
  const areShares = given.every((size) => size > 0 && size <= 1);
  const areCounts = given.every((size) => Number.isInteger(size) && size >= 1 && size <= most);
  if (given.length === 0 || !(areShares || areCounts)) {
    throw new ParameterError(
      `trainSizes must be shares above 0 and up to 1, or whole numbers from 1 to the ${most} training rows; ` +
        `got [${given.join(", ")}].`,
    );
  }
  const counts = areShares ? given.map((share) => Math.max(1, Math.floor(share * most))) : given;
  return Int32Array.from(new Set(counts)).sort();
}

/** Options of {@link validationCurve}. */
export interface ValidationCurveOptions extends CrossValScoreOptions {
  /** The parameter to vary; `outer__inner` reaches into an estimator that is a parameter. */
  paramName: string;
  /** Its values. */
  paramRange: ArrayLike<unknown>;
}

/**
 * Training and test scores for each value of one parameter.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.validation_curve.html
 *
 * @param estimator is not fitted itself.
 * @throws ParameterError if an option is unusable or the estimator has no such parameter.
 * @throws ValidationError if X and y are unusable; and what a fold throws, its number and the value before the
 * message.
 */
export async function validationCurve(
  estimator: Estimator<object>,
  X: TableLike,
  y: LabelsLike | null | undefined,
  options: ValidationCurveOptions,
): Promise<ScoreCurve> {
  checkKnown("validationCurve", options, ["scoring", "cv", "nJobs", "paramName", "paramRange"]);
  const { scoring, cv, nJobs = null, paramName, paramRange } = options;
  const values = Array.from(paramRange ?? []);
  if (typeof paramName !== "string" || values.length === 0) {
    throw new ParameterError(
      "validationCurve needs paramName, a string, and paramRange with at least one value.",
    );
  }
  const data = readFoldData(estimator, X, y, cv);
  const { length } = data.folds;
  const jobs = values.flatMap((value) =>
    data.folds.map((_, fold) => ({
      estimator: estimator.clone().setParams({ [paramName]: value }),
      fold,
      trainCount: null,
      name: `${paramName} = ${typeof value === "object" ? describe(value) : String(value)}, fold ${fold + 1} of ${length}`,
    })),
  );
  const outcomes = await fitCurve(X, data, jobs, scoring, nJobs);
  const table = (read: (outcome: EstimatorOutcome) => number): Matrix =>
    new Matrix(Float64Array.from(outcomes, read), values.length, length);
  return {
    trainScores: table(({ trainScores }) => trainScores[0]),
    testScores: table(({ testScores }) => testScores[0]),
  };
}

function fitCurve(
  X: TableLike,
  data: Parameters<typeof fitFolds>[1],
  jobs: readonly EstimatorJob[],
  scoring: CrossValScoreOptions["scoring"],
  nJobs: number | null,
): Promise<EstimatorOutcome[]> {
  const { scorers } = resolveScoring(typeof scoring === "string" ? getScorer(scoring) : scoring);
  return fitFolds(X, data, { scorers, trainScores: true, keepEstimator: false, method: null }, jobs, nJobs);
}
